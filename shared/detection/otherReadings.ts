import RBush, { type BBox } from 'rbush';
import type { Box } from '../geometry/box.ts';
import { iou } from '../geometry/iou.ts';

/** What a detector has read at a place. */
export interface Reading {
  readonly label: string;
  /** In image pixels. */
  readonly box: Box;
  /** 0 to 1. */
  readonly score: number;
}

/** From this IoU on two boxes are of one symbol, read as one thing and as another. */
const sameSymbol = 0.6;

/**
 * What a detector has read at a place besides a label, those below the threshold of what is shown included: where its
 * first reading is wrong the second is often right.
 *
 * @param readings - in any order
 * @returns for a label and a box, the other labels that were read there, the surest first, each once
 */
export function createOtherReadings(
  readings: readonly Reading[],
): (label: string, box: Box) => readonly string[] {
  const tree = new RBush<BBox & { readonly reading: Reading }>();
  tree.load(
    readings.map((reading) => {
      const { x, y, width, height } = reading.box;
      return { minX: x, minY: y, maxX: x + width, maxY: y + height, reading };
    }),
  );
  return (label, box) => {
    const { x, y, width, height } = box;
    const there = tree
      .search({ minX: x, minY: y, maxX: x + width, maxY: y + height })
      .filter(({ reading }) => reading.label !== label && iou(reading.box, box) >= sameSymbol)
      .sort((a, b) => b.reading.score - a.reading.score);
    return [...new Set(there.map(({ reading }) => reading.label))];
  };
}
