import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import { defaultPreferences, type ProjectPreferences } from '#shared/dataset/projectPreferences.ts';
import type { Store } from './store.ts';

interface PreferencesActions {
  load(): Promise<void>;
  clear(): void;
  /** Changes some of them, at once in the window and durably in the project; what is refused is taken back. */
  change(patch: Partial<ProjectPreferences>): Promise<void>;
}

/** The open project's preferences. */
export type PreferencesStore = Store<ProjectPreferences, PreferencesActions>;

export function createPreferencesStore(
  client: Pick<Client, 'project'>,
  report: (thrown: unknown) => void,
): PreferencesStore {
  const store = createStore<ProjectPreferences>(() => defaultPreferences);
  const load = async (): Promise<void> => {
    try {
      store.setState(await client.project.preferences({}));
    } catch (thrown) {
      report(thrown);
    }
  };
  return Object.assign(store, {
    load,
    clear: () => {
      store.setState(defaultPreferences);
    },
    change: async (patch: Partial<ProjectPreferences>) => {
      store.setState(patch);
      const { lookAlikes, labelThresholds, digitLabels, savedViews } = { ...store.getState(), ...patch };
      try {
        await client.project.changePreferences({
          lookAlikes: lookAlikes.map((group) => [...group]),
          labelThresholds: [...labelThresholds],
          digitLabels: [...digitLabels],
          savedViews: [...savedViews],
        });
      } catch (thrown) {
        report(thrown);
        await load();
      }
    },
  });
}
