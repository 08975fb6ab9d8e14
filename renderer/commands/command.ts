import type { ParseKeys } from 'i18next';
import { isAllLocked } from '#renderer/stores/sessionLocks.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';

/** How commands are grouped in the palette and on the sheet of keys, in this order. */
export const commandGroups = ['file', 'images', 'boxes', 'edit', 'view', 'graph', 'go'] as const;

/** One of {@link commandGroups}. */
export type CommandGroup = (typeof commandGroups)[number];

/** Something that a person can have the window do: the palette, the keys, buttons and menus are made from these. */
export interface Command {
  readonly id: string;
  readonly titleKey: ParseKeys;
  readonly titleValues?: Readonly<Record<string, string | number>>;
  readonly group: CommandGroup;
  /**
   * Keys as tinykeys writes them; the first is the one shown. Letters go by their place on the keyboard (`KeyD`): under a
   * Korean input method the character of the key is another.
   */
  readonly keys: readonly string[];
  /** Keys work in text fields too. Only for keys that mean nothing to a text field. */
  readonly whileTyping?: boolean;
  /** A key held down runs it again and again. */
  readonly repeats?: boolean;
  /** Left out of the palette: keys alone make sense of it. */
  readonly isKeyOnly?: boolean;
  isEnabled(workbench: Workbench): boolean;
  run(workbench: Workbench): void | Promise<void>;
}

/** A command that can be run at any time. */
export const always = (): boolean => true;

/** A command that needs an open project. */
export const hasProject = ({ project }: Workbench): boolean => project.getState().phase === 'open';

/** A command that goes along the list: also while an image is on its way, or could not be opened. */
export const hasList = (workbench: Workbench): boolean =>
  hasProject(workbench) && workbench.ui.getState().workspace === 'annotate';

/** A command that needs an open image on the screen. */
export const hasImage = ({ session, ui }: Workbench): boolean =>
  ui.getState().workspace === 'annotate' && session.getState().phase === 'ready';

/** A command that changes selected boxes, not all of which must be locked. */
export const hasOpenSelection = (workbench: Workbench): boolean => {
  if (!hasSelection(workbench)) return false;
  const { annotations, selection, isLocked } = workbench.session.getState();
  return !isLocked && !isAllLocked(annotations, selection);
};

/** A command that needs something selected. */
export const hasSelection = (workbench: Workbench): boolean =>
  hasImage(workbench) && workbench.session.getState().selection.size > 0;
