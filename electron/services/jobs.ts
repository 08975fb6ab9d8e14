import { randomUUID } from 'node:crypto';
import { AppError, toWireError } from '#shared/base/errors.ts';
import type { JobFailure, JobFinished, JobKind, JobProgress } from '#shared/ipc/events.ts';

/** Where a job's news go. */
export interface JobListener {
  progress(progress: JobProgress): void;
  finished(finished: JobFinished): void;
}

/** What a running job says about itself. */
export interface JobReporter {
  readonly signal: AbortSignal;
  /** Null while it is not known yet. */
  setTotal(total: number | null): void;
  /** One item more is done; `unchanged` when it changed nothing. */
  step(current: string | null, unchanged?: boolean): void;
  /** One item could not be done. It counts as done; the job goes on. */
  fail(subject: string, error: unknown): void;
  setResultPath(path: string): void;
}

const keptFailures = 100;
const progressIntervalMs = 100;
/** The rate is that of the last seconds: a mean over the whole job would lag behind a change. */
const rateWindowMs = 5000;

/** Runs long work: progress at most ten times a second, cancel, and an end that is always told. */
export class Jobs {
  readonly #listener: JobListener;
  readonly #running = new Map<
    string,
    { readonly controller: AbortController; readonly ended: Promise<JobFinished> }
  >();
  readonly #results = new Map<string, string>();

  constructor(listener: JobListener) {
    this.#listener = listener;
  }

  /**
   * Starts a job and answers at once.
   *
   * @param work - rejects to fail as a whole; a rejection after a cancel counts as cancelled
   */
  start(
    kind: JobKind,
    work: (reporter: JobReporter) => Promise<void>,
  ): { jobId: string; ended: Promise<JobFinished> } {
    const jobId = randomUUID();
    const controller = new AbortController();
    const ended = this.#run(jobId, kind, controller, work);
    this.#running.set(jobId, { controller, ended });
    void ended.finally(() => this.#running.delete(jobId));
    return { jobId, ended };
  }

  /** Asks a job to stop. What it has committed stays. */
  cancel(jobId: string): void {
    const job = this.#running.get(jobId);
    if (job === undefined) throw new AppError('job.unknown', 'This job has ended already.');
    job.controller.abort(new AppError('job.cancelled', 'Cancelled.'));
  }

  /** Stops all jobs and waits for their ends, as before another project is opened. */
  async cancelAll(): Promise<void> {
    const jobs = [...this.#running.values()];
    for (const { controller } of jobs) controller.abort(new AppError('job.cancelled', 'Cancelled.'));
    await Promise.all(jobs.map(({ ended }) => ended));
  }

  /** Where a finished job's result stands. */
  resultPath(jobId: string): string | null {
    return this.#results.get(jobId) ?? null;
  }

  async #run(
    jobId: string,
    kind: JobKind,
    controller: AbortController,
    work: (reporter: JobReporter) => Promise<void>,
  ): Promise<JobFinished> {
    const startedAt = performance.now();
    let total: number | null = null;
    let done = 0;
    let unchanged = 0;
    let failureCount = 0;
    let resultPath: string | null = null;
    let lastToldAt = -Infinity;
    const failures: JobFailure[] = [];
    const recent: { at: number; done: number }[] = [{ at: startedAt, done: 0 }];

    const tell = (current: string | null, force: boolean): void => {
      const now = performance.now();
      if (!force && now - lastToldAt < progressIntervalMs) return;
      lastToldAt = now;
      recent.push({ at: now, done });
      while (recent.length > 2 && now - (recent[0]?.at ?? now) > rateWindowMs) recent.shift();
      const first = recent[0] ?? { at: startedAt, done: 0 };
      const elapsed = (now - first.at) / 1000;
      const rate = elapsed > 0 && done > first.done ? (done - first.done) / elapsed : null;
      const remainingMs = rate !== null && total !== null ? ((total - done) / rate) * 1000 : null;
      this.#listener.progress({ jobId, kind, done, total, ratePerSecond: rate, remainingMs, current });
    };

    const reporter: JobReporter = {
      signal: controller.signal,
      setTotal: (value) => {
        total = value;
        tell(null, true);
      },
      step: (current, isUnchanged = false) => {
        done += 1;
        if (isUnchanged) unchanged += 1;
        tell(current, false);
      },
      fail: (subject, error) => {
        done += 1;
        failureCount += 1;
        if (failures.length < keptFailures) failures.push({ subject, error: toWireError(error) });
        tell(subject, false);
      },
      setResultPath: (path) => {
        resultPath = path;
        this.#results.set(jobId, path);
      },
    };

    let outcome: JobFinished['outcome'] = 'done';
    let error: JobFinished['error'] = null;
    try {
      // Let the caller learn the job's id before its first news.
      await new Promise((resolve) => setImmediate(resolve));
      tell(null, true);
      await work(reporter);
      if (controller.signal.aborted) outcome = 'cancelled';
    } catch (thrown) {
      if (controller.signal.aborted) outcome = 'cancelled';
      else {
        outcome = 'failed';
        error = toWireError(thrown);
      }
    }
    const finished: JobFinished = {
      jobId,
      kind,
      outcome,
      done,
      unchanged,
      failures,
      failureCount,
      durationMs: performance.now() - startedAt,
      error,
      resultPath,
    };
    this.#listener.finished(finished);
    return finished;
  }
}
