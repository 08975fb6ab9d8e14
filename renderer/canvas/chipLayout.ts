import RBush, { type BBox } from 'rbush';
import type { BoxKey, CanvasBox } from '#renderer/stores/annotationSession.ts';
import { boxesOverlap, type Box, type Point, type Size } from '#shared/geometry/box.ts';
import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import type { BoxIndex } from './boxIndex.ts';
import { turnedBox, turnsBack } from './quarterTurns.ts';

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

/** The ground that a chip covers above its box as the screen shows it, in image pixels. */
function chipArea(box: Box, widthPx: number, zoom: number, turns: QuarterTurns): Box {
  const height = chipHeight / zoom;
  const { x, y } = turnedBox(box, turnsBack(turns));
  return turnedBox({ x, y: y - height - chipGap / zoom, width: widthPx / zoom, height }, turns);
}

/**
 * Where a chip stands upright, in CSS pixels of the sheet turned back about its origin. At the upper edge of the screen
 * it stands within its box rather than out of sight.
 *
 * @param rect - the box on the sheet
 * @param sheet - the size of the sheet
 * @param lift - room left for handles between the chip and its box
 */
export function chipPlace(rect: Box, sheet: Size, turns: QuarterTurns, lift: number): Point {
  const back = turnsBack(turns);
  const { x, y } = turnedBox(rect, back);
  const top = turnedBox({ x: 0, y: 0, ...sheet }, back).y;
  const above = y - top - chipHeight - chipGap - lift;
  const within = above < 0 ? Math.max(above, Math.min(2, above + chipHeight + 2 * chipGap)) : above;
  return { x: Math.round(x - 0.75), y: Math.round(within + top) };
}

/**
 * Which boxes can carry their chip without hiding anything: a chip may cover no other box, save one that holds both it
 * and its own box, such as a root around its radicand; and no other chip.
 *
 * @param widthOf - width of a box's chip in CSS pixels
 * @param turns - how the image is turned, in which chips stand upright
 */
export function chipsThatFit(
  boxes: readonly CanvasBox[],
  index: BoxIndex,
  zoom: number,
  widthOf: (box: CanvasBox) => number,
  turns: QuarterTurns = 0,
): ReadonlySet<BoxKey> {
  const fitting = new Set<BoxKey>();
  if (zoom < chipMinZoom) return fitting;
  const taken = new RBush<BBox>();
  // The last drawn are the smallest: they need their chip most.
  for (const box of boxes.toReversed()) {
    const area = chipArea(box.box, widthOf(box), zoom, turns);
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
