import { defaultLookAlikes, type LookAlikeGroup } from '../annotation/lookAlikes.ts';
import type { SavedView } from './savedView.ts';

/** How a project is worked on, the same for everyone who opens it. Labels go by id, so that renaming one changes nothing. */
export interface ProjectPreferences {
  /** Labels that are taken for each other, by name: groups may name labels that the project does not have yet. */
  readonly lookAlikes: readonly LookAlikeGroup[];
  /** Lowest score at which detections of a label are shown, 0 to 1; a label that is not here goes by the slider. */
  readonly labelThresholds: readonly { readonly labelId: number; readonly score: number }[];
  /** Labels that a digit key gives whatever was used last; digits 1 to 9. */
  readonly digitLabels: readonly { readonly digit: number; readonly labelId: number }[];
  /** Views of the Failures page that have a name, in the order they were saved. */
  readonly savedViews: readonly SavedView[];
}

/** What a new project begins with. */
export const defaultPreferences: ProjectPreferences = {
  lookAlikes: defaultLookAlikes,
  labelThresholds: [],
  digitLabels: [],
  savedViews: [],
};
