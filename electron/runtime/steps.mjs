// @ts-check
/** What set-up prints: one line a step, with the time it took. */

/** A failure with words for the person; no stack is shown for it. */
export class SetUpError extends Error {}

/**
 * Runs a step and prints its line.
 *
 * @template T
 * @param {string} name - what is made sure of
 * @param {() => Promise<{ said: string, value: T }>} work - says in a few words how it went
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  try {
    const { said, value } = await work();
    console.log(`${name.padEnd(18)} ${said} (${seconds()})`);
    return value;
  } catch (error) {
    console.log(`${name.padEnd(18)} failed (${seconds()})`);
    throw error;
  }
}

/**
 * Ends the process with the words of a {@link SetUpError}, or with the stack of a bug.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function exitWith(error) {
  if (error instanceof SetUpError) console.error(`\n${error.message}`);
  else console.error(error);
  process.exit(1);
}
