import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelRegistry } from './modelRegistry.ts';

let folder: string;

const bytes = Buffer.from('not a real model, but the registry does not look inside');

function manifestOf(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    schema: 1,
    id: 'mine',
    name: 'Mine',
    architecture: 'ssd',
    precision: 'float32',
    file: 'mine.onnx',
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    licence: 'MIT',
    labels: ['x'],
    labelOffset: 1,
    input: {
      name: 'image',
      layout: 'NCHW',
      channels: 'gray',
      dtype: 'float32',
      scale: 1 / 255,
      mean: 0.5,
      std: 0.25,
    },
    resize: {
      rule: 'inkScale',
      targetSymbolPx: 40,
      minScale: 0.1,
      maxScale: 4,
      keepWithin: 1.2,
      multipleOf: 32,
      maxPixels: 1e6,
    },
    outputs: { boxes: 'boxes', scores: 'scores', labels: 'labels' },
    scoreThreshold: 0.5,
    rawScoreThreshold: 0.05,
    ...changes,
  });
}

async function put(name: string, manifest: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'mine.json'), manifest);
  await writeFile(join(path, 'mine.onnx'), bytes);
  return join(path, 'mine.json');
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'surd-models-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the models of the app', () => {
  it('lists the shipped architecture that is meant for use before others, and own models last', async () => {
    await put('own', manifestOf({ id: 'own' }));
    const shipped = join(folder, 'shipped');
    await mkdir(shipped, { recursive: true });
    for (const [name, architecture] of [
      ['a', 'mobilenet-ssd'],
      ['b', 'mobilenet-fpn-faster-rcnn'],
    ] as const) {
      await writeFile(
        join(shipped, `${name}.json`),
        manifestOf({ id: name, architecture, file: `${name}.onnx` }),
      );
      await writeFile(join(shipped, `${name}.onnx`), bytes);
    }
    const listed = await new ModelRegistry(shipped, join(folder, 'own')).list();
    expect(listed.map(({ manifest }) => manifest?.id)).toEqual(['b', 'a', 'own']);
  });

  it('are listed, broken ones with their reason', async () => {
    await put('shipped', manifestOf());
    await writeFile(join(folder, 'shipped', 'broken.json'), '{');
    await writeFile(join(folder, 'shipped', 'wrong.json'), manifestOf({ sha256: 'abc' }));
    const listed = await new ModelRegistry(join(folder, 'shipped'), join(folder, 'own')).list();
    expect(listed.map(({ problem }) => problem === null)).toEqual([false, true, false]);
    expect(listed[0]?.problem).toContain('broken.json');
    expect(listed[2]?.problem).toContain('sha256');
  });

  it('take in a new one with its file, and refuse an id that is taken', async () => {
    const own = join(folder, 'own');
    const registry = new ModelRegistry(join(folder, 'none'), own);
    const path = await put('download', manifestOf());
    expect((await registry.add(path)).manifest.id).toBe('mine');
    expect((await readdir(own)).sort()).toEqual(['mine.json', 'mine.onnx']);
    expect((await registry.get('mine')).modelPath).toBe(join(own, 'mine.onnx'));
    await expect(registry.add(path)).rejects.toMatchObject({ code: 'storage.duplicateName' });
  });

  it.each(['../mine.onnx', '/etc/passwd', 'a/b.onnx', '..'])(
    'do not follow a manifest to %s',
    async (file) => {
      const path = await put('evil', manifestOf({ file }));
      const registry = new ModelRegistry(join(folder, 'none'), join(folder, 'own'));
      await expect(registry.add(path)).rejects.toMatchObject({ code: 'model.manifestInvalid' });
    },
  );

  it('have the accurate architecture in float16 as their default, whatever their names', async () => {
    await put('shipped', manifestOf({ id: 'a', precision: 'float16', architecture: 'mobilenet-ssd' }));
    const main = { precision: 'float16', architecture: 'mobilenet-fpn-faster-rcnn' };
    await writeFile(join(folder, 'shipped', 'z.json'), manifestOf({ id: 'z', ...main }));
    const registry = new ModelRegistry(join(folder, 'shipped'), join(folder, 'own'));
    expect((await registry.defaultModel()).manifest.id).toBe('z');
    await rm(join(folder, 'shipped', 'z.json'));
    expect((await registry.defaultModel()).manifest.id).toBe('a');
  });

  it('say that there is none', async () => {
    const registry = new ModelRegistry(join(folder, 'none'), join(folder, 'own'));
    await expect(registry.defaultModel()).rejects.toMatchObject({ code: 'model.none' });
    await expect(registry.get('gone')).rejects.toMatchObject({ code: 'model.none' });
  });
});
