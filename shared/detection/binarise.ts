import type { GrayPixels } from './grayscale.ts';

/** Ink darker than this share of its surroundings' mean ... */
const darkerThanMean = 0.86;
/** ... and by at least this many gray levels, or paper's grain would be ink. */
const darkerByLevels = 14;
/** Ink has at least half the contrast of this percentile of it; what is fainter are the lines of ruled paper. */
const darkestPercent = 98;

/** 1 where there is ink, 0 where there is paper, row by row. */
export interface InkMask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Tells ink from paper by comparing each pixel with the mean of the square window around it, so that shadows and a
 * falling light do not matter (Bradley and Roth, Adaptive Thresholding Using the Integral Image, 2007). Pixels of less
 * than half the ink's own contrast are paper again: printed lines would join the symbols written over them.
 *
 * @param gray - dark ink on light paper
 * @param radius - half of the window's side, in pixels; should exceed the strokes' width by far
 */
export function binarise(gray: GrayPixels, radius: number): InkMask {
  const { width, height, data } = gray;
  const stride = width + 1;
  // Sums stay below 2^53 for any image that is opened.
  const integral = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += data[y * width + x] as number;
      integral[(y + 1) * stride + x + 1] = (integral[y * stride + x + 1] as number) + row;
    }
  }
  // 0 for paper, else the share of light that the ink takes, in 256ths.
  const contrast = new Uint16Array(width * height);
  const histogram = new Uint32Array(257);
  let inked = 0;
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - radius);
    const bottom = Math.min(height, y + radius + 1);
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const sum =
        (integral[bottom * stride + right] as number) -
        (integral[top * stride + right] as number) -
        (integral[bottom * stride + left] as number) +
        (integral[top * stride + left] as number);
      const mean = sum / ((bottom - top) * (right - left));
      const level = data[y * width + x] as number;
      if (level < mean * darkerThanMean && level < mean - darkerByLevels) {
        const taken = Math.floor(((mean - level) / mean) * 256);
        contrast[y * width + x] = taken;
        histogram[taken] = (histogram[taken] as number) + 1;
        inked += 1;
      }
    }
  }
  let darkest = 0;
  for (let reached = 0; darkest < 257; darkest += 1) {
    reached += histogram[darkest] as number;
    if (reached * 100 >= inked * darkestPercent) break;
  }
  const ink = new Uint8Array(width * height);
  for (let pixel = 0; pixel < ink.length; pixel += 1) {
    const taken = contrast[pixel] as number;
    if (taken > 0 && taken * 2 >= darkest) ink[pixel] = 1;
  }
  return { width, height, data: ink };
}
