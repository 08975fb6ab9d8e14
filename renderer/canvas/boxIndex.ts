import RBush, { type BBox } from 'rbush';
import type { BoxKey, CanvasBox } from '#renderer/stores/annotationSession.ts';
import { boxArea, boxContains, type Box, type Point } from '#shared/geometry/box.ts';

interface Entry extends BBox {
  readonly box: CanvasBox;
  /** Place in drawing order. */
  readonly order: number;
}

/** Finds boxes by place, in image pixels. */
export interface BoxIndex {
  get(key: BoxKey): CanvasBox | undefined;
  /** The boxes that touch the area, in drawing order. */
  touching(area: Box): readonly CanvasBox[];
  /**
   * The boxes under a point, the smallest first: a click is meant for the innermost. Those that only come within
   * `reach` of the point follow, the nearest first, so that a flat minus can be hit.
   */
  under(point: Point, reach: number): readonly CanvasBox[];
}

function distance({ x, y, width, height }: Box, point: Point): number {
  const dx = Math.max(x - point.x, 0, point.x - x - width);
  const dy = Math.max(y - point.y, 0, point.y - y - height);
  return Math.hypot(dx, dy);
}

export function createBoxIndex(boxes: readonly CanvasBox[]): BoxIndex {
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  const tree = new RBush<Entry>();
  tree.load(
    boxes.map((box, order) => ({
      minX: box.box.x,
      minY: box.box.y,
      maxX: box.box.x + box.box.width,
      maxY: box.box.y + box.box.height,
      box,
      order,
    })),
  );
  const search = (area: Box): Entry[] =>
    tree.search({ minX: area.x, minY: area.y, maxX: area.x + area.width, maxY: area.y + area.height });
  return {
    get: (key) => byKey.get(key),
    touching: (area) =>
      search(area)
        .sort((a, b) => a.order - b.order)
        .map(({ box }) => box),
    under: (point, reach) => {
      const found = search({
        x: point.x - reach,
        y: point.y - reach,
        width: 2 * reach,
        height: 2 * reach,
      }).map(({ box, order }) => ({ box, order, away: distance(box.box, point) }));
      const inside = found
        .filter(({ box }) => boxContains(box.box, point))
        .sort((a, b) => boxArea(a.box.box) - boxArea(b.box.box) || b.order - a.order);
      const near = found
        .filter(({ box, away }) => !boxContains(box.box, point) && away <= reach)
        .sort((a, b) => a.away - b.away || b.order - a.order);
      return [...inside, ...near].map(({ box }) => box);
    },
  };
}
