import type { CanvasContext } from './canvasContext.ts';
import type { CanvasEvent } from './canvasEvent.ts';

/** Every state of every tool. */
export type StateId =
  | 'select.idle'
  | 'select.pointingBox'
  | 'select.pointingCanvas'
  | 'select.pointingHandle'
  | 'select.translating'
  | 'select.resizing'
  | 'select.brushing'
  | 'drawBox.idle'
  | 'drawBox.pointing'
  | 'drawBox.dragging'
  | 'drawBox.spanning'
  | 'pan.idle'
  | 'pan.panning';

/** One state of a tool. It keeps what its gesture needs; another gesture is another object. */
export interface ToolState {
  readonly id: StateId;
  /** Called when the state begins. */
  enter?(context: CanvasContext): void;
  /** Called when it ends, whichever way: takes back what it showed. */
  exit?(context: CanvasContext): void;
  handle(context: CanvasContext, event: CanvasEvent): ToolOutcome;
}

/** Where to go on: in another state, in the tool's first one, or, with null, where one is. */
export type ToolOutcome = ToolState | 'idle' | null;

/** The way from a state to the next. A table, so that a test and a reader see all of it; the machine refuses others. */
export const allowedTransitions: Readonly<Record<StateId, readonly StateId[]>> = {
  'select.idle': ['select.pointingBox', 'select.pointingCanvas', 'select.pointingHandle'],
  'select.pointingBox': ['select.idle', 'select.translating'],
  'select.pointingCanvas': ['select.idle', 'select.brushing'],
  'select.pointingHandle': ['select.idle', 'select.resizing'],
  'select.translating': ['select.idle'],
  'select.resizing': ['select.idle'],
  'select.brushing': ['select.idle'],
  'drawBox.idle': ['drawBox.pointing'],
  'drawBox.pointing': ['drawBox.idle', 'drawBox.dragging', 'drawBox.spanning'],
  'drawBox.dragging': ['drawBox.idle'],
  'drawBox.spanning': ['drawBox.idle'],
  'pan.idle': ['pan.panning'],
  'pan.panning': ['pan.idle'],
};

/** A press becomes a drag from this many CSS pixels on. */
export const dragThreshold = 3;
