import { createCanvasView, type CanvasView } from '#renderer/canvas/createCanvasView.ts';
import { toCanvas } from '#renderer/canvas/viewport.ts';
import type { AnnotationSession, CanvasBox } from '#renderer/stores/annotationSession.ts';
import type { CanvasTool } from '#renderer/stores/canvasControls.ts';
import type { Modifiers } from '#renderer/canvas/tools/canvasEvent.ts';
import type { Box, Point } from '#shared/geometry/box.ts';

type Held = Partial<Modifiers>;

const noModifiers: Modifiers = { shift: false, alt: false, command: false };

/** Uses the canvas as a hand would, with places given in image pixels; no DOM and no Konva. */
export class CanvasDriver {
  readonly session: AnnotationSession;
  readonly view: CanvasView;

  constructor(session: AnnotationSession, tool: CanvasTool = 'select') {
    this.session = session;
    this.view = createCanvasView(session, tool);
    this.view.setCanvasSize({ width: 848, height: 648 });
  }

  /** The boxes as they are shown, by place from left to right. */
  get boxes(): readonly CanvasBox[] {
    return [...this.session.getState().boxes].sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
  }

  /** Places of the selected boxes, from left to right. */
  get selected(): readonly Box[] {
    const { selection } = this.session.getState();
    return this.boxes.filter(({ key }) => selection.has(key)).map(({ box }) => box);
  }

  down(point: Point, held: Held = {}, button: 'main' | 'middle' = 'main'): this {
    this.view.press(this.#input(point, held), button);
    return this;
  }

  move(point: Point, held: Held = {}): this {
    this.view.move(this.#input(point, held));
    return this;
  }

  up(point: Point, held: Held = {}): this {
    this.view.release(this.#input(point, held));
    return this;
  }

  click(point: Point, held: Held = {}): this {
    return this.move(point, held).down(point, held).up(point, held);
  }

  /** Presses at one point, goes to the other in two moves, and lets go. */
  drag(from: Point, to: Point, held: Held = {}): this {
    return this.pull(from, to, held).up(to, held);
  }

  /** As `drag`, with the button still down. */
  pull(from: Point, to: Point, held: Held = {}): this {
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    return this.move(from, held).down(from, held).move(middle, held).move(to, held);
  }

  /** @returns whether the canvas took the key */
  key(key: string, held: Held = {}): boolean {
    return this.view.pressKey(key, { ...noModifiers, ...held });
  }

  #input(point: Point, held: Held) {
    return { canvasPoint: toCanvas(this.view.viewport, point), modifiers: { ...noModifiers, ...held } };
  }
}
