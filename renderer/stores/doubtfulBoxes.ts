import type { BoxKey, CanvasBox } from './annotationSession.ts';

/** A detection below this score is shown as doubtful: at it, the first detector is right about as often as wrong. */
export const doubtfulBelow = 0.6;

/** Whether a person should look at the box before anything else. */
export function isDoubtful(box: Pick<CanvasBox, 'state' | 'score'>): boolean {
  return box.state === 'detected' && box.score !== null && box.score < doubtfulBelow;
}

/** Left to right, then top to bottom: the order in which a formula is read. */
export function readingOrder(a: CanvasBox, b: CanvasBox): number {
  return a.box.x - b.box.x || a.box.y - b.box.y || a.key.localeCompare(b.key);
}

/**
 * The doubtful box after (1) or before (-1) the selected one in reading order, going round at the end.
 *
 * @param from - what is selected now; null starts at the edge of the image
 * @returns null when no box is doubtful
 */
export function nextDoubtful(boxes: readonly CanvasBox[], from: BoxKey | null, by: 1 | -1): CanvasBox | null {
  const start = boxes.find((box) => box.key === from) ?? null;
  const doubtful = boxes.filter(isDoubtful).sort(readingOrder);
  const last = doubtful.at(-1) ?? null;
  const first = doubtful[0] ?? null;
  if (start === null) return by === 1 ? first : last;
  if (by === 1) return doubtful.find((box) => readingOrder(box, start) > 0) ?? first;
  return doubtful.findLast((box) => readingOrder(box, start) < 0) ?? last;
}
