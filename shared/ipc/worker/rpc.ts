import type { Result } from '../../base/result.ts';

/** The calls that a worker process answers: a method's name to a function of one argument. */
export type Methods<M> = { readonly [K in keyof M]: (input: never) => unknown };

/** What a method takes. */
export type MethodInput<M, K extends keyof M> = M[K] extends (input: infer I) => unknown ? I : never;

/** What a method answers, once its promise is kept. */
export type MethodOutput<M, K extends keyof M> = M[K] extends (input: never) => infer O ? Awaited<O> : never;

/** A call on its way to a worker. */
export interface WorkerRequest {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

/** The answer on its way back. */
export interface WorkerResponse {
  readonly id: number;
  readonly result: Result<unknown>;
}

/** Asks the worker to give up a call that it has not finished. */
export interface WorkerCancel {
  readonly cancel: number;
}

/** All that goes to a worker. */
export type ToWorker = WorkerRequest | WorkerCancel;
