import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import type { Handle } from '../../handles.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent, PointerCanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { isDrag } from './isDrag.ts';
import { Resizing } from './Resizing.ts';

/** A handle is pressed; a press alone changes nothing. */
export class PointingHandle implements ToolState {
  readonly id = 'select.pointingHandle';
  readonly #start: PointerCanvasEvent;
  readonly #handle: Handle;
  readonly #box: CanvasBox;

  constructor(start: PointerCanvasEvent, handle: Handle, box: CanvasBox) {
    this.#start = start;
    this.#handle = handle;
    this.#box = box;
  }

  handle(_context: CanvasContext, event: CanvasEvent): ToolOutcome {
    switch (event.type) {
      case 'pointerMove':
        return isDrag(this.#start, event) ? new Resizing(this.#start, event, this.#handle, this.#box) : null;
      case 'pointerUp':
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }
}
