import type { Box } from '../geometry/box.ts';
import { iou } from '../geometry/iou.ts';
import { maxBoxes, type BoxId, type SymbolBox, type UnplacedBox } from './layoutTree.ts';
import { shapeOf } from './symbolShape.ts';

/** From this IoU on, two boxes are one spot. Above what a radicand that fills its root reaches, which is let be anyway. */
const sameSpot = 0.85;

/** Edges beyond this are no image's, and their squares would leave what doubles can tell apart. */
const farthest = 1e9;

function isGood({ x, y, width, height }: Box): boolean {
  return (
    width >= 0 && height >= 0 && [x, y, x + width, y + height].every((edge) => Math.abs(edge) <= farthest)
  );
}

/** A number and a text of the same digits are two ids. */
function nameOf({ id, label }: SymbolBox): string {
  return `${label} ${typeof id} ${id}`;
}

/** Larger boxes first, then by place and name, so that the order of the boxes makes no difference. */
function bySize(a: SymbolBox, b: SymbolBox): number {
  const difference =
    b.box.width * b.box.height - a.box.width * a.box.height ||
    a.box.x - b.box.x ||
    a.box.y - b.box.y ||
    a.box.width - b.box.width;
  if (difference !== 0) return difference;
  const [one, other] = [nameOf(a), nameOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function isRoot({ label }: SymbolBox): boolean {
  return shapeOf(label).role === 'root';
}

/**
 * Parts boxes that can have a place in the tree from those that cannot.
 *
 * @returns both, larger boxes first
 */
export function sortOut(symbols: readonly SymbolBox[]): {
  readonly placed: readonly SymbolBox[];
  readonly unplaced: readonly UnplacedBox[];
} {
  const unplaced: UnplacedBox[] = [];
  const placed: SymbolBox[] = [];
  const ids = new Set<BoxId>();
  const good: SymbolBox[] = [];
  for (const symbol of symbols) {
    if (!isGood(symbol.box)) unplaced.push({ symbol, reason: 'badBox', instead: null });
    else if (symbol.label.trim() === '') unplaced.push({ symbol, reason: 'noLabel', instead: null });
    else good.push(symbol);
  }
  for (const symbol of good.sort(bySize)) {
    if (ids.has(symbol.id)) unplaced.push({ symbol, reason: 'sameId', instead: symbol.id });
    else if (placed.length >= maxBoxes) unplaced.push({ symbol, reason: 'tooMany', instead: null });
    else {
      const other = placed.find(
        (one) => iou(one.box, symbol.box) >= sameSpot && !isRoot(one) && !isRoot(symbol),
      );
      if (other === undefined) {
        placed.push(symbol);
        ids.add(symbol.id);
      } else unplaced.push({ symbol, reason: 'overlaid', instead: other.id });
    }
  }
  return { placed, unplaced };
}
