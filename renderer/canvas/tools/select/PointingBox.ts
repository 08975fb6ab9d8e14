import type { BoxKey } from '#renderer/stores/annotationSession.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent, PointerCanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { isDrag } from './isDrag.ts';
import { Translating } from './Translating.ts';

/** A box is pressed: let go, it is a click; moved, it is a drag of the selection. */
export class PointingBox implements ToolState {
  readonly id = 'select.pointingBox';
  readonly #start: PointerCanvasEvent;
  readonly #key: BoxKey;
  readonly #wasSelected: boolean;

  constructor(start: PointerCanvasEvent, key: BoxKey, wasSelected: boolean) {
    this.#start = start;
    this.#key = key;
    this.#wasSelected = wasSelected;
  }

  enter({ session }: CanvasContext): void {
    if (this.#wasSelected) return;
    session.select([this.#key], this.#start.modifiers.shift ? 'add' : 'replace');
  }

  handle({ session, index }: CanvasContext, event: CanvasEvent): ToolOutcome {
    switch (event.type) {
      case 'pointerMove':
        if (session.getState().isLocked || index.get(this.#key)?.isLocked === true) return null;
        return isDrag(this.#start, event) ? new Translating(this.#start, event) : null;
      case 'pointerUp':
        // Only when let go: a press on one of several selected boxes may be the start of dragging them all.
        if (this.#wasSelected)
          session.select([this.#key], this.#start.modifiers.shift ? 'toggle' : 'replace');
        return 'idle';
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }
}
