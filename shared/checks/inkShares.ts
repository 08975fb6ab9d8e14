import type { Box } from '../geometry/box.ts';
import type { InkMap } from './inkMap.ts';

/** How much of one piece of ink lies in one box. */
export interface InkShare {
  /** Place among the pieces of the ink. */
  readonly piece: number;
  /** Place among the boxes. */
  readonly box: number;
  /** Pixels of the piece in the box. */
  readonly pixels: number;
  /** `pixels` over all pixels of the piece, 0 to 1. */
  readonly share: number;
  /** The extent of these pixels. */
  readonly extent: Box;
}

interface MutableShare {
  pixels: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Whole pixels whose centre lies in the box. */
function pixelsOf({ x, y, width, height }: Box) {
  return {
    left: Math.ceil(x - 0.5),
    top: Math.ceil(y - 0.5),
    right: Math.ceil(x + width - 0.5),
    bottom: Math.ceil(y + height - 0.5),
  };
}

/**
 * Measures how much of each piece of ink lies in each box; pairs that share no pixel are left out.
 *
 * @param boxes - in image pixels; a pixel lies in a box when its centre does
 */
export function inkShares({ runs }: InkMap, boxes: readonly Box[]): readonly InkShare[] {
  const { components, rows, starts, ends, owners } = runs;
  const spans = boxes.map((box, index) => ({ index, ...pixelsOf(box) }));
  spans.sort((a, b) => a.top - b.top);
  const found = new Map<number, MutableShare>();
  let next = 0;
  let open: typeof spans = [];
  let row = -1;
  for (let run = 0; run < rows.length; run += 1) {
    const y = rows[run] as number;
    if (y !== row) {
      row = y;
      for (let span = spans[next]; span !== undefined && span.top <= y; span = spans[next]) {
        open.push(span);
        next += 1;
      }
      if (open.some(({ bottom }) => bottom <= y)) open = open.filter(({ bottom }) => bottom > y);
    }
    const start = starts[run] as number;
    const end = ends[run] as number;
    for (const span of open) {
      const left = Math.max(start, span.left);
      const right = Math.min(end, span.right);
      if (left >= right) continue;
      const key = (owners[run] as number) * boxes.length + span.index;
      const share = found.get(key);
      if (share === undefined) {
        found.set(key, { pixels: right - left, left, top: y, right, bottom: y + 1 });
        continue;
      }
      share.pixels += right - left;
      share.left = Math.min(share.left, left);
      share.right = Math.max(share.right, right);
      share.bottom = y + 1;
    }
  }
  return [...found].map(([key, { pixels, left, top, right, bottom }]) => {
    const piece = Math.floor(key / boxes.length);
    return {
      piece,
      box: key % boxes.length,
      pixels,
      share: pixels / (components[piece]?.area ?? pixels),
      extent: { x: left, y: top, width: right - left, height: bottom - top },
    };
  });
}
