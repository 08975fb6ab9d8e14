import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type { Settings } from '#shared/ipc/contract/app.ts';
import type { Store } from './store.ts';

/** Dragging a panel or a slider changes settings many times a second; they are sent when it rests. */
const saveDelayMs = 300;

interface SettingsActions {
  /** Changes settings at once in the window, and a moment later on disk. */
  change(patch: Partial<Settings>): void;
  /** Remembers the sizes of the panels of a group, in percent. */
  rememberLayout(group: string, sizes: Readonly<Record<string, number>>): void;
  setPanelCollapsed(panel: string, isCollapsed: boolean): void;
  /** Sends what has not been sent yet. */
  flush(): Promise<void>;
}

export type SettingsStore = Store<Settings, SettingsActions>;

export function createSettingsStore(
  client: Pick<Client, 'app'>,
  initial: Settings,
  report: (thrown: unknown) => void,
): SettingsStore {
  const store = createStore<Settings>(() => initial);
  let unsent: Partial<Settings> = {};
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const patch = unsent;
    unsent = {};
    if (Object.keys(patch).length === 0) return;
    try {
      await client.app.changeSettings(patch);
    } catch (thrown) {
      report(thrown);
    }
  };

  const change = (patch: Partial<Settings>): void => {
    store.setState(patch);
    unsent = { ...unsent, ...patch };
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void flush(), saveDelayMs);
  };

  return Object.assign(store, {
    change,
    flush,
    rememberLayout: (group: string, sizes: Readonly<Record<string, number>>) => {
      change({ layouts: { ...store.getState().layouts, [group]: { ...sizes } } });
    },
    setPanelCollapsed: (panel: string, isCollapsed: boolean) => {
      const { collapsedPanels } = store.getState();
      if (collapsedPanels.includes(panel) === isCollapsed) return;
      change({
        collapsedPanels: isCollapsed
          ? [...collapsedPanels, panel]
          : collapsedPanels.filter((name) => name !== panel),
      });
    },
  });
}
