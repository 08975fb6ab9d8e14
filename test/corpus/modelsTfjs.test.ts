import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModelSource } from '#electron/workers/modelParse/openModelSource.ts';
import { parseModel } from '#shared/formats/model/registry.ts';
import { describeModel } from '#shared/model/modelDescription.ts';
import { tfjsSeed } from '../fuzz/modelsTfjsSeed.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-tfjs-'));
  writeFileSync(join(folder, 'model.json'), tfjsSeed().bytes);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = () => parseModel(openModelSource(folder));

describe('a TensorFlow.js graph model', () => {
  it('opens without its weights, and says which file is missing', () => {
    const { model } = read();
    expect(model.findings.map(({ code }) => code)).toEqual(['model.externalDataMissing']);
    expect(model.constants.every(({ isAvailable }) => !isAvailable)).toBe(true);
  });

  it('reads graph, signature and weights, quantised ones as what they stand for', () => {
    const weights = new Float32Array(32).map((_, index) => index / 4);
    writeFileSync(
      join(folder, 'group1-shard1of1.bin'),
      Buffer.concat([Buffer.from(weights.buffer), Buffer.from([0, 100, 200, 50])]),
    );
    const { model, readConstant } = read();
    const description = describeModel(model, 0);
    expect(description).toMatchObject({
      format: 'tfjs',
      producer: '2.16.1',
      parameterCount: 36,
      constantBytes: 132,
      findings: [],
    });
    expect(description.graphs).toMatchObject([
      {
        nodeCount: 6,
        inputs: [{ name: 'image', typeText: 'float32[?,8]' }],
        outputs: [{ name: 'scores', typeText: 'float32[?,4]' }],
      },
    ]);
    const content = readConstant(1);
    const bias = content.kind === 'bytes' ? [...new Float32Array(Uint8Array.from(content.bytes).buffer)] : [];
    expect(bias.map((value) => Math.round(value * 100) / 100)).toEqual([-1, 0, 1, -0.5]);
  });

  it('says when the weight file is too short', () => {
    writeFileSync(join(folder, 'group1-shard1of1.bin'), new Uint8Array(100));
    const { model } = read();
    expect(model.findings.map(({ code }) => code)).toEqual(['model.externalDataTooShort']);
    expect(model.constants.map(({ isAvailable }) => isAvailable)).toEqual([false, false]);
  });
});
