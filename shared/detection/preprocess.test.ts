import { describe, expect, it } from 'vitest';
import type { ModelManifest } from './modelManifest.ts';
import { boxInImage, preprocess, scaleFor } from './preprocess.ts';
import { resample } from './resample.ts';

const manifest: Pick<ModelManifest, 'input' | 'resize'> = {
  input: {
    name: 'image',
    layout: 'NCHW',
    channels: 'gray',
    dtype: 'float32',
    scale: 1 / 255,
    mean: 0.8,
    std: 0.25,
  },
  resize: {
    rule: 'inkScale',
    targetSymbolPx: 42,
    minScale: 0.05,
    maxScale: 4,
    keepWithin: 1.15,
    multipleOf: 32,
    maxPixels: 3_000_000,
  },
};

function rgb(width: number, height: number, level: (x: number, y: number) => number) {
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    data.fill(level(pixel % width, Math.floor(pixel / width)), pixel * 3, pixel * 3 + 3);
  }
  return { width, height, data };
}

/** Hollow squares of `side` px in a row. */
const symbols = (side: number, ink: number, paper: number) =>
  rgb(side * 8, side * 2, (x, y) => {
    const u = (x % (side * 1.5)) - side * 0.25;
    const v = y - side * 0.5;
    const pen = side * 0.1;
    const isInside = u >= 0 && v >= 0 && u < side && v < side;
    const isHole = u >= pen && v >= pen && u < side - pen && v < side - pen;
    return isInside && !isHole ? ink : paper;
  });

describe('preprocess', () => {
  it.each([[21], [84], [168], [400]])('brings symbols of %i px to the trained size', (side) => {
    const { scaleX, dims } = preprocess(symbols(side, 0, 255), manifest);
    expect(Math.abs(scaleX * side - 42)).toBeLessThan(2);
    expect(dims.every((length, k) => k < 2 || length % 32 === 0)).toBe(true);
  });

  it('leaves symbols near the trained size as they are', () => {
    expect(preprocess(symbols(40, 0, 255), manifest).scaleX).toBe(1);
  });

  it('reads a board like paper', () => {
    const paper = preprocess(symbols(40, 0, 255), manifest);
    const board = preprocess(symbols(40, 255, 0), manifest);
    expect(board.tensor).toEqual(paper.tensor);
  });

  it.each([
    [1, 1],
    [12_000, 40],
    [3, 9000],
    [5000, 4000],
  ])('takes %i x %i px of blank paper', (width, height) => {
    const { tensor, dims, scaleX, scaleY } = preprocess(
      rgb(width, height, () => 230),
      manifest,
    );
    expect(tensor.length).toBe(dims[2] * dims[3]);
    expect(dims[2] * dims[3]).toBeLessThan(manifest.resize.maxPixels * 1.1 + 32 * (dims[2] + dims[3]));
    expect(scaleX).toBeGreaterThan(0);
    expect(scaleY).toBeGreaterThan(0);
    const paper = (230 / 255 - 0.8) / 0.25;
    expect(tensor.every((value) => Math.abs(value - paper) < 1e-6)).toBe(true);
  });

  it('takes a strip of 12,000 px with ink', () => {
    const strip = rgb(12_000, 48, (x, y) => (x % 40 > 8 && x % 40 < 32 && y > 8 && y < 40 ? 10 : 250));
    const { dims, scaleX } = preprocess(strip, manifest);
    expect(dims[3]).toBeGreaterThanOrEqual(12_000 * scaleX);
    expect(dims[2] * dims[3]).toBeLessThan(3_200_000);
  });
});

describe('scaleFor', () => {
  const rule = manifest.resize;
  it('keeps to its limits', () => {
    expect(scaleFor(100, 100, 1, rule)).toBe(rule.maxScale);
    expect(scaleFor(100, 100, 1e6, rule)).toBe(rule.minScale);
    expect(scaleFor(100, 100, null, rule)).toBe(1);
    expect(scaleFor(6000, 2000, 42, rule)).toBeCloseTo(0.5, 6);
  });
});

describe('resample', () => {
  it('keeps a flat level flat, and the mean when it halves', () => {
    const data = Uint8Array.from({ length: 64 }, (_, k) => (k * 37) % 251);
    const halved = resample({ width: 8, height: 8, data }, 4, 4);
    expect(halved.length).toBe(16);
    const flat = resample({ width: 5, height: 7, data: new Uint8Array(35).fill(77) }, 13, 3);
    expect(flat.every((level) => Math.abs(level - 77) < 1e-9)).toBe(true);
  });

  it('weighs pixels by a triangle as wide as two targets', () => {
    // Weights at step 2, support 2, centre 1: 3/4, 3/4, 1/4 over the pixels 0, 1, 2, divided by their sum.
    const halved = resample({ width: 4, height: 1, data: Uint8Array.from([0, 60, 120, 180]) }, 2, 1);
    expect(halved[0]).toBeCloseTo((0.75 * 0 + 0.75 * 60 + 0.25 * 120) / 1.75, 10);
    expect(halved[1]).toBeCloseTo((0.25 * 60 + 0.75 * 120 + 0.75 * 180) / 1.75, 10);
  });
});

describe('boxInImage', () => {
  it('goes back to the image and stays inside', () => {
    const box = boxInImage([10, 20, 500, 60], { scaleX: 0.5, scaleY: 0.5 }, { width: 640, height: 224 });
    expect(box).toEqual({ x: 20, y: 40, width: 620, height: 80 });
    expect(boxInImage([700, 0, 800, 5], { scaleX: 1, scaleY: 1 }, { width: 640, height: 224 })).toBeNull();
  });
});
