import RBush, { type BBox } from 'rbush';
import type { BoxKey, CanvasBox } from '#renderer/stores/annotationSession.ts';
import { boxesOverlap, type Box } from '#shared/geometry/box.ts';
import type { BoxIndex } from './boxIndex.ts';

export const chipHeight = 16;
/** Between a chip and its box, CSS pixels. */
export const chipGap = 2;
/** Below this zoom chips would be larger than what they name. */
export const chipMinZoom = 0.6;

function contains(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/** The ground that a chip covers above its box, in image pixels. */
export function chipArea(box: Box, widthPx: number, zoom: number): Box {
  const height = chipHeight / zoom;
  return { x: box.x, y: box.y - height - chipGap / zoom, width: widthPx / zoom, height };
}

/**
 * Which boxes can carry their chip without hiding anything: a chip may cover no other box, save one that holds both it
 * and its own box, such as a root around its radicand; and no other chip.
 *
 * @param widthOf - width of a box's chip in CSS pixels
 */
export function chipsThatFit(
  boxes: readonly CanvasBox[],
  index: BoxIndex,
  zoom: number,
  widthOf: (box: CanvasBox) => number,
): ReadonlySet<BoxKey> {
  const fitting = new Set<BoxKey>();
  if (zoom < chipMinZoom) return fitting;
  const taken = new RBush<BBox>();
  // The last drawn are the smallest: they need their chip most.
  for (const box of boxes.toReversed()) {
    const area = chipArea(box.box, widthOf(box), zoom);
    const bounds = { minX: area.x, minY: area.y, maxX: area.x + area.width, maxY: area.y + area.height };
    if (taken.collides(bounds)) continue;
    const isFree = index
      .touching(area)
      .every(
        (other) =>
          other.key === box.key ||
          !boxesOverlap(other.box, area) ||
          (contains(other.box, area) && contains(other.box, box.box)),
      );
    if (!isFree) continue;
    fitting.add(box.key);
    taken.insert(bounds);
  }
  return fitting;
}
