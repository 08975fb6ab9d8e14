import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type { ProjectInfo, RecentProject } from '#shared/ipc/contract/project.ts';
import type { Store } from './store.ts';

export interface ProjectState {
  /** `loading` only until the first answer: afterwards a project is open or none is. */
  readonly phase: 'loading' | 'none' | 'open';
  readonly info: ProjectInfo | null;
  readonly recent: readonly RecentProject[];
  /** Counts the openings: another number means that everything kept of the project before is void. */
  readonly opening: number;
}

interface ProjectActions {
  /** Takes over what the main process has open. */
  load(): Promise<void>;
  /** Asks for the counts again; the project stays the same. */
  refresh(): Promise<void>;
  loadRecent(): Promise<void>;
  create(): Promise<boolean>;
  open(): Promise<boolean>;
  openRecent(recentId: string): Promise<boolean>;
  openSample(): Promise<boolean>;
  close(): Promise<void>;
}

export type ProjectStore = Store<ProjectState, ProjectActions>;

/**
 * @param settled - resolves when every edit of the project before is durable: nothing may be left behind by opening another
 */
export function createProjectStore(
  client: Pick<Client, 'project'>,
  report: (thrown: unknown) => void,
  settled: () => Promise<void>,
): ProjectStore {
  const store = createStore<ProjectState>(() => ({ phase: 'loading', info: null, recent: [], opening: 0 }));

  const takeOver = (info: ProjectInfo | null): void => {
    store.setState((state) => ({ phase: info === null ? 'none' : 'open', info, opening: state.opening + 1 }));
  };

  const loadRecent = async (): Promise<void> => {
    try {
      store.setState({ recent: await client.project.listRecent({}) });
    } catch (thrown) {
      report(thrown);
    }
  };

  /** Opens by `ask`; answers whether a project was opened, false when the person thought better of it. */
  const openBy = async (ask: () => Promise<ProjectInfo | null>): Promise<boolean> => {
    try {
      await settled();
      const info = await ask();
      if (info === null) return false;
      takeOver(info);
      void loadRecent();
      return true;
    } catch (thrown) {
      report(thrown);
      // What was open before may have been closed for it: ask rather than guess.
      await load();
      return false;
    }
  };

  const load = async (): Promise<void> => {
    try {
      const info = await client.project.current({});
      const { info: before, phase } = store.getState();
      // Told of a project that is on the screen already: nothing of it is void.
      if (phase !== 'loading' && info?.path === before?.path) store.setState({ info });
      else takeOver(info);
    } catch (thrown) {
      report(thrown);
      takeOver(null);
    }
    await loadRecent();
  };

  return Object.assign(store, {
    load,
    loadRecent,
    refresh: async () => {
      const { opening } = store.getState();
      try {
        const info = await client.project.current({});
        if (info !== null && store.getState().opening === opening) store.setState({ info });
      } catch (thrown) {
        report(thrown);
      }
    },
    create: () => openBy(() => client.project.create({})),
    open: () => openBy(() => client.project.open({})),
    openRecent: (recentId: string) => openBy(() => client.project.openRecent({ recentId })),
    openSample: () => openBy(() => client.project.openSample({})),
    close: async () => {
      try {
        await settled();
        await client.project.close({});
        takeOver(null);
        await loadRecent();
      } catch (thrown) {
        report(thrown);
      }
    },
  });
}
