import type { Point } from '#shared/geometry/box.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent, PointerCanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { draftTo, drawDraft, showCrosshair } from './draft.ts';

/** The box is pulled open with the button held. */
export class DrawBoxDragging implements ToolState {
  readonly id = 'drawBox.dragging';
  readonly #start: Point;
  readonly #first: PointerCanvasEvent;

  constructor(start: Point, first: PointerCanvasEvent) {
    this.#start = start;
    this.#first = first;
  }

  enter(context: CanvasContext): void {
    context.show({ draft: draftTo(this.#start, this.#first, context.imageSize) });
  }

  exit(context: CanvasContext): void {
    context.show({ draft: null, crosshair: null });
  }

  handle(context: CanvasContext, event: CanvasEvent): ToolOutcome {
    showCrosshair(context, event);
    switch (event.type) {
      case 'pointerMove':
        context.show({ draft: draftTo(this.#start, event, context.imageSize) });
        return null;
      case 'pointerUp':
        drawDraft(context, draftTo(this.#start, event, context.imageSize));
        return 'idle';
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }
}
