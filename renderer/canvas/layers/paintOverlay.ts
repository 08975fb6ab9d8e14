import type { Box, Point, Size } from '#shared/geometry/box.ts';
import type { CanvasColors } from '../canvasColors.ts';
import { handlePoint, handles } from '../handles.ts';
import type { Viewport } from '../viewport.ts';
import { rectOnCanvas } from './paintBoxes.ts';

const handleSide = 8;
/** A side shorter than this, CSS pixels, has no room for a handle in its middle. */
const roomForMiddle = 44;

/** Draws the handles of a box; the ones in the middle of a side only where there is room. */
export function paintHandles(
  context: CanvasRenderingContext2D,
  box: Box,
  viewport: Viewport,
  colors: CanvasColors,
): void {
  const rect = rectOnCanvas(box, viewport);
  context.fillStyle = colors.handle;
  context.strokeStyle = colors.accent;
  context.lineWidth = 1.25;
  for (const handle of handles) {
    if ((handle === 'n' || handle === 's') && rect.width < roomForMiddle) continue;
    if ((handle === 'w' || handle === 'e') && rect.height < roomForMiddle) continue;
    const { x, y } = handlePoint(rect, handle);
    context.beginPath();
    context.rect(x - handleSide / 2, y - handleSide / 2, handleSide, handleSide);
    context.fill();
    context.stroke();
  }
}

/** Draws the rubber band. */
export function paintBrush(
  context: CanvasRenderingContext2D,
  brush: Box,
  viewport: Viewport,
  colors: CanvasColors,
): void {
  const { x, y, width, height } = rectOnCanvas(brush, viewport);
  context.save();
  context.strokeStyle = colors.accent;
  context.lineWidth = 1;
  context.strokeRect(x, y, width, height);
  context.globalAlpha = 0.08;
  context.fillStyle = colors.accent;
  context.fillRect(x, y, width, height);
  context.restore();
}

/** Free space between a mark and what it is around, and the length of its corners, in CSS pixels. */
const markGap = 5;
const markCorner = 9;

/** Draws a mark around a place to look at: four corners, which hide no ink and look like no box. */
export function paintMark(
  context: CanvasRenderingContext2D,
  mark: Box,
  viewport: Viewport,
  colors: CanvasColors,
): void {
  const rect = rectOnCanvas(mark, viewport);
  const [left, top] = [rect.x - markGap, rect.y - markGap];
  const [right, bottom] = [rect.x + rect.width + markGap, rect.y + rect.height + markGap];
  const reach = Math.min(markCorner, (right - left) / 2, (bottom - top) / 2);
  context.strokeStyle = colors.mark;
  context.lineWidth = 2.5;
  context.beginPath();
  for (const [x, towardsX] of [
    [left, reach],
    [right, -reach],
  ] as const) {
    for (const [y, towardsY] of [
      [top, reach],
      [bottom, -reach],
    ] as const) {
      context.moveTo(x + towardsX, y);
      context.lineTo(x, y);
      context.lineTo(x, y + towardsY);
    }
  }
  context.stroke();
}

/** Draws the box being drawn. */
export function paintDraft(
  context: CanvasRenderingContext2D,
  draft: Box,
  viewport: Viewport,
  colors: CanvasColors,
): void {
  const { x, y, width, height } = rectOnCanvas(draft, viewport);
  context.strokeStyle = colors.states.drawn;
  context.lineWidth = 1.5;
  context.strokeRect(x, y, width, height);
}

/** Draws a cross over the whole image through a point, kept half a pixel off so that it is one pixel wide. */
export function paintCrosshair(
  context: CanvasRenderingContext2D,
  point: Point,
  image: Size,
  viewport: Viewport,
  colors: CanvasColors,
): void {
  const { x: left, y: top, width, height } = rectOnCanvas({ x: 0, y: 0, ...sizeOf(image) }, viewport);
  const x = Math.floor(point.x * viewport.zoom + viewport.x) + 0.5;
  const y = Math.floor(point.y * viewport.zoom + viewport.y) + 0.5;
  context.strokeStyle = colors.crosshair;
  context.lineWidth = 1;
  context.beginPath();
  if (x >= left && x <= left + width) {
    context.moveTo(x, top);
    context.lineTo(x, top + height);
  }
  if (y >= top && y <= top + height) {
    context.moveTo(left, y);
    context.lineTo(left + width, y);
  }
  context.stroke();
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });
