import type { GrayPixels } from './grayscale.ts';

interface Taps {
  /** First source index of each target index. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `maxCount` weights for each target index, summing to 1. */
  readonly weights: Float64Array;
  readonly maxCount: number;
}

/**
 * Weights of a triangle filter whose support grows with the reduction, as in Pillow's `BILINEAR` and PyTorch's
 * `interpolate(mode='bilinear', antialias=True, align_corners=False)`.
 */
function triangleTaps(source: number, target: number): Taps {
  const step = source / target;
  const support = Math.max(1, step);
  const maxCount = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(target);
  const count = new Int32Array(target);
  const weights = new Float64Array(target * maxCount);
  for (let i = 0; i < target; i += 1) {
    const centre = (i + 0.5) * step;
    const start = Math.max(0, Math.floor(centre - support + 0.5));
    const end = Math.min(source, Math.floor(centre + support + 0.5));
    let sum = 0;
    for (let j = start; j < end; j += 1) {
      const weight = Math.max(0, 1 - Math.abs((j + 0.5 - centre) / support));
      weights[i * maxCount + j - start] = weight;
      sum += weight;
    }
    for (let j = 0; j < end - start; j += 1) {
      weights[i * maxCount + j] = (weights[i * maxCount + j] as number) / sum;
    }
    first[i] = start;
    count[i] = end - start;
  }
  return { first, count, weights, maxCount };
}

/**
 * Resamples gray levels with an anti-aliasing triangle filter, first along rows, then along columns, in double
 * precision and without rounding.
 *
 * @returns `width * height` gray levels, row by row
 */
export function resample(gray: GrayPixels, width: number, height: number): Float64Array {
  const across = triangleTaps(gray.width, width);
  const rows = new Float64Array(gray.height * width);
  for (let y = 0; y < gray.height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      const base = y * gray.width + (across.first[x] as number);
      const taps = across.count[x] as number;
      for (let j = 0; j < taps; j += 1) {
        sum += (gray.data[base + j] as number) * (across.weights[x * across.maxCount + j] as number);
      }
      rows[y * width + x] = sum;
    }
  }
  const down = triangleTaps(gray.height, height);
  const out = new Float64Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = down.first[y] as number;
    const taps = down.count[y] as number;
    for (let j = 0; j < taps; j += 1) {
      const weight = down.weights[y * down.maxCount + j] as number;
      const base = (start + j) * width;
      for (let x = 0; x < width; x += 1) {
        out[y * width + x] = (out[y * width + x] as number) + (rows[base + x] as number) * weight;
      }
    }
  }
  return out;
}
