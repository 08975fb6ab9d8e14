import type { BoxIndex } from '../boxIndex.ts';
import type { AnnotationSession, BoxKey } from '#renderer/stores/annotationSession.ts';
import type { Box, Point, Size } from '#shared/geometry/box.ts';

/** What a gesture shows before it is committed, and what lies under the pointer. */
export interface CanvasPreview {
  readonly hoveredKey: BoxKey | null;
  /** Boxes that are pointed at elsewhere, such as in the formula. */
  readonly litKeys: ReadonlySet<BoxKey>;
  /** A place to look at, where there may be no box. */
  readonly mark: Box | null;
  /** Boxes that are shown in another place than they are stored at. */
  readonly places: ReadonlyMap<BoxKey, Box> | null;
  /** The rubber band. */
  readonly brush: Box | null;
  /** The box being drawn. */
  readonly draft: Box | null;
  /** Where the crosshair stands, in image pixels. */
  readonly crosshair: Point | null;
  /** A CSS cursor. */
  readonly cursor: string;
}

export const emptyPreview: CanvasPreview = {
  hoveredKey: null,
  litKeys: new Set(),
  mark: null,
  places: null,
  brush: null,
  draft: null,
  crosshair: null,
  cursor: 'default',
};

/** What the tools act on. */
export interface CanvasContext {
  readonly session: Pick<AnnotationSession, 'getState' | 'select' | 'setBoxes' | 'draw'>;
  /** The boxes that are shown, by place. */
  readonly index: BoxIndex;
  /** The open image's size. */
  readonly imageSize: Size;
  /** CSS pixels for an image pixel. */
  readonly zoom: number;
  /** Moves the image by CSS pixels. */
  panBy(dx: number, dy: number): void;
  show(preview: Partial<CanvasPreview>): void;
}
