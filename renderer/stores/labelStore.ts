import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type { Label } from '#shared/dataset/label.ts';
import type { Store } from './store.ts';

/** As many as there are digit keys. */
export const recentSlotCount = 9;

export interface LabelState {
  readonly phase: 'loading' | 'ready';
  /** Those that can be given, and retired ones that boxes still carry, in the order of the set. */
  readonly labels: readonly Label[];
  /** All of them: a box may have a label that is retired. */
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
  /** Renames or recolours a label; answers whether that was done. */
  change(labelId: number, patch: { readonly name?: string; readonly color?: string }): Promise<boolean>;
  /** Puts a label before (-1) or behind (1) its neighbour. */
  move(labelId: number, by: 1 | -1): Promise<void>;
  /** Takes a label out of the set; its boxes get the replacement, or go with it. Answers on how many images that was. */
  retire(labelId: number, replacementId: number | null): Promise<number | null>;
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

  const show = (all: readonly Label[]): void => {
    const labels = all.filter(({ isRetired, usageCount }) => !isRetired || usageCount > 0);
    const byId = new Map(all.map((label) => [label.id, label]));
    const { pinned, recentIds } = store.getState();
    const known = (id: number | null): number | null =>
      id !== null && labels.some((label) => label.id === id) ? id : null;
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
    change: async (labelId: number, patch: { readonly name?: string; readonly color?: string }) => {
      const label = store.getState().byId.get(labelId);
      if (label === undefined) return false;
      const { name, color } = { ...label, ...patch };
      if (name === label.name && color === label.color) return true;
      try {
        await client.label.change({ labelId, name, color });
        await load();
        return true;
      } catch (thrown) {
        report(thrown);
        return false;
      }
    },
    move: async (labelId: number, by: 1 | -1) => {
      // Places are counted among all of them; retired ones between are passed over.
      const { labels, byId } = store.getState();
      const at = labels.findIndex(({ id }) => id === labelId);
      const neighbour = labels[at + by];
      if (at === -1 || neighbour === undefined) return;
      const toIndex =
        [...byId.keys()].filter((id) => id !== labelId).indexOf(neighbour.id) + (by === 1 ? 1 : 0);
      try {
        await client.label.move({ labelId, toIndex });
        await load();
      } catch (thrown) {
        report(thrown);
      }
    },
    retire: async (labelId: number, replacementId: number | null) => {
      try {
        const { imageCount } = await client.label.retire({ labelId, replacementId });
        await load();
        return imageCount;
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
