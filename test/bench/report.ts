import { loadavg } from 'node:os';

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

/** One line: what was compared, the ratio taken in this run, and what it should be. */
export function printRatio(name: string, ratio: number, goal: number, how: string): void {
  const verdict = ratio <= goal ? 'reached' : 'NOT reached';
  console.log(`${name.padEnd(34)} ${ratio.toFixed(2)}  (goal <= ${goal.toFixed(2)}, ${verdict})  ${how}`);
}

/** A busy machine makes ratios of short things meaningless: say how busy it is. */
export function printLoad(): void {
  console.log(`load average over one minute: ${(loadavg()[0] ?? 0).toFixed(1)}`);
}
