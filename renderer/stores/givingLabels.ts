import { isAllLocked } from './sessionLocks.ts';
import type { Workbench } from './workbench.ts';

/** Gives the label to what is selected, or to the next box drawn where nothing is. */
export function giveLabel(
  { session, labels, notices }: Pick<Workbench, 'session' | 'labels' | 'notices'>,
  labelId: number,
): void {
  labels.noteUse(labelId);
  session.setActiveLabel(labelId);
  const { annotations, selection, isLocked } = session.getState();
  if (selection.size === 0) return;
  // Keys that change nothing would look broken.
  if (isLocked || isAllLocked(annotations, selection)) notices.tell('info', { key: 'boxes.held' });
  else session.relabelSelected(labelId);
}
