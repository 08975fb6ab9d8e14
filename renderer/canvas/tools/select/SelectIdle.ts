import { boxUnion, type Box } from '#shared/geometry/box.ts';
import type { BoxKey } from '#renderer/stores/annotationSession.ts';
import { handleCursor, limitMove, resizeBox } from '../../handles.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent, Modifiers, PointerCanvasEvent } from '../canvasEvent.ts';
import type { ToolOutcome, ToolState } from '../toolState.ts';
import { PointingBox } from './PointingBox.ts';
import { PointingCanvas } from './PointingCanvas.ts';
import { PointingHandle } from './PointingHandle.ts';
import { selectedPlaces } from './selectedPlaces.ts';

const arrows: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Nothing is held: what lies under the pointer glows, and the arrow keys move what is selected. */
export class SelectIdle implements ToolState {
  readonly id = 'select.idle';

  enter(context: CanvasContext): void {
    context.show({ cursor: 'default' });
  }

  handle(context: CanvasContext, event: CanvasEvent): ToolOutcome {
    switch (event.type) {
      case 'pointerMove':
      case 'pointerUp':
        this.#hover(context, event);
        return null;
      case 'pointerLeave':
        context.show({ hoveredKey: null });
        return null;
      case 'pointerDown':
        return this.#press(context, event);
      case 'keyDown':
        this.#nudge(context, event.key, event.modifiers);
        return null;
      case 'cancel':
        return null;
    }
  }

  #hover(context: CanvasContext, { hit }: PointerCanvasEvent): void {
    context.show({
      hoveredKey: hit.kind === 'canvas' ? null : hit.key,
      cursor: this.#cursorFor(context, hit),
    });
  }

  #cursorFor({ session, index }: CanvasContext, hit: PointerCanvasEvent['hit']): string {
    if (hit.kind === 'handle') return handleCursor(hit.handle);
    const isFree =
      hit.kind === 'box' && !session.getState().isLocked && index.get(hit.key)?.isLocked === false;
    return isFree ? 'move' : 'default';
  }

  #press(context: CanvasContext, event: PointerCanvasEvent): ToolOutcome {
    const { hit, modifiers } = event;
    // Ctrl draws a rubber band even where a box lies under the pointer, as inside a root.
    if (hit.kind === 'canvas' || modifiers.command) return new PointingCanvas(event);
    const pressed = context.index.get(hit.key);
    if (pressed === undefined) return null;
    if (hit.kind === 'handle') return new PointingHandle(event, hit.handle, pressed);
    return new PointingBox(event, hit.key, context.session.getState().selection.has(hit.key));
  }

  /** Arrows move the selection; with Alt they move its right and lower edges alone, with Ctrl its left and upper ones. */
  #nudge(context: CanvasContext, key: string, modifiers: Modifiers): void {
    const arrow = arrows[key];
    const places = selectedPlaces(context);
    const union = boxUnion([...places.values()]);
    if (arrow === undefined || union === null) return;
    const step = modifiers.shift ? 10 : 1;
    const [dx, dy] = [arrow[0] * step, arrow[1] * step];
    const changes = new Map<BoxKey, Box>();
    const isResize = modifiers.alt || modifiers.command;
    if (isResize) {
      const edge = modifiers.alt ? (dx === 0 ? 's' : 'e') : dx === 0 ? 'n' : 'w';
      for (const [boxKey, box] of places)
        changes.set(boxKey, resizeBox(box, edge, dx, dy, context.imageSize));
    } else {
      const by = limitMove(union, dx, dy, context.imageSize);
      for (const [boxKey, box] of places) changes.set(boxKey, { ...box, x: box.x + by.x, y: box.y + by.y });
    }
    context.session.setBoxes(changes, isResize ? 'resize' : 'move');
  }
}
