import type { StoreApi } from 'zustand/vanilla';

/** A vanilla zustand store with its actions beside the state, so that state stays plain data. */
export type Store<State, Actions> = Pick<
  StoreApi<State>,
  'getState' | 'subscribe' | 'getInitialState' | 'setState'
> &
  Actions;
