import type { GrayPixels } from '../detection/grayscale.ts';

/** A filled rectangle of ink, in whole pixels. */
export interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Gray level; black for none. */
  readonly level?: number;
}

/** Paper with strokes on it, for tests. */
export function paperWith(
  width: number,
  height: number,
  strokes: readonly Stroke[],
  paper = 255,
): GrayPixels {
  const data = new Uint8Array(width * height).fill(paper);
  for (const { x, y, width: w, height: h, level = 0 } of strokes) {
    for (let row = y; row < Math.min(height, y + h); row += 1)
      data.fill(level, row * width + x, row * width + Math.min(width, x + w));
  }
  return { width, height, data };
}

/** The outline of a square: what a digit looks like to the scale, more paper than ink inside. */
export function ring(x: number, y: number, side: number, pen = 3, level = 0): readonly Stroke[] {
  return [
    { x, y, width: side, height: pen, level },
    { x, y: y + side - pen, width: side, height: pen, level },
    { x, y, width: pen, height: side, level },
    { x: x + side - pen, y, width: pen, height: side, level },
  ];
}
