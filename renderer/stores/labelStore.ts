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
  /** What the keys 1 to 9 give. A label keeps its slot while it is there, so that fingers can learn it. */
  readonly recentIds: readonly number[];
}

interface LabelActions {
  load(): Promise<void>;
  clear(): void;
  /** Adds a label by name; answers it, or the one that has the name already, or null when that failed. */
  add(name: string): Promise<Label | null>;
  /** A label was given: it takes the slot that was used longest ago, unless it has one. */
  noteUse(labelId: number): void;
}

export type LabelStore = Store<LabelState, LabelActions>;

export function createLabelStore(
  client: Pick<Client, 'label'>,
  report: (thrown: unknown) => void,
): LabelStore {
  const store = createStore<LabelState>(() => ({
    phase: 'loading',
    labels: [],
    byId: new Map(),
    recentIds: [],
  }));
  const lastUse = new Map<number, number>();
  let clock = 0;

  const show = (labels: readonly Label[]): void => {
    const byId = new Map(labels.map((label) => [label.id, label]));
    const kept = store.getState().recentIds.filter((id) => byId.has(id));
    const mostUsed = [...labels]
      .filter((label) => label.usageCount > 0 && !kept.includes(label.id))
      .sort((a, b) => b.usageCount - a.usageCount || a.id - b.id)
      .map((label) => label.id);
    store.setState({
      phase: 'ready',
      labels,
      byId,
      recentIds: [...kept, ...mostUsed].slice(0, recentSlotCount),
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
      store.setState({ phase: 'loading', labels: [], byId: new Map(), recentIds: [] });
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
    noteUse: (labelId: number) => {
      lastUse.set(labelId, ++clock);
      const { recentIds } = store.getState();
      if (recentIds.includes(labelId)) return;
      if (recentIds.length < recentSlotCount) {
        store.setState({ recentIds: [...recentIds, labelId] });
        return;
      }
      const oldest = recentIds.reduce((a, b) => ((lastUse.get(b) ?? 0) < (lastUse.get(a) ?? 0) ? b : a));
      store.setState({ recentIds: recentIds.map((id) => (id === oldest ? labelId : id)) });
    },
  });
}
