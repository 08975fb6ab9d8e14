import RBush, { type BBox } from 'rbush';
import type { BoxKey, CanvasBox } from '#renderer/stores/annotationSession.ts';
import { drawingOrder } from '#renderer/stores/sessionBoxes.ts';
import { boxArea, boxContains, type Box, type Point } from '#shared/geometry/box.ts';

interface Entry extends BBox {
  readonly box: CanvasBox;
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
  /** The index of the boxes after an edit. Where few are others, it takes a fraction of the time of a new index. */
  after(boxes: readonly CanvasBox[]): BoxIndex;
}

/** From so many changed boxes on, looking through them one by one is slower than building the tree anew. */
const mostChanged = 64;

function distance({ x, y, width, height }: Box, point: Point): number {
  const dx = Math.max(x - point.x, 0, point.x - x - width);
  const dy = Math.max(y - point.y, 0, point.y - y - height);
  return Math.hypot(dx, dy);
}

function entryOf(box: CanvasBox): Entry {
  const { x, y, width, height } = box.box;
  return { minX: x, minY: y, maxX: x + width, maxY: y + height, box };
}

function isTouching(a: BBox, b: BBox): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

/** The boxes that a tree was built of. */
interface Base {
  readonly byKey: ReadonlyMap<BoxKey, CanvasBox>;
  readonly tree: RBush<Entry>;
}

/** What is no longer as the tree has it: a box that came or is another one, null for one that went. */
type Changes = ReadonlyMap<BoxKey, CanvasBox | null>;

/** null where there are too many of them. */
function changesSince({ byKey }: Base, boxes: readonly CanvasBox[]): Changes | null {
  const changes = new Map<BoxKey, CanvasBox | null>();
  let found = 0;
  for (const box of boxes) {
    const known = byKey.get(box.key);
    if (known !== undefined) found += 1;
    if (known !== box) changes.set(box.key, box);
    if (changes.size > mostChanged) return null;
  }
  if (byKey.size - found + changes.size > mostChanged) return null;
  if (found < byKey.size) {
    const keys = new Set(boxes.map(({ key }) => key));
    for (const key of byKey.keys()) if (!keys.has(key)) changes.set(key, null);
  }
  return changes;
}

function indexOver(base: Base, changes: Changes, boxes: readonly CanvasBox[]): BoxIndex {
  const others = [...changes.values()].flatMap((box) => (box === null ? [] : [entryOf(box)]));
  const all = base.tree.toJSON() as BBox;
  const search = (area: Box): Entry[] => {
    const bounds = { minX: area.x, minY: area.y, maxX: area.x + area.width, maxY: area.y + area.height };
    const found = base.tree.search(bounds);
    if (changes.size === 0) return found;
    return [
      ...found.filter(({ box }) => !changes.has(box.key)),
      ...others.filter((entry) => isTouching(entry, bounds)),
    ];
  };
  const isWhole = (area: Box): boolean =>
    [all, ...others].every(
      ({ minX, minY, maxX, maxY }) =>
        area.x <= minX && area.y <= minY && area.x + area.width >= maxX && area.y + area.height >= maxY,
    );
  return {
    get: (key) => {
      const changed = changes.get(key);
      return changed === undefined ? base.byKey.get(key) : (changed ?? undefined);
    },
    touching: (area) =>
      isWhole(area)
        ? boxes
        : search(area)
            .map(({ box }) => box)
            .sort(drawingOrder),
    under: (point, reach) => {
      const found = search({
        x: point.x - reach,
        y: point.y - reach,
        width: 2 * reach,
        height: 2 * reach,
      }).map(({ box }) => ({ box, away: distance(box.box, point) }));
      const inside = found
        .filter(({ box }) => boxContains(box.box, point))
        .sort((a, b) => boxArea(a.box.box) - boxArea(b.box.box) || drawingOrder(b.box, a.box));
      const near = found
        .filter(({ box, away }) => !boxContains(box.box, point) && away <= reach)
        .sort((a, b) => a.away - b.away || drawingOrder(b.box, a.box));
      return [...inside, ...near].map(({ box }) => box);
    },
    after: (next) => {
      const since = changesSince(base, next);
      return since === null ? createBoxIndex(next) : indexOver(base, since, next);
    },
  };
}

/** @param boxes - in drawing order */
export function createBoxIndex(boxes: readonly CanvasBox[]): BoxIndex {
  const tree = new RBush<Entry>();
  tree.load(boxes.map(entryOf));
  return indexOver({ byKey: new Map(boxes.map((box) => [box.key, box])), tree }, new Map(), boxes);
}
