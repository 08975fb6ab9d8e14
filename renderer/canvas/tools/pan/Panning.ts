import type { Point } from '#shared/geometry/box.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';

/** The hand holds the image. */
export class Panning implements ToolState {
  readonly id = 'pan.panning';
  #last: Point;

  constructor(start: Point) {
    this.#last = start;
  }

  enter(context: CanvasContext): void {
    context.show({ cursor: 'grabbing' });
  }

  handle(context: CanvasContext, event: CanvasEvent): ToolOutcome {
    switch (event.type) {
      case 'pointerMove':
        context.panBy(event.canvasPoint.x - this.#last.x, event.canvasPoint.y - this.#last.y);
        this.#last = event.canvasPoint;
        return null;
      case 'pointerUp':
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }
}
