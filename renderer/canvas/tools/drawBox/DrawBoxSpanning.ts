import type { Point } from '#shared/geometry/box.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { draftTo, drawDraft, showCrosshair } from './draft.ts';

/** Between the two clicks: the box follows the pointer with no button held. The second press sets it. */
export class DrawBoxSpanning implements ToolState {
  readonly id = 'drawBox.spanning';
  readonly #start: Point;
  #isPressed = false;

  constructor(start: Point) {
    this.#start = start;
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
      case 'pointerDown':
        this.#isPressed = true;
        return null;
      case 'pointerUp':
        // The release decides: the second corner can still be put right while the button is held.
        if (!this.#isPressed) return null;
        drawDraft(context, draftTo(this.#start, event, context.imageSize));
        return 'idle';
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }
}
