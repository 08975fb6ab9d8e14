import { toWireError } from '#shared/base/errors.ts';
import { Jobs, type JobReporter } from '#electron/services/jobs.ts';
import type { JobFinished, JobKind } from '#shared/ipc/events.ts';

/** Exit codes of `surd`. */
export const exitCodes = { good: 0, usage: 1, unreadable: 2 } as const;

/** A line of progress that is written over; a log file gets none of it. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/**
 * Runs work as a job: progress and failures on stderr, Ctrl+C cancels.
 *
 * @returns how it ended
 */
export async function runJob(
  kind: JobKind,
  work: (reporter: JobReporter) => Promise<void>,
): Promise<JobFinished> {
  const jobs = new Jobs({
    progress: ({ done, total, ratePerSecond, remainingMs }) => {
      const rate = ratePerSecond === null ? '' : `, ${ratePerSecond.toFixed(1)}/s`;
      const left = remainingMs === null ? '' : `, ${Math.ceil(remainingMs / 1000)} s left`;
      showProgress(`${done}${total === null ? '' : ` of ${total}`}${rate}${left}`);
    },
    finished: () => {
      showProgress('');
    },
  });
  const { jobId, ended } = jobs.start(kind, work);
  const cancel = (): void => {
    jobs.cancel(jobId);
  };
  process.once('SIGINT', cancel);
  const finished = await ended;
  process.off('SIGINT', cancel);
  for (const failure of finished.failures) console.error(failure.error.message);
  const untold = finished.failureCount - finished.failures.length;
  if (untold > 0) console.error(`... and ${untold} more`);
  if (finished.error !== null) console.error(finished.error.message);
  return finished;
}

/** The exit code that fits how a job ended. */
export function exitCodeOf({ outcome, failureCount }: JobFinished): number {
  return outcome === 'done' && failureCount === 0 ? exitCodes.good : exitCodes.unreadable;
}

/** Says on stderr why a command could not be done at all. */
export function tellFailure(thrown: unknown): number {
  console.error(toWireError(thrown).message);
  return exitCodes.unreadable;
}
