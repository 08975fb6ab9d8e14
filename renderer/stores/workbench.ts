import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Client } from '#renderer/ipc/client.ts';
import type { AnnotationSession, SessionState } from './annotationSession.ts';
import type { CanvasControls } from './canvasControls.ts';
import type { CaseTicksStore } from './caseTicks.ts';
import type { ChecksStore } from './checksStore.ts';
import type { FailuresStore } from './failuresStore.ts';
import type { GraphControls } from './graphControls.ts';
import type { GraphStore } from './graphStore.ts';
import type { GraphTour } from './graphTour.ts';
import type { EffortMeter } from './effortMeter.ts';
import type { ImageListStore } from './imageListStore.ts';
import type { ImageNavigator } from './imageNavigator.ts';
import type { JobStore } from './jobStore.ts';
import type { LabelStore } from './labelStore.ts';
import type { ModelStore } from './modelStore.ts';
import type { NoticeStore } from './noticeStore.ts';
import type { PreferencesStore } from './preferencesStore.ts';
import type { ProjectStore } from './projectStore.ts';
import type { SettingsStore } from './settingsStore.ts';
import type { ThumbnailBoxesStore } from './thumbnailBoxes.ts';
import type { UiStore } from './uiStore.ts';

/** Everything that the window knows and can do, one part a subject. Views and commands are written against it. */
export interface Workbench {
  readonly client: Client;
  readonly platform: string;
  readonly version: string;
  readonly session: AnnotationSession;
  readonly canvas: CanvasControls;
  readonly checks: ChecksStore;
  readonly settings: SettingsStore;
  readonly project: ProjectStore;
  readonly preferences: PreferencesStore;
  readonly images: ImageListStore;
  readonly thumbnailBoxes: ThumbnailBoxesStore;
  readonly navigator: ImageNavigator;
  readonly labels: LabelStore;
  readonly models: ModelStore;
  readonly jobs: JobStore;
  readonly failures: FailuresStore;
  readonly caseTicks: CaseTicksStore;
  readonly graph: GraphStore;
  readonly graphControls: GraphControls;
  readonly graphTour: GraphTour;
  readonly notices: NoticeStore;
  readonly ui: UiStore;
  readonly effort: EffortMeter;
}

const WorkbenchContext = createContext<Workbench | null>(null);

export const WorkbenchProvider = WorkbenchContext.Provider;

/** The workbench of this window. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === null) throw new Error('useWorkbench outside WorkbenchProvider');
  return workbench;
}

/** A part of the open image's state; renders again only when that part is another. `select` must not make objects. */
export function useSession<T>(select: (state: SessionState) => T): T {
  const { session } = useWorkbench();
  return useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => select(session.getState()),
  );
}
