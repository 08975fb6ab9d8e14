import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GraphWorker } from '#electron/services/graphWorker.ts';
import { WorkerClient } from '#electron/services/workerClient.ts';
import type { ModelParseMethods } from '#shared/ipc/worker/modelParse.ts';
import { largeOnnx } from '#test/support/onnxModels.ts';
import { spawnSourceWorkers } from '#test/support/spawnSourceWorkers.ts';

let folder = '';
const crashes: string[] = [];
const client = new WorkerClient<ModelParseMethods>('modelParse', spawnSourceWorkers(), (name) =>
  crashes.push(name),
);
const worker = new GraphWorker(client);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-graph-'));
});

afterAll(() => {
  client.close();
  rmSync(folder, { recursive: true, force: true });
});

it('gives up what is under way with its process, tells nobody of a crash, and answers again', async () => {
  const path = join(folder, 'large.onnx');
  writeFileSync(path, largeOnnx(10_000, 'unnamed'));
  await worker.call('read', { path, limit: 100 });
  const under = worker.call('scene', {
    path,
    graph: 0,
    open: [...(await worker.call('allGroups', { path, graph: 0 }))],
    runtime: null,
    offset: 0,
    limit: 2000,
  });
  worker.cancel();
  await expect(under).rejects.toMatchObject({ code: 'job.cancelled' });
  const { overview } = await worker.call('read', { path, limit: 100 });
  expect(overview.description.nodeCount).toBe(10_011);
  expect(crashes).toEqual([]);
});
