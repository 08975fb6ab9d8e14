import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type { JobFinished, JobKind, JobProgress } from '#shared/ipc/events.ts';
import type { Store } from './store.ts';

export interface JobState {
  /** In the order they began. */
  readonly running: readonly JobProgress[];
  /** Jobs being stopped: the cross has been pressed and the end has not come yet. */
  readonly cancelling: ReadonlySet<string>;
  /** Ended jobs with failures that have not been read yet. */
  readonly unreadFailures: readonly JobFinished[];
  /** The last export that ended, for the receipt. */
  readonly lastExport: JobFinished | null;
  /** The last import of labels that ended, dry or not, for its report. */
  readonly lastLabelImport: JobFinished | null;
}

interface JobActions {
  /** Starts a job by `ask` and shows it before its first progress. Answers whether it began. */
  start(kind: JobKind, ask: () => Promise<{ readonly jobId: string } | null>): Promise<boolean>;
  cancel(jobId: string): Promise<void>;
  onProgress(progress: JobProgress): void;
  onFinished(finished: JobFinished): void;
  readFailures(jobId: string): void;
}

export type JobStore = Store<JobState, JobActions>;

export function createJobStore(client: Pick<Client, 'job'>, report: (thrown: unknown) => void): JobStore {
  const store = createStore<JobState>(() => ({
    running: [],
    cancelling: new Set(),
    unreadFailures: [],
    lastExport: null,
    lastLabelImport: null,
  }));
  // A short job can end before the answer that names it arrives; it must not be shown as running then.
  const ended = new Set<string>();

  const onProgress = (progress: JobProgress): void => {
    if (ended.has(progress.jobId)) return;
    store.setState(({ running }) => ({
      running: running.some((job) => job.jobId === progress.jobId)
        ? running.map((job) => (job.jobId === progress.jobId ? progress : job))
        : [...running, progress],
    }));
  };

  return Object.assign(store, {
    onProgress,
    start: async (kind: JobKind, ask: () => Promise<{ readonly jobId: string } | null>) => {
      try {
        const started = await ask();
        if (started === null) return false;
        const isKnown = store.getState().running.some((job) => job.jobId === started.jobId);
        if (!isKnown) {
          onProgress({
            jobId: started.jobId,
            kind,
            done: 0,
            total: null,
            ratePerSecond: null,
            remainingMs: null,
            current: null,
          });
        }
        return true;
      } catch (thrown) {
        report(thrown);
        return false;
      }
    },
    cancel: async (jobId: string) => {
      store.setState(({ cancelling }) => ({ cancelling: new Set([...cancelling, jobId]) }));
      try {
        await client.job.cancel({ jobId });
      } catch (thrown) {
        store.setState(({ cancelling }) => ({
          cancelling: new Set([...cancelling].filter((id) => id !== jobId)),
        }));
        report(thrown);
      }
    },
    onFinished: (finished: JobFinished) => {
      ended.add(finished.jobId);
      store.setState((state) => ({
        running: state.running.filter((job) => job.jobId !== finished.jobId),
        cancelling: new Set([...state.cancelling].filter((id) => id !== finished.jobId)),
        unreadFailures:
          finished.failureCount > 0 ? [...state.unreadFailures, finished] : state.unreadFailures,
        lastExport: finished.kind === 'export' ? finished : state.lastExport,
        lastLabelImport: finished.kind === 'importLabels' ? finished : state.lastLabelImport,
      }));
    },
    readFailures: (jobId: string) => {
      store.setState(({ unreadFailures }) => ({
        unreadFailures: unreadFailures.filter((job) => job.jobId !== jobId),
      }));
    },
  });
}
