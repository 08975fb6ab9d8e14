import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { LABELS } from '../models/training/print/labels.ts';
import type { CocoTruth } from './coco.ts';
import { cocoTruth } from './coco.ts';
import { SAMPLE_FORMULAS } from './formulas.ts';
import type { PlacedSample } from './sampleLayout.ts';
import { placeSample } from './sampleLayout.ts';

const folder = import.meta.dirname;
const truth = JSON.parse(readFileSync(path.join(folder, 'truth.json'), 'utf8')) as CocoTruth;
const names = new Map(truth.categories.map(({ id, name }) => [id, name]));

interface GreyPicture {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): number;
}

async function readGrey(fileName: string): Promise<GreyPicture> {
  const { data, info } = await sharp(path.join(folder, 'images', fileName))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at: (x, y) => data[(y * info.width + x) * info.channels] ?? 255,
  };
}

/** All grey values of a rectangle, clipped to the picture. */
function valuesOf(picture: GreyPicture, left: number, top: number, right: number, bottom: number): number[] {
  const values: number[] = [];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(picture.height, Math.ceil(bottom)); y++) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(picture.width, Math.ceil(right)); x++)
      values.push(picture.at(x, y));
  }
  return values;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

describe('truth.json', () => {
  it('is COCO with ids from 1 and the known labels', () => {
    expect(truth.images.map(({ id }) => id)).toEqual(truth.images.map((_, index) => index + 1));
    expect(truth.annotations.map(({ id }) => id)).toEqual(truth.annotations.map((_, index) => index + 1));
    expect(truth.categories.map(({ name }) => name).sort()).toEqual([...LABELS].sort());
    const imageIds = new Set(truth.images.map(({ id }) => id));
    for (const { image_id, category_id, bbox, area, iscrowd, segmentation } of truth.annotations) {
      expect(imageIds.has(image_id)).toBe(true);
      expect(names.has(category_id)).toBe(true);
      expect(Math.abs(area - bbox[2] * bbox[3])).toBeLessThan(0.001);
      expect(iscrowd).toBe(0);
      expect(segmentation).toEqual([]);
    }
  });

  it('is what the generator writes', async () => {
    const placed: PlacedSample[] = [];
    for (const formula of SAMPLE_FORMULAS) placed.push(await placeSample(formula));
    expect(cocoTruth(placed)).toEqual(truth);
  });

  it('describes every image there is, and the folder stays small', () => {
    const files = readdirSync(path.join(folder, 'images')).sort();
    expect(files).toEqual(truth.images.map(({ file_name }) => file_name).sort());
    const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, 'images', file)).size, 0);
    expect(bytes).toBeLessThan(1_500_000);
  });
});

describe.each(truth.images.map((image) => [image.file_name, image] as const))('%s', (fileName, image) => {
  const annotations = truth.annotations.filter(({ image_id }) => image_id === image.id);
  const formula = SAMPLE_FORMULAS.find(({ name }) => `${name}.png` === fileName);

  it('has the declared size, and boxes that lie inside and hold ink', async () => {
    expect(existsSync(path.join(folder, 'images', fileName))).toBe(true);
    const picture = await readGrey(fileName);
    expect([picture.width, picture.height]).toEqual([image.width, image.height]);
    expect(annotations.length).toBeGreaterThan(5);
    for (const {
      bbox: [x, y, w, h],
      category_id,
    } of annotations) {
      const label = `${names.get(category_id) ?? '?'} at ${String(x)}, ${String(y)}`;
      expect(x >= 0 && y >= 0 && x + w <= image.width && y + h <= image.height, label).toBe(true);
      const paper = median(valuesOf(picture, x - 25, y - 25, x + w + 25, y + h + 25));
      expect(Math.min(...valuesOf(picture, x, y, x + w, y + h)), label).toBeLessThan(paper - 60);
      // ink reaches each side of its box: the box is no larger than the symbol
      const sides = [
        valuesOf(picture, x - 1, y, x + 2.5, y + h),
        valuesOf(picture, x + w - 2.5, y, x + w + 1, y + h),
        valuesOf(picture, x, y - 1, x + w, y + 2.5),
        valuesOf(picture, x, y + h - 2.5, x + w, y + h + 1),
      ];
      for (const side of sides) expect(Math.min(...side), label).toBeLessThan(paper - 20);
    }
  });

  // rulings and camera grain are as dark as faint ink
  const isClean =
    formula !== undefined && formula.isPhoto !== true && !['ruled', 'squared'].includes(formula.paper);
  if (!isClean) return;
  it('has no ink outside its boxes', async () => {
    const picture = await readGrey(fileName);
    const paper = median(valuesOf(picture, 0, 0, picture.width, picture.height));
    const stray: string[] = [];
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        if (picture.at(x, y) > paper - 90) continue;
        const isBoxed = annotations.some(
          ({ bbox: [bx, by, bw, bh] }) =>
            x >= bx - 1.5 && y >= by - 1.5 && x <= bx + bw + 0.5 && y <= by + bh + 0.5,
        );
        if (!isBoxed) stray.push(`${String(x)},${String(y)}`);
      }
    }
    expect(stray).toEqual([]);
  });
});
