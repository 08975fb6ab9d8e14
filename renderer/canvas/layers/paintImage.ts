import type { Box, Size } from '#shared/geometry/box.ts';
import type { CanvasColors } from '../canvasColors.ts';
import type { Picture, Piece } from '../picture.ts';
import { visibleArea, type Viewport } from '../viewport.ts';
import { rectOnCanvas } from './paintBoxes.ts';

/** From this many screen pixels for one of the image on, its pixels are shown as they are. */
const sharpFrom = 3;

export interface ImagePaint {
  readonly picture: Picture | null;
  readonly image: Size;
  readonly viewport: Viewport;
  readonly canvasSize: Size;
  readonly pixelRatio: number;
  readonly colors: CanvasColors;
  /** A CSS filter; `none` shows the picture as it is. */
  readonly filter: string;
}

/**
 * Draws the part of the image that is in sight, on paper: transparent pixels must not show the window's ground.
 *
 * @returns whether it is as fine as it will be
 */
export function paintImage(
  context: CanvasRenderingContext2D,
  { picture, image, viewport, canvasSize, pixelRatio, colors, filter }: ImagePaint,
): boolean {
  const area = visibleArea(viewport, canvasSize);
  const left = Math.max(0, area.x);
  const top = Math.max(0, area.y);
  const width = Math.min(image.width, area.x + area.width) - left;
  const height = Math.min(image.height, area.y + area.height) - top;
  if (width <= 0 || height <= 0) return true;
  const { zoom, x, y } = viewport;
  const visible = { x: left, y: top, width, height };
  const paper = rectOnCanvas(visible, viewport);
  context.fillStyle = '#ffffff';
  context.fillRect(paper.x, paper.y, paper.width, paper.height);
  const scale = zoom * pixelRatio;
  const shown = picture?.piecesFor(visible, scale) ?? null;
  if (shown !== null) {
    context.imageSmoothingEnabled = scale < sharpFrom;
    context.imageSmoothingQuality = 'high';
    context.filter = filter;
    for (const piece of shown.pieces) {
      if (piece.cell === null) paintPart(context, piece, visible, viewport);
      else paintCell(context, piece, piece.cell, image, viewport, pixelRatio);
    }
    context.filter = 'none';
  }
  context.strokeStyle = colors.edge;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, image.width * zoom + 1, image.height * zoom + 1);
  return shown?.isSharp ?? true;
}

/** Draws what of a piece is in sight. */
function paintPart(
  context: CanvasRenderingContext2D,
  { source, covers }: Piece,
  visible: Box,
  viewport: Viewport,
): void {
  const scaleX = source.width / covers.width;
  const scaleY = source.height / covers.height;
  const to = rectOnCanvas(visible, viewport);
  context.drawImage(
    source,
    (visible.x - covers.x) * scaleX,
    (visible.y - covers.y) * scaleY,
    visible.width * scaleX,
    visible.height * scaleY,
    to.x,
    to.y,
    to.width,
    to.height,
  );
}

/**
 * Draws a piece in its cell. Cells are cut at whole pixels of the screen, where neighbours neither overlap nor leave a gap,
 * and the piece is drawn beyond them, so that smoothing sees the same pixels on both sides of a cut.
 */
function paintCell(
  context: CanvasRenderingContext2D,
  { source, covers }: Piece,
  cell: Box,
  image: Size,
  { zoom, x, y }: Viewport,
  pixelRatio: number,
): void {
  const cut = (at: number, offset: number, length: number): number => {
    // The image's own edge is drawn where it is, be it between two pixels.
    if (at <= 0) return offset - 1;
    if (at >= length - 1e-6) return length * zoom + offset + 1;
    return Math.round((at * zoom + offset) * pixelRatio) / pixelRatio;
  };
  const left = cut(cell.x, x, image.width);
  const top = cut(cell.y, y, image.height);
  const right = cut(cell.x + cell.width, x, image.width);
  const bottom = cut(cell.y + cell.height, y, image.height);
  if (right <= left || bottom <= top) return;
  const to = rectOnCanvas(covers, { zoom, x, y });
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.drawImage(source, to.x, to.y, to.width, to.height);
  context.restore();
}
