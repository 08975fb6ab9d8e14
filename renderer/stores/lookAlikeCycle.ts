import { nextLookAlike } from '#shared/annotation/lookAlikes.ts';
import type { BoxKey } from './annotationSession.ts';
import type { Workbench } from './workbench.ts';

/** The label that each box had when its cycle began, by the label it has now; void once something else is selected. */
interface Cycle {
  readonly selection: ReadonlySet<BoxKey>;
  readonly startOf: ReadonlyMap<number, string>;
}

const cycles = new WeakMap<Workbench['session'], Cycle>();

/** Gives each selected box the next (1) or previous (-1) label that looks like its own, as one step. */
export function cycleLookAlikes(workbench: Workbench, by: 1 | -1): void {
  const { session, labels, preferences, notices } = workbench;
  const { lookAlikes } = preferences.getState();
  const { boxes, selection } = session.getState();
  const { labels: all, byId } = labels.getState();
  const idOf = new Map(all.map(({ id, name }) => [name, id]));
  const last = cycles.get(session);
  const before = last?.selection === selection ? last.startOf : new Map<number, string>();
  const startOf = new Map<number, string>();
  const nextOf = new Map<number, number>();
  for (const labelId of new Set(boxes.filter(({ key }) => selection.has(key)).map((box) => box.labelId))) {
    const current = byId.get(labelId)?.name;
    if (current === undefined) continue;
    const start = before.get(labelId) ?? current;
    const next = idOf.get(nextLookAlike(start, current, by, lookAlikes, (name) => idOf.has(name)) ?? '');
    if (next === undefined) continue;
    nextOf.set(labelId, next);
    startOf.set(next, start);
  }
  if (nextOf.size === 0) {
    notices.tell('info', { key: 'boxes.noLookAlike' });
    return;
  }
  session.relabelSelectedBy((labelId) => nextOf.get(labelId) ?? labelId);
  cycles.set(session, { selection: session.getState().selection, startOf });
}
