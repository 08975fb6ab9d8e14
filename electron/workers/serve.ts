import { AppError, toWireError } from '#shared/base/errors.ts';
import { failed, ok } from '#shared/base/result.ts';
import type { MethodInput, MethodOutput, ToWorker, WorkerResponse } from '#shared/ipc/worker/rpc.ts';

/** One handler for each method; `signal` fires when the caller no longer wants the answer. */
export type MethodHandlers<M> = {
  readonly [K in keyof M]: (
    input: MethodInput<M, K>,
    signal: AbortSignal,
  ) => MethodOutput<M, K> | Promise<MethodOutput<M, K>>;
};

interface ParentPort {
  post(message: WorkerResponse): void;
  listen(listener: (message: ToWorker) => void): void;
}

/** What `process.parentPort` is in Electron's utility processes; workers know nothing else of Electron. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Electron's utility process has `process.parentPort`; under plain Node (command line, tests) it is a child process. */
function parentPort(): ParentPort {
  const utility = (process as { parentPort?: UtilityPort }).parentPort;
  if (utility !== undefined) {
    return {
      post: (message) => {
        utility.postMessage(message);
      },
      listen: (listener) => {
        utility.on('message', (event) => {
          listener(event.data as ToWorker);
        });
      },
    };
  }
  if (process.send === undefined) throw new Error('A worker has to be started by Surd, not by hand.');
  return {
    post: (message) => {
      process.send?.(message);
    },
    listen: (listener) => {
      process.on('message', (message) => {
        listener(message as ToWorker);
      });
      process.on('disconnect', () => {
        process.exit(0);
      });
    },
  };
}

/** Answers the calls that come from the process that started this one, each by its handler. */
export function serve<M>(handlers: MethodHandlers<M>): void {
  const port = parentPort();
  const running = new Map<number, AbortController>();
  port.listen((message) => {
    if ('cancel' in message) {
      running.get(message.cancel)?.abort(new AppError('job.cancelled', 'Cancelled.'));
      return;
    }
    const controller = new AbortController();
    running.set(message.id, controller);
    const handler = handlers[message.method as keyof M] as
      ((input: unknown, signal: AbortSignal) => unknown) | undefined;
    Promise.resolve()
      .then(() => {
        if (handler === undefined) throw new Error(`No method ${message.method}`);
        return handler(message.input, controller.signal);
      })
      .then(
        (value) => {
          port.post({ id: message.id, result: ok(value) });
        },
        (thrown: unknown) => {
          port.post({ id: message.id, result: failed(toWireError(thrown)) });
        },
      )
      .finally(() => running.delete(message.id));
  });
}
