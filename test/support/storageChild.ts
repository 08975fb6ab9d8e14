import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DriverName } from '#electron/workers/storage/openDatabase.ts';
import { AppError } from '#shared/base/errors.ts';
import type { MethodInput, MethodOutput, WorkerRequest, WorkerResponse } from '#shared/ipc/worker/rpc.ts';
import type { StorageMethods } from '#shared/ipc/worker/storage.ts';

const entries: Record<DriverName, URL> = {
  'better-sqlite3': new URL('../../electron/workers/storage/entry.ts', import.meta.url),
  libsql: new URL('./storageOnLibsql.ts', import.meta.url),
};

/** The storage in a process of its own, as the app has it. */
export class StorageChild {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (response: WorkerResponse) => void>();
  #nextId = 1;

  constructor(driver: DriverName = 'better-sqlite3', options: ForkOptions = {}) {
    this.#child = fork(fileURLToPath(entries[driver]), {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      ...options,
    });
    this.#child.on('message', (message) => {
      const response = message as WorkerResponse;
      this.#waiting.get(response.id)?.(response);
      this.#waiting.delete(response.id);
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Rejects with what the storage says; is never settled when the process dies first. */
  async call<K extends keyof StorageMethods>(
    method: K,
    input: MethodInput<StorageMethods, K>,
  ): Promise<MethodOutput<StorageMethods, K>> {
    const request: WorkerRequest = { id: this.#nextId++, method, input };
    const { result } = await new Promise<WorkerResponse>((resolve) => {
      this.#waiting.set(request.id, resolve);
      // What is sent to a process that was just killed gets no answer.
      this.#child.send(request, () => undefined);
    });
    if (!result.ok) throw AppError.fromWire(result.error);
    return result.value as MethodOutput<StorageMethods, K>;
  }

  /** Ends it without any warning, as a crash or a power cut does. */
  async kill(): Promise<void> {
    const exit = this.#exit();
    this.#child.kill('SIGKILL');
    await exit;
  }

  /** Goes away like an app that ends without closing the project. */
  async leave(): Promise<void> {
    const exit = this.#exit();
    this.#child.disconnect();
    await exit;
  }

  /** Is asked to end, as when the app closes it. */
  async terminate(): Promise<void> {
    const exit = this.#exit();
    this.#child.kill('SIGTERM');
    await exit;
  }

  async #exit(): Promise<unknown> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    return once(this.#child, 'exit');
  }
}
