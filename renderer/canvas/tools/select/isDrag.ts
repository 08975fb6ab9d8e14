import type { PointerCanvasEvent } from '../canvasEvent.ts';
import { dragThreshold } from '../toolState.ts';

/** Whether the pointer has gone far enough from where it was pressed to mean a drag. */
export function isDrag(from: PointerCanvasEvent, to: PointerCanvasEvent): boolean {
  const dx = to.canvasPoint.x - from.canvasPoint.x;
  const dy = to.canvasPoint.y - from.canvasPoint.y;
  return Math.hypot(dx, dy) >= dragThreshold;
}
