import { createStore } from 'zustand/vanilla';
import type { Store } from './store.ts';

/** The workspaces of the rail. */
export const workspaces = ['annotate', 'failures', 'graph', 'models', 'transfer'] as const;

/** One of {@link workspaces}. */
export type Workspace = (typeof workspaces)[number];

/** What lies over the window. */
export type Dialog = 'keys' | 'settings' | 'labels' | 'effort' | null;

export interface UiState {
  readonly workspace: Workspace;
  readonly dialog: Dialog;
  /** Counts the requests to type a label or a query: the field takes the focus when its number changes. */
  readonly labelFieldRequest: number;
  readonly searchFieldRequest: number;
  readonly caseFieldRequest: number;
}

interface UiActions {
  show(workspace: Workspace): void;
  openDialog(dialog: Dialog): void;
  requestLabelField(): void;
  requestSearchField(): void;
  requestCaseField(): void;
}

export type UiStore = Store<UiState, UiActions>;

export function createUiStore(): UiStore {
  const store = createStore<UiState>(() => ({
    workspace: 'annotate',
    dialog: null,
    labelFieldRequest: 0,
    searchFieldRequest: 0,
    caseFieldRequest: 0,
  }));
  return Object.assign(store, {
    show: (workspace: Workspace) => {
      store.setState({ workspace });
    },
    openDialog: (dialog: Dialog) => {
      store.setState({ dialog });
    },
    requestLabelField: () => {
      store.setState((state) => ({ workspace: 'annotate', labelFieldRequest: state.labelFieldRequest + 1 }));
    },
    requestSearchField: () => {
      store.setState((state) => ({
        workspace: 'annotate',
        searchFieldRequest: state.searchFieldRequest + 1,
      }));
    },
    requestCaseField: () => {
      store.setState((state) => ({ workspace: 'failures', caseFieldRequest: state.caseFieldRequest + 1 }));
    },
  });
}
