import type { Box } from '../geometry/box.ts';
import { toGrayscale, withLightPaper, type RgbPixels } from './grayscale.ts';
import { estimateSymbolSize } from './inkScale.ts';
import type { ModelManifest, ResizeSpec } from './modelManifest.ts';
import { resample } from './resample.ts';

/** What the network is fed, and how to find the way back. */
export interface NetworkInput {
  /** Normalised gray levels, `dims` in row-major order. */
  readonly tensor: Float32Array;
  readonly dims: readonly [number, number, number, number];
  /** Input pixels per image pixel, along x and y; they differ by rounding to whole pixels alone. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/**
 * The scale that brings symbols of the estimated size to the one the network was trained on, within the rule's limits.
 *
 * @param symbolSize - in image pixels; null leaves the image as it is, unless it is too large
 */
export function scaleFor(width: number, height: number, symbolSize: number | null, rule: ResizeSpec): number {
  let scale = 1;
  if (symbolSize !== null) {
    scale = Math.min(rule.maxScale, Math.max(rule.minScale, rule.targetSymbolPx / symbolSize));
    if (scale < rule.keepWithin && scale > 1 / rule.keepWithin) scale = 1;
  }
  return Math.min(scale, Math.sqrt(rule.maxPixels / (width * height)));
}

/**
 * From upright pixels to the network's input: gray, dark ink on light paper, symbols at the trained size, padded with
 * paper at the right and below, normalised. The training recipe computes the same; a test compares the two to 1e-5.
 */
export function preprocess(
  image: RgbPixels,
  manifest: Pick<ModelManifest, 'input' | 'resize'>,
): NetworkInput {
  const { input, resize } = manifest;
  const { gray, paper } = withLightPaper(toGrayscale(image));
  const scale = scaleFor(gray.width, gray.height, estimateSymbolSize(gray), resize);
  const width = Math.max(1, Math.round(gray.width * scale));
  const height = Math.max(1, Math.round(gray.height * scale));
  const levels = scale === 1 ? gray.data : resample(gray, width, height);
  const paddedWidth = Math.ceil(width / resize.multipleOf) * resize.multipleOf;
  const paddedHeight = Math.ceil(height / resize.multipleOf) * resize.multipleOf;
  const tensor = new Float32Array(paddedWidth * paddedHeight).fill(
    (paper * input.scale - input.mean) / input.std,
  );
  for (let y = 0; y < height; y += 1) {
    const from = y * width;
    const to = y * paddedWidth;
    for (let x = 0; x < width; x += 1) {
      tensor[to + x] = ((levels[from + x] as number) * input.scale - input.mean) / input.std;
    }
  }
  return {
    tensor,
    dims: [1, 1, paddedHeight, paddedWidth],
    scaleX: width / gray.width,
    scaleY: height / gray.height,
  };
}

/**
 * A corner box of the network in image pixels.
 *
 * @returns null for a box that has no area in the image
 */
export function boxInImage(
  corners: readonly [number, number, number, number],
  input: Pick<NetworkInput, 'scaleX' | 'scaleY'>,
  size: { readonly width: number; readonly height: number },
): Box | null {
  const x = Math.max(0, corners[0] / input.scaleX);
  const y = Math.max(0, corners[1] / input.scaleY);
  const right = Math.min(size.width, corners[2] / input.scaleX);
  const bottom = Math.min(size.height, corners[3] / input.scaleY);
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
}
