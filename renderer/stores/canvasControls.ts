import type { Box } from '#shared/geometry/box.ts';
import type { BoxKey } from './annotationSession.ts';
import type { ImageAdjustments, QuarterTurns } from './imageAdjustments.ts';
import type { Store } from './store.ts';

/** The tools of the canvas that have a key of their own. */
export type CanvasTool = 'select' | 'drawBox' | 'pan';

export interface CanvasControlsState {
  readonly tool: CanvasTool;
  /** Screen pixels for an image pixel. */
  readonly zoom: number;
  readonly areBoxesHidden: boolean;
  /** How the picture is shown; another image starts unadjusted only when asked to. */
  readonly adjustments: ImageAdjustments;
  readonly turns: QuarterTurns;
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
