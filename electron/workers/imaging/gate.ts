/**
 * Lets at most `width` pieces of work run at once; the others wait in the order they came. A folder of ten thousand
 * files asked for at once must not be read into memory at once.
 */
export function createGate(width: number): <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (signal, work) => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      // The place is handed on rather than given up, so that no newcomer can slip in before the one who waits.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
