import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type { ModelSummary } from '#shared/ipc/contract/detect.ts';
import type { Store } from './store.ts';

export interface ModelState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly models: readonly ModelSummary[];
}

interface ModelActions {
  load(): Promise<void>;
  /** Asks for a manifest; answers the model, null when the person cancelled or it was refused. */
  add(): Promise<ModelSummary | null>;
  reveal(modelId: string): Promise<void>;
}

export type ModelStore = Store<ModelState, ModelActions>;

/**
 * The model that detecting uses: the chosen one where it can be used, else the first that can.
 *
 * @returns null when no model can be used
 */
export function modelInUse(models: readonly ModelSummary[], chosenId: string | null): ModelSummary | null {
  const usable = models.filter((model) => model.problem === null);
  return usable.find((model) => model.id === chosenId) ?? usable[0] ?? null;
}

export function createModelStore(
  client: Pick<Client, 'model'>,
  report: (thrown: unknown) => void,
): ModelStore {
  const store = createStore<ModelState>(() => ({ phase: 'loading', models: [] }));
  const load = async (): Promise<void> => {
    try {
      store.setState({ phase: 'ready', models: await client.model.list({}) });
    } catch (thrown) {
      store.setState({ phase: 'failed' });
      report(thrown);
    }
  };
  return Object.assign(store, {
    load,
    add: async () => {
      try {
        const model = await client.model.add({});
        if (model !== null) await load();
        return model;
      } catch (thrown) {
        report(thrown);
        return null;
      }
    },
    reveal: async (modelId: string) => {
      try {
        await client.model.reveal({ modelId });
      } catch (thrown) {
        report(thrown);
      }
    },
  });
}
