import type { BoxId, LabelledBox } from './labelledBox.ts';
import { boxUnion, type Box } from '../geometry/box.ts';
import { inkRuns, type Component } from '../detection/connectedComponents.ts';
import type { InkMap } from './inkMap.ts';
import { findOwners, holdsFrom, type InkOwners } from './inkOwners.ts';
import { joinPieces } from './joinPieces.ts';
import { missingParts } from './looseParts.ts';
import { leavesRoom } from './roomyLabels.ts';

/** A side of a box. */
export type Edge = 'left' | 'top' | 'right' | 'bottom';

/** Ink that no box holds: a symbol that nobody has labelled. */
export interface UnboxedInk {
  /** Its extent. */
  readonly box: Box;
  /** How many pixels of ink it has. */
  readonly pixels: number;
}

/** A box that holds no ink of its own: spurious. */
export interface InklessBox {
  readonly id: BoxId;
}

/** A box that cuts through the ink it is for. */
export interface CutInk {
  readonly id: BoxId;
  /** The edges that are wrong. */
  readonly edges: readonly Edge[];
  /** The box that holds the ink. */
  readonly box: Box;
}

/** What ink and boxes say against each other. */
export interface InkFindings {
  readonly unboxed: readonly UnboxedInk[];
  readonly inkless: readonly InklessBox[];
  readonly cut: readonly CutInk[];
}

/** Ink beyond an edge belongs to the symbol as long as the box grows by at most this share of its side to hold it ... */
const cutShare = 0.3;
/** ... which comes to this share of a symbol's size at least, as boxes may be thin, and at most, as they may be large. */
const leastCut = 0.2;
const mostCut = 0.35;
/** Ink fills a box when it spans this share of both sides. */
const fills = 0.85;
/** A box whose edge is off by less than this is let be: pens, or a share of a symbol's size. */
const letBePens = 1.2;
const letBeSize = 0.08;

/**
 * Compares the boxes with the ink: symbols that nobody has labelled, boxes without ink, boxes whose edge cuts their ink.
 * A piece of ink is explained when a box owns it. What remains of a piece outside of all boxes that touch it is either
 * a bit that the box next to it has cut off, or, when it is large, a symbol that touches its neighbour.
 *
 * @param symbols - in image pixels of the same image
 */
export function checkInk(ink: InkMap, symbols: readonly LabelledBox[]): InkFindings {
  const found = findOwners(ink, symbols, leavesRoom);
  const rests = restsOf(ink, found);
  const letBe = Math.max(letBePens * ink.penWidth, letBeSize * ink.symbolSize);
  const unboxed: Component[] = [];
  const cuts: Cuts = new Map();
  for (const { rest, touching } of rests) {
    const longer = Math.max(rest.width, rest.height);
    if (touching.length === 0) {
      unboxed.push(rest);
      continue;
    }
    if (longer <= letBe) continue;
    const best = touching
      .map((index) => ({ index, ...growth(symbols[index]?.box ?? rest, rest, ink.symbolSize) }))
      .sort((a, b) => a.excess - b.excess)[0];
    if (best === undefined) continue;
    const box = symbols[best.index]?.box ?? rest;
    if (best.excess > 1) {
      unboxed.push(rest);
      continue;
    }
    if (best.by <= letBe) continue;
    const cut = cuts.get(best.index) ?? { edges: new Set<Edge>(), box };
    cut.box = boxUnion([cut.box, rest]) ?? cut.box;
    for (const edge of best.edges) cut.edges.add(edge);
    cuts.set(best.index, cut);
  }
  const isPart = addMissingParts(ink, symbols, found, cuts);
  return {
    unboxed: joinPieces(
      unboxed.filter((piece) => !isPart(piece)),
      ink,
    ),
    inkless: inklessOf(ink, symbols, found),
    cut: [...cuts].flatMap(([index, { edges, box }]) => {
      const id = symbols[index]?.id;
      return id === undefined ? [] : [{ id, edges: [...edges], box }];
    }),
  };
}

/** Boxes that cut their ink, by place. */
type Cuts = Map<number, { edges: Set<Edge>; box: Box }>;

/**
 * The box of a stem cuts its i, though dot and stem do not touch.
 *
 * @returns whether a piece of ink belongs to a box in this way
 */
function addMissingParts(
  ink: InkMap,
  symbols: readonly LabelledBox[],
  { byBox, owners }: InkOwners,
  cuts: Cuts,
): (piece: Box) => boolean {
  const key = ({ x, y }: Box): number => y * ink.width + x;
  const parts = new Set<number>();
  symbols.forEach(({ label, box }, index) => {
    const own = (byBox.get(index) ?? []).filter(({ piece }) =>
      owners.get(piece)?.some((owner) => owner.box === index),
    );
    const tight = boxUnion(own.map(({ extent }) => extent));
    if (tight === null) return;
    const held = new Set(own.map(({ piece }) => piece));
    for (const part of missingParts(ink, label, tight, held, owners)) {
      const cut = cuts.get(index) ?? { edges: new Set<Edge>(), box };
      cut.edges.add(part.y < tight.y ? 'top' : 'bottom');
      cut.box = boxUnion([cut.box, part]) ?? cut.box;
      cuts.set(index, cut);
      parts.add(key(part));
    }
  });
  return (piece) => parts.has(key(piece));
}

/** What holding more would make of a box. */
interface Growth {
  /** The farthest that an edge would move, in pixels. */
  readonly by: number;
  /** The same, over what a cut-off bit may come to there; above 1 it is a symbol of its own. */
  readonly excess: number;
  /** The edges that would move by more than a pixel. */
  readonly edges: readonly Edge[];
}

function growth(box: Box, more: Box, symbolSize: number): Growth {
  const over: Readonly<Record<Edge, number>> = {
    left: box.x - more.x,
    top: box.y - more.y,
    right: more.x + more.width - box.x - box.width,
    bottom: more.y + more.height - box.y - box.height,
  };
  const limit = (side: number): number =>
    Math.min(mostCut * symbolSize, Math.max(leastCut * symbolSize, cutShare * side));
  return {
    by: Math.max(...Object.values(over)),
    excess: Math.max(
      Math.max(over.left, over.right) / limit(box.width),
      Math.max(over.top, over.bottom) / limit(box.height),
    ),
    edges: (Object.keys(over) as Edge[]).filter((edge) => over[edge] > 1),
  };
}

/** A connected bit of ink that lies in no box that may have it. */
interface Rest {
  readonly rest: Component;
  /** Boxes that hold other bits of the same piece. */
  readonly touching: readonly number[];
}

/** What is left of the pieces of ink, without what lies in boxes that may have a part of them. */
function restsOf(ink: InkMap, { boxes, byPiece, owners }: InkOwners): readonly Rest[] {
  const { components, rows, starts, ends, owners: pieceOf } = ink.runs;
  const mayHave = new Map<number, readonly number[]>();
  components.forEach(({ area }, piece) => {
    if (area < ink.grainArea) return;
    const shares = byPiece.get(piece) ?? [];
    const own = owners.get(piece) ?? [];
    if (own.some(({ share }) => share === 1)) return;
    // A box that holds the whole piece and does not own it has nothing of it.
    const parts = shares.filter((share) => share.share < holdsFrom || own.includes(share));
    mayHave.set(
      piece,
      parts.map(({ box }) => box),
    );
  });
  if (mayHave.size === 0) return [];
  const data = new Uint8Array(ink.width * ink.height);
  const pieceAt = new Map<number, number>();
  for (let run = 0; run < rows.length; run += 1) {
    const piece = pieceOf[run] as number;
    const parts = mayHave.get(piece);
    if (parts === undefined) continue;
    const y = rows[run] as number;
    const base = y * ink.width;
    for (let x = starts[run] as number; x < (ends[run] as number); x += 1) {
      const isTaken = parts.some((index) => {
        const box = boxes[index];
        return (
          box !== undefined &&
          x + 0.5 >= box.x &&
          x + 0.5 < box.x + box.width &&
          y + 0.5 >= box.y &&
          y + 0.5 < box.y + box.height
        );
      });
      if (isTaken) continue;
      data[base + x] = 1;
      pieceAt.set(base + x, piece);
    }
  }
  const left = inkRuns({ width: ink.width, height: ink.height, data });
  const firstPixel = new Map<number, number>();
  for (let run = 0; run < left.rows.length; run += 1) {
    const owner = left.owners[run] as number;
    if (!firstPixel.has(owner))
      firstPixel.set(owner, (left.rows[run] as number) * ink.width + (left.starts[run] as number));
  }
  return left.components.flatMap((rest, index) => {
    if (rest.area < ink.grainArea) return [];
    const piece = pieceAt.get(firstPixel.get(index) ?? -1);
    return [{ rest, touching: piece === undefined ? [] : (mayHave.get(piece) ?? []) }];
  });
}

/** Boxes in which there is no ink but grain, or slivers of symbols that other boxes own. */
function inklessOf(
  ink: InkMap,
  symbols: readonly LabelledBox[],
  { byBox, owners }: InkOwners,
): readonly InklessBox[] {
  return symbols
    .filter(({ box }, index) => {
      const own = (byBox.get(index) ?? []).filter(({ piece, share, extent }) => {
        const others = owners.get(piece);
        if (others === undefined || others.some((other) => other.box === index) || share >= 0.5) return true;
        // The ink of a symbol that touches another one still fills its box.
        return extent.width >= fills * box.width && extent.height >= fills * box.height;
      });
      return own.reduce((sum, { pixels }) => sum + pixels, 0) < ink.grainArea;
    })
    .map(({ id }) => ({ id }));
}
