import type { Point } from '#shared/geometry/box.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent } from '../canvasEvent.ts';
import { dragThreshold, type ToolOutcome, type ToolState } from '../toolState.ts';
import { DrawBoxDragging } from './DrawBoxDragging.ts';
import { DrawBoxSpanning } from './DrawBoxSpanning.ts';
import { showCrosshair } from './draft.ts';

/** The first corner is set; whether it becomes a drag or the first of two clicks is open. */
export class DrawBoxPointing implements ToolState {
  readonly id = 'drawBox.pointing';
  readonly #start: Point;
  readonly #canvasStart: Point;

  constructor(start: Point, canvasStart: Point) {
    this.#start = start;
    this.#canvasStart = canvasStart;
  }

  handle(context: CanvasContext, event: CanvasEvent): ToolOutcome {
    showCrosshair(context, event);
    switch (event.type) {
      case 'pointerMove': {
        const { x, y } = event.canvasPoint;
        const isDrag = Math.hypot(x - this.#canvasStart.x, y - this.#canvasStart.y) >= dragThreshold;
        return isDrag ? new DrawBoxDragging(this.#start, event) : null;
      }
      case 'pointerUp':
        return new DrawBoxSpanning(this.#start);
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }
}
