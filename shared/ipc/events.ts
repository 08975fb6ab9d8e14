import type { WireError } from '../base/errors.ts';

/** What a long job is doing. */
export type JobKind = 'import' | 'importLabels' | 'detect' | 'export' | 'evaluate';

/** One thing that a job could not do; the rest goes on. */
export interface JobFailure {
  /** What it was about: a path, usually. */
  readonly subject: string;
  readonly error: WireError;
}

/** How far a job is. */
export interface JobProgress {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly done: number;
  /** Null while it is still being counted. */
  readonly total: number | null;
  /** Items a second over the last seconds; null at the very beginning. */
  readonly ratePerSecond: number | null;
  readonly remainingMs: number | null;
  /** What it is busy with, a file name usually. */
  readonly current: string | null;
}

/** How a job ended. */
export interface JobFinished {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly outcome: 'done' | 'cancelled' | 'failed';
  readonly done: number;
  /** Of those done, how many changed nothing, such as an image that was in the project already. */
  readonly unchanged: number;
  /** At most the first hundred. */
  readonly failures: readonly JobFailure[];
  readonly failureCount: number;
  readonly durationMs: number;
  /** Why the job as a whole failed; null otherwise. */
  readonly error: WireError | null;
  /** Where the result stands, for an export. */
  readonly resultPath: string | null;
}

/** What the main process tells the window unasked. */
export interface Events {
  'job.progress': JobProgress;
  'job.finished': JobFinished;
  /** Images were added, removed, or have other states or counts. Null ids: any of them. */
  'images.changed': { readonly imageIds: readonly number[] | null };
  /** Raw detections of these images are new. */
  'detections.changed': { readonly imageIds: readonly number[] };
  /** Boxes of these images were changed by something else than the window's own edits: an import, a merge of labels. */
  'annotations.changed': { readonly imageIds: readonly number[] };
  /** The label set is another. */
  'labels.changed': Readonly<Record<string, never>>;
  /** An evaluation under way has figures to show; those of whole formulas come with the end of its job. */
  'evaluation.changed': Readonly<Record<string, never>>;
  /** A project was opened or closed by other means than the window's call. */
  'project.changed': Readonly<Record<string, never>>;
  /** A process behind the window died and was started again; what it had under way was repeated. */
  'worker.restarted': { readonly worker: string; readonly error: WireError };
  /** The menu or another window asks for a command of the registry. */
  'command.requested': { readonly commandId: string };
}

/** A name of {@link Events}. */
export type EventName = keyof Events;

/** The names for the preload, which must not pass on anything else. */
export const eventNames = [
  'job.progress',
  'job.finished',
  'images.changed',
  'detections.changed',
  'annotations.changed',
  'labels.changed',
  'evaluation.changed',
  'project.changed',
  'worker.restarted',
  'command.requested',
] as const satisfies readonly EventName[];
