import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { Panning } from './Panning.ts';

/** The hand is open. */
export class PanIdle implements ToolState {
  readonly id = 'pan.idle';

  enter(context: CanvasContext): void {
    context.show({ cursor: 'grab', hoveredKey: null });
  }

  handle(_context: CanvasContext, event: CanvasEvent): ToolOutcome {
    return event.type === 'pointerDown' ? new Panning(event.canvasPoint) : null;
  }
}
