import type { Answer, Channel, InputOf } from './contract/contract.ts';
import type { EventName, Events } from './events.ts';

/** What the preload puts on `window.surd`: the window's only way out. */
export interface Bridge {
  invoke<C extends Channel>(channel: C, input: InputOf<C>): Promise<Answer<C>>;
  /** Calls back for each event; returns the function that ends it. */
  subscribe<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
  /** Exchanges dropped files for a grant; the window never sees their paths. */
  grantDroppedFiles(files: readonly unknown[]): Promise<Answer<'image.grantDropped'>>;
}
