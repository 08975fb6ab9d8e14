import { AppError } from '#shared/base/errors.ts';
import type { MethodInput, MethodOutput, ToWorker, WorkerResponse } from '#shared/ipc/worker/rpc.ts';

/** A started worker process, whatever started it: Electron's utilityProcess or Node's child_process. */
export interface WorkerPort {
  post(message: ToWorker): void;
  onMessage(listener: (message: WorkerResponse) => void): void;
  /** Called once, when the process has ended for whatever reason. */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** The workers by name; each is a file of its own in the build. */
export type WorkerName = 'storage' | 'imaging' | 'inference' | 'modelParse' | 'evaluation';

/** Starts the process of a worker. */
export type SpawnWorker = (name: WorkerName) => WorkerPort;

interface PendingCall {
  readonly request: { readonly id: number; readonly method: string; readonly input: unknown };
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  attempts: number;
}

/** Told when a worker died and another was started. */
export type CrashListener = (worker: WorkerName, error: AppError) => void;

/** One more try for what a crash interrupted: a call that kills the worker twice is refused. */
const maxAttempts = 2;

/**
 * Calls the methods of one worker process. Starts the process at the first call; when it dies, starts it anew, runs
 * `prepare` on it, and repeats the calls that were under way, each once. Nothing is left waiting: a call that dies twice
 * rejects with `worker.crashed`.
 */
export class WorkerClient<M> {
  readonly #name: WorkerName;
  readonly #spawn: SpawnWorker;
  readonly #onCrash: CrashListener;
  readonly #pending = new Map<number, PendingCall>();
  #port: WorkerPort | null = null;
  #nextId = 1;
  #closing = false;
  /** Brings a new process to where the dead one was, such as opening the project again. */
  #prepare: ((client: WorkerClient<M>) => Promise<void>) | null = null;
  #preparing: Promise<void> | null = null;

  constructor(name: WorkerName, spawn: SpawnWorker, onCrash: CrashListener) {
    this.#name = name;
    this.#spawn = spawn;
    this.#onCrash = onCrash;
  }

  /** What to do on a process that was started after a crash, before anything is repeated; null for nothing. */
  setPrepare(prepare: ((client: WorkerClient<M>) => Promise<void>) | null): void {
    this.#prepare = prepare;
  }

  /**
   * Calls a method.
   *
   * @throws AppError as the worker's own failure, `worker.crashed`, or `job.cancelled` when `signal` fires
   */
  async call<K extends keyof M & string>(
    method: K,
    input: MethodInput<M, K>,
    signal?: AbortSignal,
  ): Promise<MethodOutput<M, K>> {
    if (this.#preparing !== null) await this.#preparing;
    return this.#send(method, input, signal) as Promise<MethodOutput<M, K>>;
  }

  /** As {@link call}, from within the preparation itself, which must not wait for its own end. */
  callUnprepared<K extends keyof M & string>(
    method: K,
    input: MethodInput<M, K>,
  ): Promise<MethodOutput<M, K>> {
    return this.#send(method, input) as Promise<MethodOutput<M, K>>;
  }

  /** Ends the process whatever it does; calls under way reject, the next call starts another one. */
  restart(): void {
    const port = this.#port;
    this.#port = null;
    port?.kill();
    this.#rejectAll(new AppError('job.cancelled', 'Cancelled.'));
  }

  /** Ends the process; calls under way reject. */
  close(): void {
    this.#closing = true;
    this.#port?.kill();
    this.#port = null;
    this.#rejectAll(new AppError('worker.crashed', `The ${this.#name} process was closed.`));
  }

  #send(method: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new AppError('job.cancelled', 'Cancelled.'));
        return;
      }
      const request = { id: this.#nextId++, method, input };
      const cancel = (): void => {
        if (!this.#pending.delete(request.id)) return;
        this.#port?.post({ cancel: request.id });
        reject(new AppError('job.cancelled', 'Cancelled.'));
      };
      // One signal serves all calls of a job: each takes its listener back when it is answered.
      const done = (): void => signal?.removeEventListener('abort', cancel);
      this.#pending.set(request.id, {
        request,
        resolve: (value) => {
          done();
          resolve(value);
        },
        reject: (error) => {
          done();
          reject(error);
        },
        attempts: 1,
      });
      signal?.addEventListener('abort', cancel, { once: true });
      this.#ensurePort().post(request);
    });
  }

  #ensurePort(): WorkerPort {
    if (this.#port !== null) return this.#port;
    const port = this.#spawn(this.#name);
    this.#port = port;
    port.onMessage((message) => {
      this.#settle(message);
    });
    port.onExit((code) => {
      if (this.#port === port) this.#recover(code);
    });
    return port;
  }

  #settle(message: WorkerResponse): void {
    const call = this.#pending.get(message.id);
    if (call === undefined) return;
    this.#pending.delete(message.id);
    if (message.result.ok) call.resolve(message.result.value);
    else call.reject(AppError.fromWire(message.result.error));
  }

  #recover(code: number | null): void {
    this.#port = null;
    if (this.#closing) return;
    const error = new AppError(
      'worker.crashed',
      `The ${this.#name} process ended unexpectedly (code ${code ?? 'none'}). It has been started again.`,
      { worker: this.#name, code },
    );
    const interrupted = [...this.#pending.values()];
    this.#pending.clear();
    const again: PendingCall[] = [];
    for (const call of interrupted) {
      if (call.attempts < maxAttempts) again.push(call);
      else call.reject(error);
    }
    this.#onCrash(this.#name, error);
    const prepare = this.#prepare;
    const ready = prepare === null ? Promise.resolve() : this.#runPrepare(prepare);
    ready.then(
      () => {
        for (const call of again) {
          call.attempts += 1;
          this.#pending.set(call.request.id, call);
          this.#ensurePort().post(call.request);
        }
      },
      (cause: unknown) => {
        for (const call of again) call.reject(cause instanceof Error ? cause : error);
      },
    );
  }

  #runPrepare(prepare: (client: WorkerClient<M>) => Promise<void>): Promise<void> {
    const running = prepare(this);
    this.#preparing = running.then(
      () => undefined,
      () => undefined,
    );
    void this.#preparing.finally(() => {
      this.#preparing = null;
    });
    return running;
  }

  #rejectAll(error: AppError): void {
    for (const call of this.#pending.values()) call.reject(error);
    this.#pending.clear();
  }
}
