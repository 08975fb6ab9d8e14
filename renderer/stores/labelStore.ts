import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type { Label } from '#shared/dataset/label.ts';
import type { Store } from './store.ts';

/** As many as there are digit keys. */
export const recentSlotCount = 9;

export interface LabelState {
  readonly phase: 'loading' | 'ready';
  readonly labels: readonly Label[];
  readonly byId: ReadonlyMap<number, Label>;
  /**
   * What the keys 1 to 9 give. A label keeps its slot while it is there, so that fingers can learn it; a pinned one keeps
   * it for good. Slots between pinned ones may be empty.
   */
  readonly recentIds: readonly (number | null)[];
  /** Labels that stand on their digit for good, by slot from 0. */
  readonly pinned: ReadonlyMap<number, number>;
}

interface LabelActions {
  load(): Promise<void>;
  clear(): void;
  /** Adds a label by name; answers it, or the one that has the name already, or null when that failed. */
  add(name: string): Promise<Label | null>;
  /** Puts labels on digits for good, and lets go of the others. */
  pin(digitLabels: readonly { readonly digit: number; readonly labelId: number }[]): void;
  /** A label was given: it takes the slot that was used longest ago, unless it has one. */
  noteUse(labelId: number): void;
}

export type LabelStore = Store<LabelState, LabelActions>;

type Slots = readonly (number | null)[];

/** Pinned labels on their digits, then what stood on a digit before, then the candidates on the digits left over. */
function fillSlots(pinned: ReadonlyMap<number, number>, before: Slots, candidates: readonly number[]): Slots {
  const slots: (number | null)[] = Array.from(
    { length: recentSlotCount },
    (_, slot) => pinned.get(slot) ?? null,
  );
  before.forEach((id, slot) => {
    if (id !== null && slots[slot] === null && !slots.includes(id)) slots[slot] = id;
  });
  for (const id of [...before, ...candidates]) {
    const free = slots.indexOf(null);
    if (free === -1) break;
    if (id !== null && !slots.includes(id)) slots[free] = id;
  }
  return slots.slice(0, slots.findLastIndex((id) => id !== null) + 1);
}

export function createLabelStore(
  client: Pick<Client, 'label'>,
  report: (thrown: unknown) => void,
): LabelStore {
  const store = createStore<LabelState>(() => ({
    phase: 'loading',
    labels: [],
    byId: new Map(),
    recentIds: [],
    pinned: new Map(),
  }));
  const lastUse = new Map<number, number>();
  let clock = 0;

  const show = (labels: readonly Label[]): void => {
    const byId = new Map(labels.map((label) => [label.id, label]));
    const { pinned, recentIds } = store.getState();
    const known = (id: number | null): number | null => (id !== null && byId.has(id) ? id : null);
    const mostUsed = [...labels]
      .filter((label) => label.usageCount > 0)
      .sort((a, b) => b.usageCount - a.usageCount || a.id - b.id)
      .map((label) => label.id);
    store.setState({
      phase: 'ready',
      labels,
      byId,
      recentIds: fillSlots(pinned, recentIds.map(known), mostUsed),
    });
  };

  const load = async (): Promise<void> => {
    try {
      show(await client.label.list({}));
    } catch (thrown) {
      report(thrown);
    }
  };

  return Object.assign(store, {
    load,
    clear: () => {
      lastUse.clear();
      store.setState({ phase: 'loading', labels: [], byId: new Map(), recentIds: [], pinned: new Map() });
    },
    add: async (name: string) => {
      const known = store.getState().labels.find((label) => label.name === name);
      if (known !== undefined) return known;
      try {
        const label = await client.label.add({ name });
        await load();
        return label;
      } catch (thrown) {
        report(thrown);
        return null;
      }
    },
    pin: (digitLabels: readonly { readonly digit: number; readonly labelId: number }[]) => {
      const { recentIds } = store.getState();
      const pinned = new Map(digitLabels.map(({ digit, labelId }) => [digit - 1, labelId]));
      const loose = recentIds.map((id) => (digitLabels.some(({ labelId }) => labelId === id) ? null : id));
      store.setState({ pinned, recentIds: fillSlots(pinned, loose, []) });
    },
    noteUse: (labelId: number) => {
      lastUse.set(labelId, ++clock);
      const { recentIds, pinned } = store.getState();
      if (recentIds.includes(labelId)) return;
      const free = Array.from({ length: recentSlotCount }, (_, slot) => slot).filter(
        (slot) => !pinned.has(slot),
      );
      const useOf = (slot: number): number => lastUse.get(recentIds[slot] ?? 0) ?? 0;
      const empty = free.find((slot) => (recentIds[slot] ?? null) === null);
      const [first] = free;
      if (first === undefined) return;
      const taken = empty ?? free.reduce((a, b) => (useOf(b) < useOf(a) ? b : a), first);
      const slots: (number | null)[] = [...recentIds];
      while (slots.length <= taken) slots.push(null);
      slots[taken] = labelId;
      store.setState({ recentIds: slots });
    },
  });
}
