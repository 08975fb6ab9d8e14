import type { Box } from '#shared/geometry/box.ts';
import type { BoxKey } from './annotationSession.ts';
import type { ImageAdjustments, QuarterTurns } from './imageAdjustments.ts';
import type { Store } from './store.ts';

/** The tools of the canvas that have a key of their own. */
export type CanvasTool = 'select' | 'drawBox' | 'pan';

/** A box that is drawn beside those of the session, to be compared with them. */
export interface ComparedBox {
  /** `truth`: what the annotation says; `right` and `read`: what a detector has read, rightly or not; `second`: another one. */
  readonly as: 'truth' | 'right' | 'read' | 'second';
  readonly label: string;
  /** Null of a truth. */
  readonly score: number | null;
  readonly box: Box;
  /** The annotation that it stands for: drawn where that one is now, and not at all once it is gone. */
  readonly key: BoxKey | null;
}

/** What is compared, and on which image. */
export interface ComparedBoxes {
  readonly imageId: number;
  readonly boxes: readonly ComparedBox[];
}

export interface CanvasControlsState {
  readonly tool: CanvasTool;
  /** Screen pixels for an image pixel. */
  readonly zoom: number;
  readonly areBoxesHidden: boolean;
  /** How the picture is shown; another image starts unadjusted only when asked to. */
  readonly adjustments: ImageAdjustments;
  readonly turns: QuarterTurns;
  readonly compared: ComparedBoxes | null;
  /** The box under the pointer on the canvas. */
  readonly hoveredKey: BoxKey | null;
}

interface CanvasControlsActions {
  setTool(tool: CanvasTool): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  fit(): void;
  hideBoxes(isHidden: boolean): void;
  adjust(patch: Partial<ImageAdjustments>): void;
  /** Turns what is seen by a quarter, clockwise (1) or back (-1). */
  turn(by: 1 | -1): void;
  /** The picture as it is, upright. */
  resetAdjustments(): void;
  /** Puts the box in the middle, at a zoom that shows its neighbours. */
  centreOn(box: Box): void;
  /** Lights boxes that are pointed at elsewhere; none ends it. */
  light(keys: ReadonlySet<BoxKey>): void;
  /** Marks a place to look at, where there may be no box; null ends it. */
  mark(box: Box | null): void;
  /** Draws boxes beside those of the session while their image is open; null ends it. */
  compare(compared: ComparedBoxes | null): void;
  /** The canvas on the screen takes the orders; returns the function that ends it. */
  attach(view: ControlledView): () => void;
}

/** The canvas as the controls see it. */
export interface ControlledView {
  setTool(tool: CanvasTool): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  fit(): void;
  hideBoxes(isHidden: boolean): void;
  centreOn(box: Box): void;
  light(keys: ReadonlySet<BoxKey>): void;
  mark(box: Box | null): void;
}

/** What the toolbar and the keys ask of the canvas, whatever it is drawn with. */
export type CanvasControls = Store<CanvasControlsState, CanvasControlsActions>;
