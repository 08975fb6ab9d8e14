/**
 * Work in steps: each yield tells the share that is done, 0 to 1, and is a place to do something else or to give up. Long
 * work is written so, since what computes in one go can neither tell how far it is nor be asked to stop.
 */
export type Steps<T> = Generator<number, T>;

/** Takes all steps in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The steps as a stretch of longer work. */
export function* within<T>(steps: Steps<T>, from: number, to: number): Steps<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield from + (to - from) * step.value;
  }
}
