import type { Box, Point, Size } from '#shared/geometry/box.ts';

/**
 * How the image lies on the canvas: a point of the image at `p` is drawn at `p * zoom + (x, y)`, in CSS pixels from the
 * canvas's upper left corner.
 */
export interface Viewport {
  /** CSS pixels for an image pixel. */
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** Nearer than this, a pixel of the image is larger than anything one could want to see of it. */
export const maxZoom = 32;

/** Free room around an image that is fitted, CSS pixels. */
const fitMargin = 24;

/** So much of the image stays in sight, CSS pixels: one who has lost it finds it again. */
const keptInSight = 48;

/** Where a point of the canvas lies in the image. */
export function toImage({ zoom, x, y }: Viewport, point: Point): Point {
  return { x: (point.x - x) / zoom, y: (point.y - y) / zoom };
}

/** Where a point of the image lies on the canvas. */
export function toCanvas({ zoom, x, y }: Viewport, point: Point): Point {
  return { x: point.x * zoom + x, y: point.y * zoom + y };
}

/** The part of the image's plane that the canvas shows. */
export function visibleArea(viewport: Viewport, canvas: Size): Box {
  const corner = toImage(viewport, { x: 0, y: 0 });
  return { ...corner, width: canvas.width / viewport.zoom, height: canvas.height / viewport.zoom };
}

/** The zoom at which the whole image is seen. Small images are not blown up beyond four times. */
export function fitZoom(image: Size, canvas: Size): number {
  const zoom = Math.min(
    Math.max(1, canvas.width - 2 * fitMargin) / image.width,
    Math.max(1, canvas.height - 2 * fitMargin) / image.height,
  );
  return Math.min(4, zoom);
}

/** Farthest zoom: a quarter of the fitted one, for images larger than the canvas and small ones alike. */
export function minZoom(image: Size, canvas: Size): number {
  return Math.min(1, fitZoom(image, canvas)) / 4;
}

/** The whole image in the middle of the canvas. */
export function fitViewport(image: Size, canvas: Size): Viewport {
  return centred(fitZoom(image, canvas), { x: image.width / 2, y: image.height / 2 }, canvas);
}

/** The point of the image in the middle of the canvas. */
export function centred(zoom: number, point: Point, canvas: Size): Viewport {
  return { zoom, x: canvas.width / 2 - point.x * zoom, y: canvas.height / 2 - point.y * zoom };
}

/** Another zoom with the same point of the image under `anchor`, a point of the canvas. */
export function zoomAt(viewport: Viewport, zoom: number, anchor: Point): Viewport {
  const ratio = zoom / viewport.zoom;
  return {
    zoom,
    x: anchor.x - (anchor.x - viewport.x) * ratio,
    y: anchor.y - (anchor.y - viewport.y) * ratio,
  };
}

/** Moved by so many CSS pixels. */
export function panBy(viewport: Viewport, dx: number, dy: number): Viewport {
  return { ...viewport, x: viewport.x + dx, y: viewport.y + dy };
}

/** The zoom within its limits. */
export function limitZoom(zoom: number, image: Size, canvas: Size): number {
  return Math.min(maxZoom, Math.max(minZoom(image, canvas), zoom));
}

/** Moved as far as needed to keep some of the image in sight. */
export function keepInSight(viewport: Viewport, image: Size, canvas: Size): Viewport {
  const limit = (offset: number, imageLength: number, canvasLength: number): number => {
    const length = imageLength * viewport.zoom;
    const kept = Math.min(keptInSight, length, canvasLength);
    return Math.min(canvasLength - kept, Math.max(kept - length, offset));
  };
  return {
    zoom: viewport.zoom,
    x: limit(viewport.x, image.width, canvas.width),
    y: limit(viewport.y, image.height, canvas.height),
  };
}

/** What was in the middle stays in the middle when the canvas takes another size. */
export function resized(viewport: Viewport, from: Size, to: Size): Viewport {
  return panBy(viewport, (to.width - from.width) / 2, (to.height - from.height) / 2);
}

/** Moved the least so that the box is seen, with a margin in CSS pixels; centred when it is larger than the canvas. */
export function reveal(viewport: Viewport, box: Box, canvas: Size, margin = 40): Viewport {
  const shift = (offset: number, start: number, length: number, canvasLength: number): number => {
    const from = start * viewport.zoom + offset;
    const to = from + length * viewport.zoom;
    if (to - from + 2 * margin > canvasLength) return canvasLength / 2 - (from + to) / 2;
    if (from < margin) return margin - from;
    if (to > canvasLength - margin) return canvasLength - margin - to;
    return 0;
  };
  return panBy(
    viewport,
    shift(viewport.x, box.x, box.width, canvas.width),
    shift(viewport.y, box.y, box.height, canvas.height),
  );
}
