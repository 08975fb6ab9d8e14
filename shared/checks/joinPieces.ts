import type { Component } from '../detection/connectedComponents.ts';
import { boxUnion, type Box } from '../geometry/box.ts';
import type { InkMap } from './inkMap.ts';
import type { UnboxedInk } from './inkFindings.ts';

/** Pieces are of one symbol when they lie over one another with at most this gap, in symbol sizes ... */
const stackedGap = 0.45;
/** Share of the narrower one's width that both have. */
const stackedShare = 0.3;
/** A dot, up to so many symbol sizes large, may stand so many of them beside its stem. */
const dotSize = 0.25;
const dotOffset = 0.2;
/** ... or beside one another with at most this gap, in pens: strokes that just do not touch. */
const besideGap = 1;
/** Nothing larger than so many symbol sizes is put together. */
const largest = 1.7;

interface Joined {
  box: Box;
  pixels: number;
}

function gap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.max(start, otherStart) - Math.min(start + length, otherStart + otherLength);
}

function belongTogether(a: Box, b: Box, ink: InkMap): boolean {
  const both = boxUnion([a, b]);
  if (both === null) return false;
  const gapX = gap(a.x, a.width, b.x, b.width);
  const gapY = gap(a.y, a.height, b.y, b.height);
  if (gapX <= 0 && gapY <= 0) return true;
  if (Math.max(both.width, both.height) > largest * ink.symbolSize) return false;
  if (gapX <= besideGap * ink.penWidth && gapY <= besideGap * ink.penWidth) return true;
  const isDot = (box: Box): boolean => Math.max(box.width, box.height) <= dotSize * ink.symbolSize;
  const isStacked =
    -gapX >= stackedShare * Math.min(a.width, b.width) ||
    ((isDot(a) || isDot(b)) && gapX <= dotOffset * ink.symbolSize && gapY > 0);
  return isStacked && gapY <= stackedGap * ink.symbolSize;
}

/**
 * Puts pieces of ink together that look like one symbol: the bars of an equals sign, a stem and its dot, strokes that
 * do not quite touch.
 *
 * @returns from left to right
 */
export function joinPieces(pieces: readonly Component[], ink: InkMap): readonly UnboxedInk[] {
  const joined: Joined[] = [];
  for (const piece of pieces) {
    let one: Joined = {
      box: { x: piece.x, y: piece.y, width: piece.width, height: piece.height },
      pixels: piece.area,
    };
    for (let index = joined.length - 1; index >= 0; index -= 1) {
      const other = joined[index];
      if (other === undefined || !belongTogether(one.box, other.box, ink)) continue;
      one = { box: boxUnion([one.box, other.box]) ?? one.box, pixels: one.pixels + other.pixels };
      joined.splice(index, 1);
      // What was too far from the smaller one may be near the larger one.
      index = joined.length;
    }
    joined.push(one);
  }
  return joined.sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
}
