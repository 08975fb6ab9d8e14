import type { BoxColumns } from './evaluationSet.ts';
import { overlapOf } from './evaluationSet.ts';

/** Two boxes of two lists that stand on one spot. */
export interface BoxPair {
  readonly a: number;
  readonly b: number;
  readonly iou: number;
}

/**
 * Pairs the boxes of two lists one to one, the best overlaps first; of equal overlaps those that `prefers` holds for, then
 * those that come first.
 *
 * @param least - IoU from which on two boxes can be a pair
 */
export function pairBoxes(
  a: { readonly columns: BoxColumns; readonly items: readonly number[] },
  b: { readonly columns: BoxColumns; readonly items: readonly number[] },
  least: number,
  prefers: (first: number, second: number) => boolean = () => false,
): readonly BoxPair[] {
  const pairs: (BoxPair & { readonly rank: number })[] = [];
  for (const first of a.items) {
    for (const second of b.items) {
      const iou = overlapOf(a.columns, first, b.columns, second);
      if (iou >= least) pairs.push({ a: first, b: second, iou, rank: prefers(first, second) ? 0 : 1 });
    }
  }
  pairs.sort((p, q) => q.iou - p.iou || p.rank - q.rank || p.a - q.a || p.b - q.b);
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  return pairs.filter((pair) => {
    if (usedA.has(pair.a) || usedB.has(pair.b)) return false;
    usedA.add(pair.a);
    usedB.add(pair.b);
    return true;
  });
}
