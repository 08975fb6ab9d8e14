import type { BoxKey } from '#renderer/stores/annotationSession.ts';
import { boxUnion, type Box } from '#shared/geometry/box.ts';
import { limitMove } from '../../handles.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent, PointerCanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { selectedPlaces } from './selectedPlaces.ts';

/** The selection hangs on the pointer. It stays in the image, and is committed once, when it is let go. */
export class Translating implements ToolState {
  readonly id = 'select.translating';
  readonly #start: PointerCanvasEvent;
  readonly #first: PointerCanvasEvent;
  #origins: ReadonlyMap<BoxKey, Box> = new Map();
  #union: Box | null = null;

  constructor(start: PointerCanvasEvent, first: PointerCanvasEvent) {
    this.#start = start;
    this.#first = first;
  }

  enter(context: CanvasContext): void {
    this.#origins = selectedPlaces(context);
    this.#union = boxUnion([...this.#origins.values()]);
    context.show({ cursor: 'move', hoveredKey: null, places: this.#placesAt(context, this.#first) });
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
        context.session.setBoxes(this.#placesAt(context, event), 'move');
        return 'idle';
      case 'cancel':
        return 'idle';
      default:
        return null;
    }
  }

  /** Shift holds the move to the axis along which it went farther. */
  #placesAt(context: CanvasContext, { point, modifiers }: PointerCanvasEvent): ReadonlyMap<BoxKey, Box> {
    if (this.#union === null) return this.#origins;
    let dx = point.x - this.#start.point.x;
    let dy = point.y - this.#start.point.y;
    if (modifiers.shift) {
      if (Math.abs(dx) < Math.abs(dy)) dx = 0;
      else dy = 0;
    }
    const by = limitMove(this.#union, dx, dy, context.imageSize);
    const places = new Map<BoxKey, Box>();
    for (const [key, box] of this.#origins) places.set(key, { ...box, x: box.x + by.x, y: box.y + by.y });
    return places;
  }
}
