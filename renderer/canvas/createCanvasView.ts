import type { AnnotationSession } from '#renderer/stores/annotationSession.ts';
import type { CanvasTool, ControlledView } from '#renderer/stores/canvasControls.ts';
import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import { boxesOverlap, type Box, type Point, type Size } from '#shared/geometry/box.ts';
import { createBoxIndex, type BoxIndex } from './boxIndex.ts';
import { handleAt } from './handles.ts';
import { emptyPreview, type CanvasContext, type CanvasPreview } from './tools/canvasContext.ts';
import type { CanvasEvent, Hit, Modifiers } from './tools/canvasEvent.ts';
import { alongSheet } from './quarterTurns.ts';
import { createToolMachine } from './tools/toolMachine.ts';
import type { StateId } from './tools/toolState.ts';
import {
  centred,
  fitViewport,
  fitZoom,
  keepInSight,
  limitZoom,
  panBy,
  resized,
  reveal,
  toImage,
  visibleArea,
  zoomAt,
  type Viewport,
} from './viewport.ts';
import { readWheel, type WheelInput } from './wheel.ts';

/** How far beside a box a click still takes it, CSS pixels. */
const boxReach = 3;
/** How far from an edge of the selected box a press still takes the edge, CSS pixels. */
const handleReach = 5;

/** A press, a move or a release as the screen reports it. */
export interface PointerInput {
  /** CSS pixels from the canvas's upper left corner. */
  readonly canvasPoint: Point;
  readonly modifiers: Modifiers;
}

/**
 * The canvas without a screen: where the image lies, which tool is at work, what it shows. Drawing follows it, and tests
 * drive it directly.
 */
export interface CanvasView extends ControlledView {
  readonly viewport: Viewport;
  readonly canvasSize: Size;
  readonly preview: CanvasPreview;
  readonly index: BoxIndex;
  readonly areBoxesHidden: boolean;
  readonly tool: CanvasTool;
  readonly stateId: StateId;
  /** Calls back after each change of what is to be drawn. */
  subscribe(listener: () => void): () => void;
  setCanvasSize(size: Size): void;
  hitTest(canvasPoint: Point): Hit;
  press(input: PointerInput, button: 'main' | 'middle'): void;
  move(input: PointerInput): void;
  release(input: PointerInput): void;
  leave(): void;
  /** @param turns - how the canvas is turned: sideways on the screen is another way on it */
  wheel(input: WheelInput, canvasPoint: Point, turns?: QuarterTurns): void;
  /** @returns whether the key meant something to the canvas */
  pressKey(key: string, modifiers: Modifiers): boolean;
  releaseKey(key: string): void;
  /** Gives up what is under way: the pointer or the focus was lost. */
  cancel(): void;
  dispose(): void;
}

const noSize: Size = { width: 0, height: 0 };
const nudgeKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

export function createCanvasView(session: AnnotationSession, tool: CanvasTool): CanvasView {
  const listeners = new Set<() => void>();
  let viewport: Viewport = { zoom: 1, x: 0, y: 0 };
  let canvasSize = noSize;
  let preview = emptyPreview;
  let index = createBoxIndex([]);
  let areBoxesHidden = false;
  let seen = session.getState();
  /** Where the pointer rests on the canvas, CSS pixels; null while it is elsewhere. */
  let pointer: Point | null = null;
  /** Which button is down: another one pressed meanwhile means nothing. */
  let pressed: 'main' | 'middle' | null = null;
  /** Whether a tool is acting: what it selects is in sight already. */
  let isToolActing = false;
  /** Whether the whole image was fitted and not moved since: it stays fitted when the canvas takes another size. */
  let isFitted = true;

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };

  const setViewport = (next: Viewport): void => {
    viewport = seen.image === null ? next : keepInSight(next, seen.image, canvasSize);
    isFitted = false;
    changed();
  };

  const show = (patch: Partial<CanvasPreview>): void => {
    const keys = Object.keys(patch) as (keyof CanvasPreview)[];
    if (keys.every((key) => preview[key] === patch[key])) return;
    preview = { ...preview, ...patch };
    changed();
  };

  const context: CanvasContext = {
    session,
    get index() {
      return index;
    },
    get imageSize() {
      return seen.image ?? noSize;
    },
    get zoom() {
      return viewport.zoom;
    },
    panBy: (dx, dy) => {
      setViewport(panBy(viewport, dx, dy));
    },
    show,
  };
  const machine = createToolMachine(context, tool);

  const handle = (event: CanvasEvent): void => {
    isToolActing = true;
    try {
      machine.handle(event);
    } finally {
      isToolActing = false;
    }
  };

  const fit = (): void => {
    if (seen.image === null || canvasSize.width === 0) return;
    setViewport(fitViewport(seen.image, canvasSize));
    isFitted = true;
  };

  const zoomTo = (zoom: number, anchor?: Point): void => {
    if (seen.image === null) return;
    const middle = { x: canvasSize.width / 2, y: canvasSize.height / 2 };
    setViewport(zoomAt(viewport, limitZoom(zoom, seen.image, canvasSize), anchor ?? middle));
  };

  const cancel = (): void => {
    pressed = null;
    handle({ type: 'cancel' });
  };

  const hitTest = (canvasPoint: Point): Hit => {
    if (areBoxesHidden) return { kind: 'canvas' };
    const point = toImage(viewport, canvasPoint);
    const { selection } = seen;
    const [only] = selection;
    const selected = selection.size === 1 && only !== undefined ? index.get(only) : undefined;
    if (selected !== undefined && !seen.isLocked && !selected.isLocked) {
      const grip = handleAt(selected.box, point, handleReach / viewport.zoom);
      if (grip !== null) return { kind: 'handle', key: selected.key, handle: grip };
    }
    const [box] = index.under(point, boxReach / viewport.zoom);
    return box === undefined ? { kind: 'canvas' } : { kind: 'box', key: box.key };
  };

  const eventOf = <T extends 'pointerDown' | 'pointerMove' | 'pointerUp'>(type: T, input: PointerInput) => ({
    type,
    ...input,
    point: toImage(viewport, input.canvasPoint),
    hit: hitTest(input.canvasPoint),
  });

  /** One who walks through the boxes by keys or in a list sees each of them. */
  const revealSelected = (): void => {
    const [only] = seen.selection;
    const box = only === undefined || seen.selection.size > 1 ? undefined : index.get(only);
    if (box === undefined || canvasSize.width === 0) return;
    const area = visibleArea(viewport, canvasSize);
    const isSeen =
      boxesOverlap(area, box.box) &&
      box.box.x >= area.x &&
      box.box.y >= area.y &&
      box.box.x + box.box.width <= area.x + area.width &&
      box.box.y + box.box.height <= area.y + area.height;
    if (!isSeen) setViewport(reveal(viewport, box.box, canvasSize));
  };

  /** Selects the next of several boxes under the pointer; one box alone leaves the key to the window. */
  const selectBelow = (by: 1 | -1): boolean => {
    if (pointer === null || areBoxesHidden || machine.stateId !== 'select.idle') return false;
    const stack = index.under(toImage(viewport, pointer), boxReach / viewport.zoom);
    if (stack.length < 2) return false;
    const at = stack.findIndex(({ key }) => seen.selection.has(key));
    const next = at === -1 ? stack[0] : stack[(at + by + stack.length) % stack.length];
    if (next === undefined) return false;
    isToolActing = true;
    session.select([next.key], 'replace');
    isToolActing = false;
    return true;
  };

  const follow = (): void => {
    const before = seen;
    seen = session.getState();
    if (seen.boxes !== before.boxes) {
      index = index.after(seen.boxes);
      if (preview.hoveredKey !== null && index.get(preview.hoveredKey) === undefined) {
        preview = { ...preview, hoveredKey: null };
      }
    }
    if (seen.image?.id !== before.image?.id) {
      cancel();
      preview = { ...preview, hoveredKey: null };
      fit();
    } else if (seen.selection !== before.selection && !isToolActing) {
      revealSelected();
    }
    changed();
  };
  const unsubscribe = session.subscribe(follow);
  index = createBoxIndex(seen.boxes);

  return {
    get viewport() {
      return viewport;
    },
    get canvasSize() {
      return canvasSize;
    },
    get preview() {
      return preview;
    },
    get index() {
      return index;
    },
    get areBoxesHidden() {
      return areBoxesHidden;
    },
    get tool() {
      return machine.tool;
    },
    get stateId() {
      return machine.stateId;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    setCanvasSize: (size) => {
      if (size.width === canvasSize.width && size.height === canvasSize.height) return;
      const before = canvasSize;
      canvasSize = size;
      if (isFitted || before.width === 0) fit();
      else setViewport(resized(viewport, before, size));
      changed();
    },
    hitTest,
    press: (input, button) => {
      if (pressed !== null || seen.phase !== 'ready') return;
      pressed = button;
      if (button === 'middle') machine.pushPan();
      handle(eventOf('pointerDown', input));
    },
    move: (input) => {
      pointer = input.canvasPoint;
      handle(eventOf('pointerMove', input));
    },
    release: (input) => {
      if (pressed === null) return;
      const button = pressed;
      pressed = null;
      handle(eventOf('pointerUp', input));
      if (button === 'middle') machine.popPan();
    },
    leave: () => {
      pointer = null;
      handle({ type: 'pointerLeave' });
    },
    wheel: (input, canvasPoint, turns = 0) => {
      const intent = readWheel(input);
      if (intent.kind === 'pan') {
        const way = alongSheet({ x: intent.dx, y: intent.dy }, turns);
        setViewport(panBy(viewport, way.x, way.y));
      } else zoomTo(viewport.zoom * intent.factor, canvasPoint);
    },
    pressKey: (key, modifiers) => {
      if (key === 'Escape') {
        if (!machine.isBusy) return false;
        cancel();
        return true;
      }
      if (key === ' ') {
        if (pressed === null) machine.pushPan();
        return true;
      }
      if (key === 'Tab') return selectBelow(modifiers.shift ? -1 : 1);
      if (!nudgeKeys.has(key) || machine.stateId !== 'select.idle') return false;
      if (seen.selection.size === 0) return false;
      handle({ type: 'keyDown', key, modifiers });
      return true;
    },
    releaseKey: (key) => {
      if (key !== ' ') return;
      if (pressed !== 'middle') {
        pressed = null;
        machine.popPan();
      }
    },
    cancel,
    setTool: (next) => {
      machine.setTool(next);
      changed();
    },
    zoomBy: (factor) => {
      zoomTo(viewport.zoom * factor);
    },
    zoomTo: (zoom) => {
      zoomTo(zoom);
    },
    fit,
    hideBoxes: (isHidden) => {
      areBoxesHidden = isHidden;
      changed();
    },
    light: (litKeys) => {
      show({ litKeys });
    },
    mark: (mark) => {
      show({ mark });
    },
    centreOn: (box: Box) => {
      if (seen.image === null) return;
      // A seventh of the canvas for the box leaves its neighbours in view.
      const wanted = Math.min(
        canvasSize.width / 7 / Math.max(1, box.width),
        canvasSize.height / 7 / Math.max(1, box.height),
      );
      const zoom = Math.max(Math.min(wanted, 6), Math.min(viewport.zoom, fitZoom(seen.image, canvasSize)));
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      setViewport(centred(limitZoom(zoom, seen.image, canvasSize), middle, canvasSize));
    },
    dispose: unsubscribe,
  };
}
