import type { BoxKey } from '#renderer/stores/annotationSession.ts';
import { boxesOverlap, boxFromCorners, type Box, type Point } from '#shared/geometry/box.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent, PointerCanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';

function holds(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/**
 * The rubber band is open and selects as it goes: the boxes it touches, but not one that it lies within, so that a
 * radicand can be selected without its root. Shift keeps what was selected before; giving up brings that back.
 */
export class Brushing implements ToolState {
  readonly id = 'select.brushing';
  readonly #start: PointerCanvasEvent;
  readonly #first: PointerCanvasEvent;
  #before: ReadonlySet<BoxKey> = new Set();

  constructor(start: PointerCanvasEvent, first: PointerCanvasEvent) {
    this.#start = start;
    this.#first = first;
  }

  enter(context: CanvasContext): void {
    this.#before = context.session.getState().selection;
    context.show({ hoveredKey: null, cursor: 'default' });
    this.#brushTo(context, this.#first.point);
  }

  exit(context: CanvasContext): void {
    context.show({ brush: null });
  }

  handle(context: CanvasContext, event: CanvasEvent): ToolOutcome {
    switch (event.type) {
      case 'pointerMove':
        this.#brushTo(context, event.point);
        return null;
      case 'pointerUp':
        return 'idle';
      case 'cancel':
        context.session.select(this.#before, 'replace');
        return 'idle';
      default:
        return null;
    }
  }

  #brushTo(context: CanvasContext, point: Point): void {
    const brush = boxFromCorners(this.#start.point, point);
    context.show({ brush });
    const touched = context.index
      .touching(brush)
      .filter(({ box }) => boxesOverlap(box, brush) && !holds(box, brush))
      .map(({ key }) => key);
    context.session.select(this.#start.modifiers.shift ? [...this.#before, ...touched] : touched, 'replace');
  }
}
