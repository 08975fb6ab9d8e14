import type { Box } from '../geometry/box.ts';
import type { LabelledBox } from './labelledBox.ts';
import { iou } from '../geometry/iou.ts';
import type { InkMap } from './inkMap.ts';
import { inkShares, type InkShare } from './inkShares.ts';

/** What the boxes say about the pieces of ink. */
export interface InkOwners {
  /** Boxes as they were measured, a little larger than they are, in the order they came. */
  readonly boxes: readonly Box[];
  /** All shares, by piece of ink. */
  readonly byPiece: ReadonlyMap<number, readonly InkShare[]>;
  /** All shares, by box. */
  readonly byBox: ReadonlyMap<number, readonly InkShare[]>;
  /** For each piece that has any: the boxes whose symbol it is, or is a part of. */
  readonly owners: ReadonlyMap<number, readonly InkShare[]>;
}

/** From this share on a box holds a piece; strokes end a little outside of boxes that people draw. */
export const holdsFrom = 0.8;

/** Boxes that overlap so much are of one symbol, and neither is smaller than the other. */
const sameSymbol = 0.7;

/** How far apart two extents may be and still count as one: a share of the box, or so many pens. */
const nearShare = 0.08;
const nearPens = 0.6;

function group(shares: readonly InkShare[], key: (share: InkShare) => number): Map<number, InkShare[]> {
  const groups = new Map<number, InkShare[]>();
  for (const share of shares) {
    const list = groups.get(key(share));
    if (list === undefined) groups.set(key(share), [share]);
    else list.push(share);
  }
  return groups;
}

const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** The sides of a box as outward distances, so that the largest is the outermost for each. */
const sidesOf = ({ x, y, width, height }: Box): readonly number[] => [-x, -y, x + width, y + height];

/**
 * The pieces in a box without which its ink would end further inside, and the largest one. A symbol's box ends where its
 * ink ends; what lies inside without carrying any side may be another symbol: the radicand in its root.
 */
function carriersOf(held: readonly InkShare[], box: Box, near: number): ReadonlySet<InkShare> {
  const carriers = new Set<InkShare>();
  const largest = held.reduce<InkShare | null>(
    (best, share) => (best === null || share.pixels > best.pixels ? share : best),
    null,
  );
  if (largest !== null) carriers.add(largest);
  for (let side = 0; side < 4; side += 1) {
    const sorted = held
      .map((share) => ({ share, reach: sidesOf(share.extent)[side] ?? 0 }))
      .sort((a, b) => b.reach - a.reach);
    const [first, second] = sorted;
    if (first === undefined) continue;
    const extent = side % 2 === 0 ? box.width : box.height;
    const tolerance = Math.max(near, nearShare * extent);
    if (second === undefined || first.reach - second.reach > tolerance) carriers.add(first.share);
  }
  return carriers;
}

/**
 * Decides which boxes own which pieces of ink. A box owns the pieces that it holds, unless a smaller box holds them too,
 * or it is of a label whose symbol leaves room for others and the piece carries none of its sides.
 */
export function findOwners(
  ink: InkMap,
  symbols: readonly LabelledBox[],
  leavesRoom: (label: string) => boolean,
): InkOwners {
  const near = nearPens * ink.penWidth;
  const boxes = symbols.map(({ box }) => grown(box, Math.max(1, ink.penWidth / 4)));
  const shares = inkShares(ink, boxes).filter(
    ({ piece }) => (ink.runs.components[piece]?.area ?? 0) >= ink.grainArea,
  );
  const byPiece = group(shares, ({ piece }) => piece);
  const byBox = group(shares, ({ box }) => box);
  const area = (index: number): number => {
    const box = boxes[index];
    return box === undefined ? 0 : box.width * box.height;
  };
  const isDuplicate = (a: number, b: number): boolean => {
    const [one, other] = [boxes[a], boxes[b]];
    return one !== undefined && other !== undefined && iou(one, other) >= sameSymbol;
  };
  const owners = new Map<number, InkShare[]>();
  for (const [index, ofBox] of byBox) {
    const symbol = symbols[index];
    const box = boxes[index];
    if (symbol === undefined || box === undefined) continue;
    const held = ofBox.filter(({ share }) => share >= holdsFrom);
    const own = held.filter(({ piece }) => {
      const others = byPiece.get(piece) ?? [];
      return !others.some(
        (other) =>
          other.box !== index &&
          other.share >= holdsFrom &&
          area(other.box) < area(index) &&
          !isDuplicate(other.box, index),
      );
    });
    const carriers = leavesRoom(symbol.label) ? carriersOf(own, box, near) : null;
    for (const share of own) {
      if (carriers !== null && !carriers.has(share)) continue;
      const list = owners.get(share.piece);
      if (list === undefined) owners.set(share.piece, [share]);
      else list.push(share);
    }
  }
  return { boxes, byPiece, byBox, owners };
}
