import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerPort } from '#electron/services/workerClient.ts';
import type { Result } from '#shared/base/result.ts';
import { ModelProtoSchema } from '#shared/formats/model/onnx/generated/onnx-ml_pb.ts';
import type { Inspection } from '#shared/model/inspectModel.ts';
import type { ModelDescription } from '#shared/model/modelDescription.ts';
import type { ModelGraph } from '#shared/model/modelGraph.ts';
import { spawnSourceWorkers } from '../support/spawnSourceWorkers.ts';

let folder = '';
let port: WorkerPort;
let pid = 0;
const waiting = new Map<number, (result: Result<unknown>) => void>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-model-worker-'));
  port = spawnSourceWorkers((_, __, id) => {
    pid = id;
  })('modelParse');
  port.onMessage(({ id, result }) => {
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
});

afterAll(() => {
  port.kill();
  rmSync(folder, { recursive: true, force: true });
});

let lastId = 0;

async function call<T>(method: string, input: unknown): Promise<T> {
  const id = ++lastId;
  const result = await new Promise<Result<unknown>>((settle) => {
    waiting.set(id, settle);
    port.post({ id, method, input });
  });
  if (!result.ok) throw new Error(result.error.code);
  return result.value as T;
}

function modelFile(name: string): string {
  const weights = new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer);
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    producerName: 'test',
    opsetImport: [{ version: 17n }],
    graph: {
      name: 'g',
      node: [{ name: 'sum', opType: 'Add', input: ['x', 'w'], output: ['y'] }],
      input: [{ name: 'x', type: { value: { case: 'tensorType', value: { elemType: 1 } } } }],
      output: [{ name: 'y' }],
      initializer: [{ name: 'w', dims: [4n], dataType: 1, rawData: weights }],
    },
  });
  const path = join(folder, name);
  writeFileSync(path, toBinary(ModelProtoSchema, model));
  return path;
}

describe('the modelParse process', () => {
  it('describes, opens and inspects a model, and reads a constant in part', async () => {
    const path = modelFile('model.onnx');
    const description = await call<ModelDescription>('describe', { path });
    expect(description).toMatchObject({
      format: 'onnx',
      producer: 'test',
      nodeCount: 1,
      parameterCount: 4,
      constantBytes: 16,
    });
    const model = await call<ModelGraph>('open', { path });
    expect(model.graphs[0]?.nodes[0]?.name).toBe('sum');
    const inspection = await call<Inspection>('inspect', { path, runtimes: ['onnxruntime-cpu-x64'] });
    expect(inspection.verdicts).toEqual({ 'onnxruntime-cpu-x64': 'runs' });
    const part = await call<{ totalBytes: number; bytes: Uint8Array }>('readConstant', {
      path,
      constant: 0,
      offset: 4,
      length: 8,
    });
    expect(part.totalBytes).toBe(16);
    expect([...new Float32Array(Uint8Array.from(part.bytes).buffer)]).toEqual([2, 3]);
  });

  it('reads a file again once it has changed', async () => {
    const path = modelFile('changing.onnx');
    await call('describe', { path });
    writeFileSync(path, 'no model any more');
    await expect(call('describe', { path })).rejects.toThrow('model.unknownFormat');
  });

  it('names the error, and goes on', async () => {
    await expect(call('describe', { path: join(folder, 'nowhere') })).rejects.toThrow('file.notFound');
    await expect(call('inspect', { path: modelFile('a.onnx'), runtimes: ['toaster'] })).rejects.toThrow(
      'ipc.badPayload',
    );
    await expect(call('describe', { path: modelFile('b.onnx') })).resolves.toBeDefined();
  });

  it.skipIf(process.platform !== 'linux')(
    'stays below 1 GB while it refuses a file that would unfold to more',
    async () => {
      const nodes = new Uint8Array(60_000_000);
      for (let at = 0; at < nodes.length; at += 2) nodes[at] = 0x0a;
      const path = join(folder, 'bomb.onnx');
      writeFileSync(path, Buffer.concat([Buffer.from([0x08, 8, 0x3a, 0x80, 0x8e, 0xce, 0x1c]), nodes]));
      await expect(call('describe', { path })).rejects.toThrow('model.tooLarge');
      const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      expect(Number(peak) * 1024).toBeLessThan(1e9);
    },
  );
});
