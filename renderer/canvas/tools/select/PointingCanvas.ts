import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent, PointerCanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { Brushing } from './Brushing.ts';
import { isDrag } from './isDrag.ts';

/** Free ground is pressed: let go, it selects nothing; moved, it opens a rubber band. */
export class PointingCanvas implements ToolState {
  readonly id = 'select.pointingCanvas';
  readonly #start: PointerCanvasEvent;

  constructor(start: PointerCanvasEvent) {
    this.#start = start;
  }

  handle({ session }: CanvasContext, event: CanvasEvent): ToolOutcome {
    switch (event.type) {
      case 'pointerMove':
        return isDrag(this.#start, event) ? new Brushing(this.#start, event) : null;
      case 'pointerUp':
        if (!this.#start.modifiers.shift) session.select([], 'replace');
        return 'idle';
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }
}
