import type { Workbench } from './workbench.ts';

/** Gives the label to what is selected, or to the next box drawn where nothing is. */
export function giveLabel({ session, labels }: Pick<Workbench, 'session' | 'labels'>, labelId: number): void {
  labels.noteUse(labelId);
  session.setActiveLabel(labelId);
  if (session.getState().selection.size > 0) session.relabelSelected(labelId);
}
