import type { BoxKey, CanvasBox } from './annotationSession.ts';

/** A detection below this score is shown as doubtful: at it, the first detector is right about as often as wrong. */
export const doubtfulBelow = 0.6;

/** Whether the detector itself doubts the box. */
export function isDoubtful(box: Pick<CanvasBox, 'state' | 'score'>): boolean {
  return box.state === 'detected' && box.score !== null && box.score < doubtfulBelow;
}

/** Left to right, then top to bottom: the order in which a formula is read. */
export function readingOrder(a: CanvasBox, b: CanvasBox): number {
  return a.box.x - b.box.x || a.box.y - b.box.y || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/** The least sure first. */
function byDoubt(a: CanvasBox, b: CanvasBox): number {
  return (a.score ?? 1) - (b.score ?? 1) || readingOrder(a, b);
}

/**
 * The box to look at after (1) or before (-1) the selected one: detections that no person has decided about, by rising
 * score, going round at the end. An accepted box keeps its score, so accepting one and going on leads to the next.
 *
 * @param from - what is selected now; null starts at the least sure (1) or the surest (-1)
 * @returns null when every box has been decided about
 */
export function nextToLookAt(boxes: readonly CanvasBox[], from: BoxKey | null, by: 1 | -1): CanvasBox | null {
  const start = boxes.find((box) => box.key === from) ?? null;
  const open = boxes.filter((box) => box.state === 'detected').sort(byDoubt);
  const first = open[0] ?? null;
  const last = open.at(-1) ?? null;
  if (start === null || start.score === null) return by === 1 ? first : last;
  if (by === 1) return open.find((box) => byDoubt(box, start) > 0) ?? first;
  return open.findLast((box) => byDoubt(box, start) < 0) ?? last;
}
