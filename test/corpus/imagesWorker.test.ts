import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGate } from '#electron/workers/imaging/gate.ts';
import type { Result } from '#shared/base/result.ts';
import type { ProbedImage } from '#shared/ipc/worker/imaging.ts';
import type { ToWorker, WorkerResponse } from '#shared/ipc/worker/rpc.ts';
import { bilevelPng } from './imageMakers.ts';

const entry = resolve(import.meta.dirname, '../../electron/workers/imaging/entry.ts');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-imaging-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The real process, spoken to as its parent does. */
class Worker {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (result: Result<unknown>) => void>();
  #id = 0;

  constructor(identity: { readonly uid?: number } = {}) {
    this.#child = fork(entry, { serialization: 'advanced', ...identity });
    this.#child.on('message', (message) => {
      const { id, result } = message as WorkerResponse;
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
  }

  call(method: string, input: unknown): { readonly id: number; readonly result: Promise<Result<unknown>> } {
    const id = ++this.#id;
    const result = new Promise<Result<unknown>>((settle) => this.#waiting.set(id, settle));
    this.#child.send({ id, method, input } satisfies ToWorker);
    return { id, result };
  }

  cancel(id: number): void {
    this.#child.send({ cancel: id } satisfies ToWorker);
  }

  stop(): Promise<void> {
    return new Promise((settle) => {
      this.#child.on('exit', () => {
        settle();
      });
      this.#child.disconnect();
    });
  }
}

describe('the imaging process', () => {
  it('answers many calls at once, each with its own result', async () => {
    const worker = new Worker();
    const count = 300;
    const paths = Array.from({ length: count }, (_, index) => {
      const path = join(folder, `${String(index)}.png`);
      writeFileSync(path, index % 10 === 3 ? 'no image' : bilevelPng(index + 1, 2));
      return path;
    });
    const results = await Promise.all(paths.map((path) => worker.call('probe', { path }).result));
    for (const [index, result] of results.entries()) {
      if (index % 10 === 3)
        expect(result).toMatchObject({ ok: false, error: { code: 'image.unknownFormat' } });
      else
        expect(result).toMatchObject({ ok: true, value: { width: index + 1, absolutePath: paths[index] } });
    }
    await worker.stop();
  });

  it('gives up what is cancelled, and goes on with the rest', async () => {
    const worker = new Worker();
    const path = join(folder, 'large.png');
    writeFileSync(path, bilevelPng(8_000, 4_000));
    const calls = Array.from({ length: 40 }, () => worker.call('probe', { path }));
    for (const { id } of calls.slice(8)) worker.cancel(id);
    const results = await Promise.all(calls.map((call) => call.result));
    const cancelled = results.filter((result) => !result.ok && result.error.code === 'job.cancelled');
    expect(cancelled.length).toBeGreaterThanOrEqual(32);
    expect(results.slice(0, 4).every((result) => result.ok)).toBe(true);
    await worker.stop();
  });

  // Only root can become somebody else, and only somebody else is refused by file permissions.
  it.skipIf(process.getuid?.() !== 0)('says when a file may not be read', async () => {
    const path = join(folder, 'secret.png');
    writeFileSync(path, bilevelPng(2, 2));
    chmodSync(path, 0o600);
    chmodSync(folder, 0o755);
    const worker = new Worker({ uid: 65_534 });
    const result = (await worker.call('probe', { path }).result) as Result<ProbedImage>;
    expect(result).toMatchObject({ ok: false, error: { code: 'file.notReadable' } });
    expect(!result.ok && result.error.message).toBe(`${path}: no permission to read it.`);
    const folderPath = join(folder, 'closed');
    const written = await worker.call('writeForExport', {
      path: join(folder, '1.png'),
      kind: 'raster',
      targetFolder: folderPath,
      targetStem: 'x',
    }).result;
    expect(written).toMatchObject({ ok: false, error: { code: 'file.notWritable' } });
    await worker.stop();
  });
});

describe('the gate', () => {
  it('lets no more through than it is wide, in order, whatever becomes of them', async () => {
    const gate = createGate(3);
    const { signal } = new AbortController();
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        gate(signal, async () => {
          started.push(index);
          most = Math.max(most, ++running);
          await new Promise((settle) => setTimeout(settle, index % 3));
          running--;
          if (index % 7 === 0) throw new Error('failed');
        }),
      ),
    );
    expect(most).toBe(3);
    expect(started).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(8);
  });

  it('does not begin what was called off while it waited', async () => {
    const gate = createGate(1);
    const controller = new AbortController();
    const first = gate(controller.signal, () => new Promise((settle) => setTimeout(settle, 20)));
    const second = gate(controller.signal, () => Promise.reject(new Error('begun')));
    controller.abort(new Error('called off'));
    await expect(second).rejects.toThrow('called off');
    await first;
    await expect(gate(new AbortController().signal, () => Promise.resolve(7))).resolves.toBe(7);
  });
});
