/** Calls `act` soon after the first of a burst of calls, and again when there were more meanwhile. */
export function throttled(act: () => Promise<void>, delayMs: number): () => void {
  let isWaiting = false;
  let isRunning = false;
  let isWanted = false;
  const run = (): void => {
    isWaiting = false;
    isRunning = true;
    isWanted = false;
    void act().finally(() => {
      isRunning = false;
      if (isWanted) request();
    });
  };
  const request = (): void => {
    isWanted = true;
    if (isWaiting || isRunning) return;
    isWaiting = true;
    setTimeout(run, delayMs);
  };
  return request;
}
