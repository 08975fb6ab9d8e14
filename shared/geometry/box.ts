/**
 * An axis-aligned rectangle in image pixels: origin at the upper left corner of the upright (EXIF-rotated) image, x to
 * the right, y down, coordinates on pixel edges, so the whole image is `{ x: 0, y: 0, width: W, height: H }`. Floats.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point in image pixels, in the frame of {@link Box}. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The extent of an image in pixels, upright. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The box between two corners, in whichever order they come. */
export function boxFromCorners(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** Area in square pixels. */
export function boxArea(box: Box): number {
  return box.width * box.height;
}

/** Whether the point lies inside the box or on its edge. */
export function boxContains(box: Box, point: Point): boolean {
  return (
    point.x >= box.x && point.y >= box.y && point.x <= box.x + box.width && point.y <= box.y + box.height
  );
}

/** Whether the two boxes share any area. Touching edges do not count. */
export function boxesOverlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The smallest box that holds all the given ones; null for none. */
export function boxUnion(boxes: readonly Box[]): Box | null {
  const [first, ...rest] = boxes;
  if (first === undefined) return null;
  let { x, y } = first;
  let right = first.x + first.width;
  let bottom = first.y + first.height;
  for (const box of rest) {
    x = Math.min(x, box.x);
    y = Math.min(y, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * The part of the box that lies in the image. Null when nothing of it does: a box outside the image has no pixels to
 * label.
 */
export function clampBox(box: Box, size: Size): Box | null {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const right = Math.min(size.width, box.x + box.width);
  const bottom = Math.min(size.height, box.y + box.height);
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
}
