import type { Size } from '#shared/geometry/box.ts';
import type { CanvasColors } from '../canvasColors.ts';
import type { Picture } from '../picture.ts';
import { visibleArea, type Viewport } from '../viewport.ts';

/** From this many screen pixels for one of the image on, its pixels are shown as they are. */
const sharpFrom = 3;

/** Draws the part of the image that is in sight, on paper: transparent pixels must not show the window's ground. */
export function paintImage(
  context: CanvasRenderingContext2D,
  picture: Picture | null,
  image: Size,
  viewport: Viewport,
  canvasSize: Size,
  pixelRatio: number,
  colors: CanvasColors,
  /** A CSS filter; `none` shows the picture as it is. */
  filter: string,
): void {
  const area = visibleArea(viewport, canvasSize);
  const left = Math.max(0, area.x);
  const top = Math.max(0, area.y);
  const width = Math.min(image.width, area.x + area.width) - left;
  const height = Math.min(image.height, area.y + area.height) - top;
  if (width <= 0 || height <= 0) return;
  const { zoom, x, y } = viewport;
  context.fillStyle = '#ffffff';
  context.fillRect(left * zoom + x, top * zoom + y, width * zoom, height * zoom);
  if (picture !== null) {
    const source = picture.sourceFor(zoom * pixelRatio);
    const scaleX = source.width / image.width;
    const scaleY = source.height / image.height;
    context.imageSmoothingEnabled = zoom * pixelRatio < sharpFrom;
    context.imageSmoothingQuality = 'high';
    context.filter = filter;
    context.drawImage(
      source,
      left * scaleX,
      top * scaleY,
      width * scaleX,
      height * scaleY,
      left * zoom + x,
      top * zoom + y,
      width * zoom,
      height * zoom,
    );
    context.filter = 'none';
  }
  context.strokeStyle = colors.edge;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, image.width * zoom + 1, image.height * zoom + 1);
}
