import { AppError } from '#shared/base/errors.ts';
import type { ModelParseMethods } from '#shared/ipc/worker/modelParse.ts';
import type { MethodInput, MethodOutput } from '#shared/ipc/worker/rpc.ts';
import type { WorkerClient } from './workerClient.ts';

/** Reading gives up by itself after a minute; this is for what does not. */
const timeLimitMs = 90_000;

/**
 * Asks the process that reads models, which does one thing at a time and does not look up while it does: what takes too
 * long, or is cancelled, ends with its process.
 */
export class GraphWorker {
  readonly #client: WorkerClient<ModelParseMethods>;
  readonly #running = new Set<AbortController>();

  constructor(client: WorkerClient<ModelParseMethods>) {
    this.#client = client;
  }

  /** @throws AppError as the method does, `model.tooSlow` after the time limit, `job.cancelled` */
  async call<K extends keyof ModelParseMethods>(
    method: K,
    input: MethodInput<ModelParseMethods, K>,
  ): Promise<MethodOutput<ModelParseMethods, K>> {
    const controller = new AbortController();
    this.#running.add(controller);
    const late = new AppError(
      'model.tooSlow',
      `Reading took more than ${timeLimitMs / 1000} seconds and was given up.`,
      { limit: timeLimitMs },
    );
    const timer = setTimeout(() => {
      controller.abort(late);
      this.#client.restart();
    }, timeLimitMs);
    try {
      return await this.#client.call(method, input, controller.signal);
    } catch (thrown) {
      throw controller.signal.reason === late ? late : thrown;
    } finally {
      clearTimeout(timer);
      this.#running.delete(controller);
    }
  }

  /** Gives up all that is under way. */
  cancel(): void {
    if (this.#running.size === 0) return;
    for (const controller of this.#running) controller.abort();
    this.#client.restart();
  }
}
