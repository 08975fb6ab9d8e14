import type { BoxKey, CanvasBox } from '#renderer/stores/annotationSession.ts';
import type { Box } from '#shared/geometry/box.ts';
import { handleCursor, resizeBox, type Handle } from '../../handles.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent, PointerCanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';

/** An edge or a corner hangs on the pointer, as far from it as it was when it was pressed. */
export class Resizing implements ToolState {
  readonly id = 'select.resizing';
  readonly #start: PointerCanvasEvent;
  readonly #first: PointerCanvasEvent;
  readonly #handle: Handle;
  readonly #box: CanvasBox;

  constructor(start: PointerCanvasEvent, first: PointerCanvasEvent, handle: Handle, box: CanvasBox) {
    this.#start = start;
    this.#first = first;
    this.#handle = handle;
    this.#box = box;
  }

  enter(context: CanvasContext): void {
    context.show({ cursor: handleCursor(this.#handle), places: this.#placesAt(context, this.#first) });
  }

  exit(context: CanvasContext): void {
    context.show({ places: null });
  }

  handle(context: CanvasContext, event: CanvasEvent): ToolOutcome {
    switch (event.type) {
      case 'pointerMove':
        context.show({ places: this.#placesAt(context, event) });
        return null;
      case 'pointerUp':
        context.session.setBoxes(this.#placesAt(context, event), 'resize');
        return 'idle';
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }

  #placesAt(context: CanvasContext, { point }: PointerCanvasEvent): ReadonlyMap<BoxKey, Box> {
    const dx = point.x - this.#start.point.x;
    const dy = point.y - this.#start.point.y;
    return new Map([[this.#box.key, resizeBox(this.#box.box, this.#handle, dx, dy, context.imageSize)]]);
  }
}
