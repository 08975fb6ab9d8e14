import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { ModelManifest } from '#shared/detection/modelManifest.ts';
import { preprocess } from '#shared/detection/preprocess.ts';

/**
 * What the training recipe computed in Python, by `python -m surd_train.fixtures`: the app has to compute the same. The
 * pictures are letters drawn by OpenCV, so that the test needs neither Python nor the handwriting.
 */
const fixtures = join(import.meta.dirname, '../fixtures/detection');
const models = join(import.meta.dirname, '../../models');

interface PreprocessFixture extends Pick<ModelManifest, 'input' | 'resize'> {
  readonly cases: readonly {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly rgb: string;
    readonly dims: readonly number[];
    readonly scaleX: number;
    readonly scaleY: number;
    readonly tensor: string;
  }[];
}

interface ParityFixture {
  readonly model: string;
  readonly sha256: string;
  readonly images: readonly {
    readonly width: number;
    readonly height: number;
    readonly gray: string;
    readonly boxes: readonly (readonly number[])[];
    readonly scores: readonly number[];
    readonly labels: readonly number[];
  }[];
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function unpack(text: string): Uint8Array {
  return new Uint8Array(inflateSync(Buffer.from(text, 'base64')));
}

describe('the app and the training recipe compute the same input', () => {
  const { cases, ...manifest } = readJson(join(fixtures, 'preprocess.json')) as PreprocessFixture;

  it.each(cases)('$name ($width x $height)', ({ width, height, rgb, dims, scaleX, scaleY, tensor }) => {
    const found = preprocess({ width, height, data: unpack(rgb) }, manifest);
    expect(found.dims).toEqual(dims);
    expect(found.scaleX).toBeCloseTo(scaleX, 12);
    expect(found.scaleY).toBeCloseTo(scaleY, 12);
    const wanted = new Float32Array(unpack(tensor).buffer);
    let worst = 0;
    for (let k = 0; k < wanted.length; k += 1) {
      worst = Math.max(worst, Math.abs((found.tensor[k] as number) - (wanted[k] as number)));
    }
    expect(found.tensor.length).toBe(wanted.length);
    expect(worst).toBeLessThanOrEqual(1e-5);
  });
});

describe('onnxruntime-node finds the boxes that PyTorch found', () => {
  const { model, sha256, images } = readJson(join(fixtures, 'parity.json')) as ParityFixture;
  const manifestPath = join(models, `${model}.json`);

  it.skipIf(!existsSync(manifestPath))(`${images.length} images`, async () => {
    const manifest = readJson(manifestPath) as ModelManifest;
    // Fixtures made from other weights would compare nothing: make them anew with the weights.
    expect(manifest.sha256).toBe(sha256);
    const session = await InferenceSession.create(join(models, manifest.file), { intraOpNumThreads: 2 });
    let count = 0;
    for (const { width, height, gray, boxes, scores, labels } of images) {
      const data = Uint8Array.from(unpack(gray)).reduce(
        (rgb, level, pixel) => rgb.fill(level, pixel * 3, pixel * 3 + 3),
        new Uint8Array(width * height * 3),
      );
      const input = preprocess({ width, height, data }, manifest);
      const found = await session.run({
        [manifest.input.name]: new Tensor('float32', input.tensor, input.dims),
      });
      const foundBoxes = found[manifest.outputs.boxes]?.data as Float32Array;
      const foundScores = found[manifest.outputs.scores]?.data as Float32Array;
      const foundLabels = found[manifest.outputs.labels]?.data as BigInt64Array;
      // A detection on the edge of the raw score may fall on either side of it.
      const sure = scores.filter((score) => score > manifest.rawScoreThreshold + 1e-3).length;
      expect(foundScores.length).toBeGreaterThanOrEqual(sure);
      const taken = new Set<number>();
      for (let k = 0; k < sure; k += 1) {
        const match = [...foundScores].findIndex(
          (score, j) =>
            !taken.has(j) &&
            Number(foundLabels[j]) === labels[k] &&
            Math.abs(score - (scores[k] as number)) <= 1e-3 &&
            (boxes[k] ?? []).every((side, c) => Math.abs(side - (foundBoxes[j * 4 + c] as number)) <= 0.5),
        );
        expect(match, `detection ${k} of a ${width} x ${height} image`).toBeGreaterThanOrEqual(0);
        taken.add(match);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(200);
  });
});
