import { describe, expect, it } from 'vitest';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { createBoxIndex } from '../boxIndex.ts';
import { emptyPreview, type CanvasContext } from './canvasContext.ts';
import type { CanvasEvent, Hit } from './canvasEvent.ts';
import { createToolMachine } from './toolMachine.ts';
import type { StateId } from './toolState.ts';

const only: CanvasBox = {
  key: 'a',
  box: { x: 10, y: 10, width: 20, height: 20 },
  labelId: 1,
  state: 'drawn',
  score: null,
  isLocked: false,
};

/** A canvas of one box that remembers nothing. */
function context(): CanvasContext {
  const state = { selection: new Set(['a']) };
  return {
    session: {
      getState: () => state,
      select: () => undefined,
      setBoxes: () => undefined,
      draw: () => undefined,
    } as unknown as CanvasContext['session'],
    index: createBoxIndex([only]),
    imageSize: { width: 100, height: 100 },
    zoom: 1,
    panBy: () => undefined,
    show: () => emptyPreview,
  };
}

const free: Hit = { kind: 'canvas' };
const onBox: Hit = { kind: 'box', key: 'a' };
const onHandle: Hit = { kind: 'handle', key: 'a', handle: 'se' };

const at = (type: 'pointerDown' | 'pointerMove' | 'pointerUp', x: number, hit: Hit = free): CanvasEvent => ({
  type,
  point: { x, y: x },
  canvasPoint: { x, y: x },
  modifiers: { shift: false, alt: false, command: false },
  hit,
});
const cancel: CanvasEvent = { type: 'cancel' };
const leave: CanvasEvent = { type: 'pointerLeave' };

const press = (hit: Hit): CanvasEvent[] => [at('pointerDown', 20, hit)];
const dragged = (hit: Hit): CanvasEvent[] => [...press(hit), at('pointerMove', 40, hit)];

/** How each state is reached, and where each kind of event leads from there. */
const table: Readonly<
  Record<
    StateId,
    {
      readonly reach: readonly CanvasEvent[];
      readonly down: StateId;
      readonly farMove: StateId;
      readonly nearMove: StateId;
      readonly up: StateId;
      readonly cancel: StateId;
    }
  >
> = {
  'select.idle': {
    reach: [],
    down: 'select.pointingCanvas',
    farMove: 'select.idle',
    nearMove: 'select.idle',
    up: 'select.idle',
    cancel: 'select.idle',
  },
  'select.pointingBox': {
    reach: press(onBox),
    down: 'select.pointingBox',
    farMove: 'select.translating',
    nearMove: 'select.pointingBox',
    up: 'select.idle',
    cancel: 'select.idle',
  },
  'select.pointingCanvas': {
    reach: press(free),
    down: 'select.pointingCanvas',
    farMove: 'select.brushing',
    nearMove: 'select.pointingCanvas',
    up: 'select.idle',
    cancel: 'select.idle',
  },
  'select.pointingHandle': {
    reach: press(onHandle),
    down: 'select.pointingHandle',
    farMove: 'select.resizing',
    nearMove: 'select.pointingHandle',
    up: 'select.idle',
    cancel: 'select.idle',
  },
  'select.translating': {
    reach: dragged(onBox),
    down: 'select.translating',
    farMove: 'select.translating',
    nearMove: 'select.translating',
    up: 'select.idle',
    cancel: 'select.idle',
  },
  'select.resizing': {
    reach: dragged(onHandle),
    down: 'select.resizing',
    farMove: 'select.resizing',
    nearMove: 'select.resizing',
    up: 'select.idle',
    cancel: 'select.idle',
  },
  'select.brushing': {
    reach: dragged(free),
    down: 'select.brushing',
    farMove: 'select.brushing',
    nearMove: 'select.brushing',
    up: 'select.idle',
    cancel: 'select.idle',
  },
  'drawBox.idle': {
    reach: [],
    down: 'drawBox.pointing',
    farMove: 'drawBox.idle',
    nearMove: 'drawBox.idle',
    up: 'drawBox.idle',
    cancel: 'drawBox.idle',
  },
  'drawBox.pointing': {
    reach: press(onBox),
    down: 'drawBox.pointing',
    farMove: 'drawBox.dragging',
    nearMove: 'drawBox.pointing',
    up: 'drawBox.spanning',
    cancel: 'drawBox.idle',
  },
  'drawBox.dragging': {
    reach: dragged(onBox),
    down: 'drawBox.dragging',
    farMove: 'drawBox.dragging',
    nearMove: 'drawBox.dragging',
    up: 'drawBox.idle',
    cancel: 'drawBox.idle',
  },
  'drawBox.spanning': {
    reach: [...press(free), at('pointerUp', 20), at('pointerDown', 40)],
    down: 'drawBox.spanning',
    farMove: 'drawBox.spanning',
    nearMove: 'drawBox.spanning',
    up: 'drawBox.idle',
    cancel: 'drawBox.idle',
  },
  'pan.idle': {
    reach: [],
    down: 'pan.panning',
    farMove: 'pan.idle',
    nearMove: 'pan.idle',
    up: 'pan.idle',
    cancel: 'pan.idle',
  },
  'pan.panning': {
    reach: press(free),
    down: 'pan.panning',
    farMove: 'pan.panning',
    nearMove: 'pan.panning',
    up: 'pan.idle',
    cancel: 'pan.idle',
  },
};

describe.each(Object.entries(table))('%s', (id, row) => {
  const machine = () => {
    const tool = id.split('.')[0] as 'select' | 'drawBox' | 'pan';
    const made = createToolMachine(context(), tool);
    for (const event of row.reach) made.handle(event);
    expect(made.stateId).toBe(id);
    return made;
  };

  it.each([
    ['a press', at('pointerDown', 20), row.down],
    ['a move of many pixels', at('pointerMove', 60), row.farMove],
    ['a move of one pixel', at('pointerMove', 21), row.nearMove],
    ['a release', at('pointerUp', 20), row.up],
    ['giving up', cancel, row.cancel],
    ['leaving the canvas', leave, id],
  ])('goes on after %s', (_name, event, expected) => {
    const made = machine();
    made.handle(event);
    expect(made.stateId).toBe(expected);
  });

  it('waits under panning and comes back, unless it is panning itself', () => {
    const made = machine();
    made.pushPan();
    expect(made.stateId).toBe(id.startsWith('pan.') ? id : 'pan.idle');
    made.popPan();
    expect(made.stateId).toBe(id);
  });
});
