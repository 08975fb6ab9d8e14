import type { Box, Point, Size } from '#shared/geometry/box.ts';

/** The eight handles, by the points of the compass. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;

/** One of {@link handles}. */
export type Handle = (typeof handles)[number];

/** A box has at least one pixel of the image. */
export const minBoxSide = 1;

const pulls = (handle: Handle): { x: -1 | 0 | 1; y: -1 | 0 | 1 } => ({
  x: handle.includes('w') ? -1 : handle.includes('e') ? 1 : 0,
  y: handle.startsWith('n') ? -1 : handle.startsWith('s') ? 1 : 0,
});

/** Where a handle stands on its box. */
export function handlePoint(box: Box, handle: Handle): Point {
  const { x, y } = pulls(handle);
  return { x: box.x + (box.width * (x + 1)) / 2, y: box.y + (box.height * (y + 1)) / 2 };
}

/** What the pointer looks like over it. */
export function handleCursor(handle: Handle): string {
  switch (handle) {
    case 'n':
    case 's':
      return 'ns-resize';
    case 'e':
    case 'w':
      return 'ew-resize';
    case 'nw':
    case 'se':
      return 'nwse-resize';
    case 'ne':
    case 'sw':
      return 'nesw-resize';
  }
}

/**
 * The handle that a point takes hold of: the whole edge is one, not its middle alone. Inside a small box the grip is
 * narrow, so that there is room left to move it by.
 *
 * @param reach - how far from an edge its grip goes, in image pixels
 */
export function handleAt(box: Box, point: Point, reach: number): Handle | null {
  const grip = (at: number, start: number, length: number): -1 | 0 | 1 | null => {
    const inside = Math.min(reach, length / 4);
    const end = start + length;
    if (at < start - reach || at > end + reach) return null;
    if (at <= start + inside) return -1;
    return at >= end - inside ? 1 : 0;
  };
  const x = grip(point.x, box.x, box.width);
  const y = grip(point.y, box.y, box.height);
  if (x === null || y === null || (x === 0 && y === 0)) return null;
  return `${y === -1 ? 'n' : y === 1 ? 's' : ''}${x === -1 ? 'w' : x === 1 ? 'e' : ''}` as Handle;
}

/**
 * The box with the handle's edges moved. An edge stops short of the opposite one and at the edge of the image; the box
 * never turns over. An edge that lies outside the image may stay there.
 */
export function resizeBox(box: Box, handle: Handle, dx: number, dy: number, image: Size): Box {
  const pull = pulls(handle);
  const alongX = moveEdge(box.x, box.width, pull.x, dx, image.width);
  const alongY = moveEdge(box.y, box.height, pull.y, dy, image.height);
  return { x: alongX.start, y: alongY.start, width: alongX.length, height: alongY.length };
}

function moveEdge(
  start: number,
  length: number,
  pull: -1 | 0 | 1,
  by: number,
  limit: number,
): { start: number; length: number } {
  if (pull === 0) return { start, length };
  const end = start + length;
  const least = Math.min(minBoxSide, length);
  if (pull === 1) {
    const next = Math.max(start + least, Math.min(Math.max(limit, end), end + by));
    return { start, length: next - start };
  }
  const next = Math.min(end - least, Math.max(Math.min(0, start), start + by));
  return { start: next, length: end - next };
}

/** How far a group that fills `union` can move towards (dx, dy) without leaving the image. */
export function limitMove(union: Box, dx: number, dy: number, image: Size): Point {
  const limit = (start: number, length: number, by: number, size: number): number =>
    Math.min(Math.max(0, size - start - length), Math.max(Math.min(0, -start), by));
  return {
    x: limit(union.x, union.width, dx, image.width),
    y: limit(union.y, union.height, dy, image.height),
  };
}
