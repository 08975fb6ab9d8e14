import { boxFromCorners, type Box, type Point, type Size } from '#shared/geometry/box.ts';
import { minBoxSide } from '../../handles.ts';
import type { CanvasContext } from '../canvasContext.ts';
import type { CanvasEvent } from '../canvasEvent.ts';

/** The nearest point of the image: a drag may begin or end in the margin. */
export function clampPoint(point: Point, image: Size): Point {
  return {
    x: Math.min(image.width, Math.max(0, point.x)),
    y: Math.min(image.height, Math.max(0, point.y)),
  };
}

/** The box between the first corner and where the pointer is. */
export function draftTo(start: Point, event: { readonly point: Point }, image: Size): Box {
  return boxFromCorners(start, clampPoint(event.point, image));
}

/** Draws the box, unless it is too small to be meant. */
export function drawDraft(context: CanvasContext, draft: Box): void {
  if (draft.width >= minBoxSide && draft.height >= minBoxSide) context.session.draw(draft);
}

/** Moves the crosshair with the pointer. */
export function showCrosshair(context: CanvasContext, event: CanvasEvent): void {
  if (event.type === 'pointerLeave') context.show({ crosshair: null });
  else if ('point' in event) context.show({ crosshair: event.point });
}
