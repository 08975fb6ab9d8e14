import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work goes on for this long before others get their turn, in milliseconds. */
const longestTurn = 20;

/**
 * Lets others have their turn during long work that waits for nothing of its own: the same process answers the window.
 * Awaiting what is there already does not: its continuation comes before anything else.
 */
export class Turns {
  #since = performance.now();

  /** Call it between the pieces of work; it mostly returns at once. */
  async pass(): Promise<void> {
    if (performance.now() - this.#since < longestTurn) return;
    await nextTurn();
    this.#since = performance.now();
  }
}
