import type { Store } from './store.ts';

/** The tools of the canvas that have a key of their own. */
export type CanvasTool = 'select' | 'drawBox' | 'pan';

export interface CanvasControlsState {
  readonly tool: CanvasTool;
  /** Screen pixels for an image pixel. */
  readonly zoom: number;
  readonly areBoxesHidden: boolean;
}

interface CanvasControlsActions {
  setTool(tool: CanvasTool): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  fit(): void;
  hideBoxes(isHidden: boolean): void;
}

/** What the toolbar and the keys ask of the canvas, whatever it is drawn with. */
export type CanvasControls = Store<CanvasControlsState, CanvasControlsActions>;
