import type { Component } from '../detection/connectedComponents.ts';
import type { Box } from '../geometry/box.ts';
import type { InkMap } from './inkMap.ts';
import type { InkOwners } from './inkOwners.ts';
import { loosePartsOf, type LoosePart } from './multiPart.ts';

/**
 * Pieces just over or under the ink of a box that its label says are missing, and that no box has.
 *
 * @param tight - the extent of the ink in the box
 * @param held - the pieces in the box; none is missing when there are several
 */
export function missingParts(
  ink: InkMap,
  label: string,
  tight: Box,
  held: ReadonlySet<number>,
  owners: InkOwners['owners'],
): readonly Box[] {
  if (held.size > 1) return [];
  return loosePartsOf(label).flatMap((part) => {
    const fitting = ink.runs.components.filter(
      (piece, place) =>
        piece.area >= ink.grainArea &&
        !held.has(place) &&
        !owners.has(place) &&
        fits(part, piece, tight, ink),
    );
    const nearest = fitting.sort((a, b) => distance(part, a, tight) - distance(part, b, tight))[0];
    return nearest === undefined
      ? []
      : [{ x: nearest.x, y: nearest.y, width: nearest.width, height: nearest.height }];
  });
}

/** The bar of a plus-minus or of a less-or-equal is about as wide as the rest; a fraction bar below may be wider. */
const widestBar = 1.5;

/** Pixels between a box and a piece over or under it. */
function distance({ side }: LoosePart, piece: Component, box: Box): number {
  return side === 'above' ? box.y - piece.y - piece.height : piece.y - box.y - box.height;
}

function fits(part: LoosePart, piece: Component, box: Box, ink: InkMap): boolean {
  const away = distance(part, piece, box);
  if (away < -ink.penWidth || away > 0.6 * ink.symbolSize) return false;
  const slack = part.shape === 'dot' ? 0.25 * ink.symbolSize : 0;
  const isOver = piece.x < box.x + box.width + slack && piece.x + piece.width > box.x - slack;
  if (!isOver) return false;
  const longer = Math.max(piece.width, piece.height);
  switch (part.shape) {
    case 'dot':
      return longer <= 0.4 * ink.symbolSize;
    case 'bar':
      return (
        piece.height <= 0.5 * piece.width &&
        piece.width >= 0.5 * box.width &&
        piece.width <= widestBar * box.width
      );
    case 'twin':
      return (
        piece.width >= 0.5 * box.width &&
        piece.width <= 2 * box.width &&
        piece.height <= 2 * Math.max(box.height, ink.penWidth)
      );
  }
}
