import { binarise } from '../detection/binarise.ts';
import { inkRuns, type InkRuns } from '../detection/connectedComponents.ts';
import { withLightPaper, type GrayPixels } from '../detection/grayscale.ts';
import { estimateSymbolSize } from '../detection/inkScale.ts';
import type { Box, Size } from '../geometry/box.ts';
import { eraseRuledLines } from './ruledLines.ts';

/** The ink of an image, as the checks of boxes need it. */
export interface InkMap extends Size {
  /** Dark ink on light paper. */
  readonly gray: GrayPixels;
  readonly runs: InkRuns;
  /** How wide the pen is, in pixels, on the average. */
  readonly penWidth: number;
  /** The longer side of the median symbol, in pixels; a guess from the pen where there is little ink. */
  readonly symbolSize: number;
  /** Pieces with fewer pixels are grain of the paper. */
  readonly grainArea: number;
}

/** A symbol is about this many pens high, where nothing else tells its size. */
const pensPerSymbol = 12;

/** Grain is what has less than this share of a dot's area; a dot is as wide as the pen. */
const grainShare = 0.35;

/**
 * Tells the ink of an image from its paper and takes it apart into connected pieces. Dark boards are turned, lines of
 * ruled paper are taken out.
 *
 * @param gray - of the upright image
 */
export function readInk(gray: GrayPixels): InkMap {
  const dark = withLightPaper(gray).gray;
  const { width, height } = gray;
  const radius = Math.max(12, Math.floor(Math.min(width, height) / 5));
  const mask = eraseRuledLines(binarise(dark, radius), dark);
  const runs = inkRuns(mask);
  const penWidth = penWidthOf(runs, mask.data, width);
  return {
    width,
    height,
    gray: dark,
    runs,
    penWidth,
    symbolSize: estimateSymbolSize(dark) ?? pensPerSymbol * penWidth,
    grainArea: Math.max(1, grainShare * penWidth * penWidth),
  };
}

/**
 * The ink in a part of an image, told from the paper there alone: ink that is faint beside that of the rest is found.
 *
 * @param around - in image pixels; what of it lies in the image is looked at
 * @returns in pixels of the part, with where its corner lies; null when nothing of it lies in the image
 */
export function readFaintInk(
  { gray }: InkMap,
  around: Box,
): { readonly ink: InkMap; readonly x: number; readonly y: number } | null {
  const x = Math.max(0, Math.floor(around.x));
  const y = Math.max(0, Math.floor(around.y));
  const width = Math.min(gray.width, Math.ceil(around.x + around.width)) - x;
  const height = Math.min(gray.height, Math.ceil(around.y + around.height)) - y;
  if (!(width > 0 && height > 0)) return null;
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const start = (y + row) * gray.width + x;
    data.set(gray.data.subarray(start, start + width), row * width);
  }
  return { ink: readInk({ width, height, data }), x, y };
}

/**
 * Twice the area over the length of the outline. The outline is counted in edges of pixels, which is 4 / pi too long on
 * the average over all directions.
 */
function penWidthOf(runs: InkRuns, data: Uint8Array, width: number): number {
  let area = 0;
  let edges = 2 * runs.rows.length;
  for (let run = 0; run < runs.rows.length; run += 1) {
    const row = (runs.rows[run] as number) * width;
    const end = row + (runs.ends[run] as number);
    for (let pixel = row + (runs.starts[run] as number); pixel < end; pixel += 1) {
      area += 1;
      if (data[pixel - width] !== 1) edges += 2;
    }
  }
  return area === 0 ? 1 : Math.max(1, (2 * area) / (edges * (Math.PI / 4)));
}
