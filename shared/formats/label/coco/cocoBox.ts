import { type Box, clampBox, type Size } from '#shared/geometry/box.ts';

/** A box as the numbers that are written. */
export interface WrittenBox {
  readonly bbox: readonly [x: number, y: number, width: number, height: number];
  /** The product of the written width and height, exactly as any reader with 64-bit floats computes it. */
  readonly area: number;
}

/** Four decimals: a tenth of what the export check allows, and a tenth of the length of 64-bit floats. */
const decimals = 1e4;

const round = (value: number): number => Math.round(value * decimals) / decimals;

/** One side of a box: where it begins and how long it is, both as written, within [0, limit]. */
function writtenSide(start: number, length: number, limit: number): readonly [number, number] {
  const from = round(start);
  const to = Math.min(round(start + length), limit);
  const rounded = round(to - from);
  if (rounded > 0 && from + rounded <= limit) return [from, rounded];
  if (rounded > 0) {
    // The sum of two rounded numbers may be an ulp above the limit.
    const shorter = round(rounded - 1 / decimals);
    if (shorter > 0) return [from, shorter];
  }
  // Thinner than the last decimal: written in full, as a width of zero is no box.
  return [start, Math.min(length, limit - start)];
}

/**
 * The numbers COCO writes for a box: the part of it within the image, left edge, upper edge, width, height in pixels.
 *
 * @returns null when no part of the box lies within the image, or it is no box at all
 */
export function writtenBox(box: Box, image: Size): WrittenBox | null {
  const isFinite = [box.x, box.y, box.width, box.height].every(Number.isFinite);
  const inside = isFinite ? clampBox(box, image) : null;
  if (inside === null) return null;
  const [x, width] = writtenSide(inside.x, inside.width, image.width);
  const [y, height] = writtenSide(inside.y, inside.height, image.height);
  const area = width * height;
  return width > 0 && height > 0 && area > 0 ? { bbox: [x, y, width, height], area } : null;
}
