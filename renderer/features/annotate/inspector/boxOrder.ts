import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { readingOrder } from '#renderer/stores/doubtfulBoxes.ts';
import { sortedLike } from '#renderer/stores/sortedLike.ts';

/** The orders of the list of boxes. */
export const boxSorts = ['reading', 'score', 'label', 'size'] as const;

/** One of {@link boxSorts}. */
export type BoxSort = (typeof boxSorts)[number];

/** Which states the list of boxes can be narrowed to. */
export const boxStates = ['detected', 'accepted', 'corrected', 'drawn'] as const;

/**
 * The boxes to list.
 *
 * @param states - only boxes in one of these; null for all
 * @param labelName - the name of a label, to sort by
 * @param last - what was listed before, which most likely is in order but for a box or two
 */
export function listedBoxes(
  boxes: readonly CanvasBox[],
  sort: BoxSort,
  states: ReadonlySet<CanvasBox['state']> | null,
  labelName: (labelId: number) => string,
  last: readonly CanvasBox[] = [],
): readonly CanvasBox[] {
  const orders: Readonly<Record<BoxSort, (a: CanvasBox, b: CanvasBox) => number>> = {
    reading: readingOrder,
    // Boxes without a score were drawn: nobody doubts them.
    score: (a, b) => (a.score ?? 2) - (b.score ?? 2),
    label: (a, b) => labelName(a.labelId).localeCompare(labelName(b.labelId), 'en', { numeric: true }),
    size: (a, b) => a.box.width * a.box.height - b.box.width * b.box.height,
  };
  const order = orders[sort];
  const wanted = states === null ? boxes : boxes.filter(({ state }) => states.has(state));
  return sortedLike(wanted, last, (a, b) => order(a, b) || readingOrder(a, b));
}

/** Lists boxes again and again: after an edit, only what has changed is put in its place. */
export function createBoxLister(): (
  boxes: readonly CanvasBox[],
  sort: BoxSort,
  states: ReadonlySet<CanvasBox['state']> | null,
  labelName: (labelId: number) => string,
) => readonly CanvasBox[] {
  let last: readonly CanvasBox[] = [];
  let lastSort: BoxSort | null = null;
  return (boxes, sort, states, labelName) => {
    // Names are not in the boxes: by them, the same boxes can be in another order.
    const before = sort === lastSort && sort !== 'label' ? last : [];
    last = listedBoxes(boxes, sort, states, labelName, before);
    lastSort = sort;
    return last;
  };
}
