import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { clampPoint, showCrosshair } from './draft.ts';
import { DrawBoxPointing } from './DrawBoxPointing.ts';

/** The crosshair waits for the first corner. Boxes below it do not matter: one draws inside others. */
export class DrawBoxIdle implements ToolState {
  readonly id = 'drawBox.idle';

  enter(context: CanvasContext): void {
    context.show({ cursor: 'crosshair', hoveredKey: null, draft: null });
  }

  exit(context: CanvasContext): void {
    context.show({ crosshair: null });
  }

  handle(context: CanvasContext, event: CanvasEvent): ToolOutcome {
    showCrosshair(context, event);
    return event.type === 'pointerDown'
      ? new DrawBoxPointing(clampPoint(event.point, context.imageSize), event.canvasPoint)
      : null;
  }
}
