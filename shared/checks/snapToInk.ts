import { boxUnion, type Box } from '../geometry/box.ts';
import { readFaintInk, type InkMap } from './inkMap.ts';
import { findOwners, type InkOwners } from './inkOwners.ts';
import type { InkShare } from './inkShares.ts';
import type { LabelledBox } from './labelledBox.ts';
import { missingParts } from './looseParts.ts';

/** From this share on a piece is the box's own, and the box grows to hold all of it. */
const ownFrom = 0.5;
/** The same, where no other box has a part of the piece. */
const loneFrom = 0.3;
/** A box that has this share of a piece has a part of it. */
const partFrom = 0.1;
/** A box grows by at most this share of its side and of a symbol's size; ink that goes on is cut at the edge. */
const mostGrowth = 0.5;
/** A bit of a larger piece is kept where it makes up this share of the ink in the box. */
const mainShare = 0.35;

/**
 * The tight boxes of the ink below boxes. Pieces that lie mostly in a box are kept whole, so that a box that cuts its
 * symbol grows; pieces that another box owns are left out; ink that goes far beyond the box, since symbols touch, is cut
 * at its edge. The dot of an i and the other bar of an equals sign are taken in when they lie just outside.
 *
 * @param symbols - all boxes of the image; the others tell what ink is theirs
 * @param which - places of those to snap
 * @returns in the order of `which`, in image pixels; null where there is no ink
 */
export function snapToInk(
  ink: InkMap,
  symbols: readonly LabelledBox[],
  which: readonly number[],
): readonly (Box | null)[] {
  // Whatever its label, a box that holds a piece and is the smallest to do so has it.
  const found = findOwners(ink, symbols, () => false);
  return which.map((index) => {
    const symbol = symbols[index];
    if (symbol === undefined) return null;
    return found.byBox.has(index) ? snapOne(ink, symbol, index, found) : snapToFaintInk(ink, symbol);
  });
}

/** Paper around a box by which ink is told from it, as a share of the box's sides. */
const faintMargin = 0.5;

/** Ink that is too faint beside the rest of the image to count as ink there. */
function snapToFaintInk(ink: InkMap, symbol: LabelledBox): Box | null {
  const { x, y, width, height } = symbol.box;
  const marginX = Math.max(2 * ink.penWidth, faintMargin * width);
  const marginY = Math.max(2 * ink.penWidth, faintMargin * height);
  const faint = readFaintInk(ink, {
    x: x - marginX,
    y: y - marginY,
    width: width + 2 * marginX,
    height: height + 2 * marginY,
  });
  if (faint === null) return null;
  const inPart = { ...symbol, box: { x: x - faint.x, y: y - faint.y, width, height } };
  const snapped = snapOne(
    faint.ink,
    inPart,
    0,
    findOwners(faint.ink, [inPart], () => false),
  );
  return snapped === null ? null : { ...snapped, x: snapped.x + faint.x, y: snapped.y + faint.y };
}

function snapOne(ink: InkMap, symbol: LabelledBox, index: number, found: InkOwners): Box | null {
  const { components } = ink.runs;
  const isOthers = ({ piece }: InkShare): boolean => {
    const owners = found.owners.get(piece);
    return owners !== undefined && !owners.some(({ box }) => box === index);
  };
  const shares = (found.byBox.get(index) ?? []).filter((share) => !isOthers(share));
  const total = shares.reduce((sum, { pixels }) => sum + pixels, 0);
  if (total < ink.grainArea) return null;
  const extents: Box[] = [];
  const pieces = new Set<number>();
  for (const share of shares) {
    const piece = components[share.piece];
    if (piece === undefined) continue;
    const isShared = (found.byPiece.get(share.piece) ?? []).some(
      (other) => other.box !== index && other.share >= partFrom,
    );
    if (share.share >= (isShared ? ownFrom : loneFrom) && isNear(piece, symbol.box, ink.symbolSize)) {
      extents.push({ x: piece.x, y: piece.y, width: piece.width, height: piece.height });
      pieces.add(share.piece);
    } else if (share.pixels >= mainShare * total) {
      const within = clipped(share.extent, symbol.box);
      if (within !== null) extents.push(within);
    }
  }
  const tight = boxUnion(extents);
  if (tight === null) return null;
  return boxUnion([tight, ...missingParts(ink, symbol.label, tight, pieces, found.owners)]);
}

/** What of an extent lies in the pixels that a box touches: ink is measured a little beyond the box. */
function clipped(extent: Box, box: Box): Box | null {
  const x = Math.max(extent.x, Math.floor(box.x));
  const y = Math.max(extent.y, Math.floor(box.y));
  const width = Math.min(extent.x + extent.width, Math.ceil(box.x + box.width)) - x;
  const height = Math.min(extent.y + extent.height, Math.ceil(box.y + box.height)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** Whether a piece goes on beyond the box by no more than a badly drawn box would leave out. */
function isNear(piece: Box, box: Box, symbolSize: number): boolean {
  const limit = (side: number): number => mostGrowth * Math.max(side, symbolSize / 2);
  return (
    Math.max(box.x - piece.x, piece.x + piece.width - box.x - box.width) <= limit(box.width) &&
    Math.max(box.y - piece.y, piece.y + piece.height - box.y - box.height) <= limit(box.height)
  );
}
