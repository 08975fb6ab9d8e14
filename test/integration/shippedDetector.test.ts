import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InferenceSession } from 'onnxruntime-node';
import type { ModelManifest } from '#shared/detection/modelManifest.ts';
import { preprocess } from '#shared/detection/preprocess.ts';
import { iou } from '#shared/geometry/iou.ts';
import { loadModel } from '#electron/workers/inference/loadModel.ts';
import { runDetector } from '#electron/workers/inference/runDetector.ts';

const models = join(import.meta.dirname, '../../models');
const readManifest = (id: string): ModelManifest =>
  JSON.parse(readFileSync(join(models, `${id}.json`), 'utf8')) as ModelManifest;
const ids = readdirSync(models)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5));
const megabyte = 1_000_000;

describe.each(ids)('%s', (id) => {
  const manifest = readManifest(id);

  it('is the file that its manifest describes', () => {
    const bytes = readFileSync(join(models, manifest.file));
    expect(manifest.id).toBe(id);
    expect(bytes.length).toBe(manifest.sizeBytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(manifest.sha256);
    expect(manifest.licence).toContain('no commercial use');
  });

  it('finds bars on paper, with boxes in the image', async () => {
    const size = { width: 240, height: 100 };
    const data = new Uint8Array(size.width * size.height * 3).fill(255);
    for (const left of [20, 100, 180]) {
      for (let y = 48; y < 52; y += 1) {
        data.fill(0, (y * size.width + left) * 3, (y * size.width + left + 40) * 3);
      }
    }
    const session = await loadModel({ manifest, modelPath: join(models, manifest.file) }, 2);
    const { detections } = await runDetector(
      session,
      manifest,
      preprocess({ ...size, data }, manifest),
      size,
    );
    await session.release();
    const bars = detections.filter(
      ({ labelName, score }) => labelName === '-' && score >= manifest.scoreThreshold,
    );
    expect(new Set(bars.map(({ box }) => Math.floor((box.x + box.width / 2) / 80)))).toEqual(
      new Set([0, 1, 2]),
    );
    for (const { box } of detections) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(size.width + 1e-3);
      expect(box.y + box.height).toBeLessThanOrEqual(size.height + 1e-3);
    }
  });

  it('has the frozen labels in their order', () => {
    expect(manifest.labels).toEqual(JSON.parse(readFileSync(join(models, 'training/labels.json'), 'utf8')));
  });
});

describe('the default model', () => {
  const manifest = readManifest('mobilenetFpn-f16');
  let session: InferenceSession;
  beforeAll(async () => {
    session = await loadModel({ manifest, modelPath: join(models, manifest.file) }, 2);
  });
  afterAll(async () => {
    await session.release();
  });

  const detect = async (width: number, height: number, level: (x: number, y: number) => number) => {
    const data = new Uint8Array(width * height * 3);
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      data.fill(level(pixel % width, Math.floor(pixel / width)), pixel * 3, pixel * 3 + 3);
    }
    const { detections } = await runDetector(
      session,
      manifest,
      preprocess({ width, height, data }, manifest),
      { width, height },
    );
    for (const { box, score, labelName } of detections) {
      expect(box.width).toBeGreaterThan(0);
      expect(box.height).toBeGreaterThan(0);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width + 1e-3);
      expect(box.y + box.height).toBeLessThanOrEqual(height + 1e-3);
      expect(score).toBeGreaterThanOrEqual(manifest.rawScoreThreshold);
      expect(manifest.labels).toContain(labelName);
    }
    return detections;
  };
  /** As the app shows them: above the score threshold, one symbol on one spot. */
  const shown = (detections: Awaited<ReturnType<typeof detect>>) => {
    const byScore = detections
      .filter(({ score }) => score >= manifest.scoreThreshold)
      .sort((a, b) => b.score - a.score);
    return byScore.filter(({ box }, k) => byScore.slice(0, k).every((winner) => iou(winner.box, box) <= 0.5));
  };

  it.each([255, 244, 200, 128, 60, 0])('shows nothing on a blank page of level %i', async (level) => {
    expect(shown(await detect(640, 224, () => level))).toEqual([]);
  });

  it('takes one pixel', async () => {
    await detect(1, 1, () => 0);
    await detect(1, 1, () => 255);
  });

  it('takes a strip 12,000 px wide, of minus signs', async () => {
    const found = shown(
      await detect(12_000, 60, (x, y) => (x % 80 >= 20 && x % 80 < 56 && y >= 28 && y < 32 ? 0 : 255)),
    );
    expect(found.length).toBeGreaterThan(0);
  });

  it('takes a photograph without a formula', async () => {
    // Hills in the haze: smooth shades and grain.
    let seed = 1;
    await detect(900, 700, (x, y) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const ridge = 350 + 90 * Math.sin(x / 110) + 40 * Math.sin(x / 37);
      return Math.max(0, Math.min(255, (y < ridge ? 200 - y / 10 : 90 + (y - ridge) / 5) + (seed % 15) - 7));
    });
  });

  it('finds the symbols of a sum that is drawn with four strokes', async () => {
    // "+ = -": bars alone, so that no font is needed.
    const bars = [
      [20, 48, 40, 4],
      [38, 30, 4, 40],
      [100, 42, 40, 4],
      [100, 56, 40, 4],
      [180, 49, 40, 4],
    ] as const;
    const found = shown(
      await detect(240, 100, (x, y) =>
        bars.some(([l, t, w, h]) => x >= l && x < l + w && y >= t && y < t + h) ? 0 : 255,
      ),
    );
    const read = [...found].sort((a, b) => a.box.x - b.box.x).map(({ labelName }) => labelName);
    expect(read).toEqual(['+', '=', '-']);
  });
});

describe('float16', () => {
  const isWhole = existsSync(join(models, 'mobilenetFpn-f32.onnx'));
  it('takes at most 10 MB', () => {
    expect(readManifest('mobilenetFpn-f16').sizeBytes).toBeLessThanOrEqual(10 * megabyte);
  });
  it.skipIf(!isWhole)('takes half the bytes of float32, to 3 %', () => {
    const share = readManifest('mobilenetFpn-f16').sizeBytes / readManifest('mobilenetFpn-f32').sizeBytes;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.03 * 0.5);
  });
});
