import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tryModel } from '#electron/workers/inference/tryModel.ts';
import { createModelParseHandlers } from '#electron/workers/modelParse/modelParseHandlers.ts';
import type { RuntimeAnswer } from '#shared/graphView/runtimeAnswer.ts';

const root = join(import.meta.dirname, '..', '..');
const corpus = join(root, '..', 'shared', 'corpus', 'graphs');

/** Asks the real runtime about a model, as the window does. */
async function ask(path: string): Promise<RuntimeAnswer> {
  const { nodeModels, takeAnswer } = createModelParseHandlers();
  const { signal } = new AbortController();
  const models = await nodeModels({ path }, signal);
  const nodes: { key: string; error: string | null }[] = [];
  for (const { key, bytes } of models) nodes.push({ key, error: await tryModel(bytes) });
  return takeAnswer({ path, whole: await tryModel(path), nodes }, signal);
}

describe('the runtime that comes with the app', () => {
  it('loads the shipped detector, and agrees with the tables on every kind of its nodes', async () => {
    const answer = await ask(join(root, 'models', 'mobilenetFpn-f16.onnx'));
    expect(answer.error).toBeNull();
    expect(answer.asked).toBeGreaterThan(30);
    expect(answer.disagreements).toEqual([]);
    expect(answer.agreements).toBe(answer.asked);
  });

  it.skipIf(!existsSync(corpus))(
    'agrees with the tables on the nodes of the corpus, or the difference is listed',
    async () => {
      const names = [
        'onnx__ort_conv_fp16.onnx',
        'onnx__ort_crop_and_resize.onnx',
        'onnx__ultraface_rfb_320.onnx',
        'onnx__ort_mobilenet_v3_small_excerpt.onnx',
        'onnx__ort_float8_cast.onnx',
      ];
      let asked = 0;
      let agreements = 0;
      for (const name of names) {
        const answer = await ask(join(corpus, name));
        asked += answer.asked;
        agreements += answer.agreements;
        for (const { opType, error, table } of answer.disagreements) console.log(name, opType, table, error);
      }
      console.log(`${agreements} of ${asked} kinds of node agree`);
      expect(asked).toBeGreaterThan(20);
      expect(agreements / asked).toBeGreaterThan(0.9);
    },
  );
});
