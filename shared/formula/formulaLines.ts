import { atomOf } from './atom.ts';
import type { SymbolBox } from './layoutTree.ts';
import { writingSize } from './structures.ts';

/**
 * White that parts one line from the next, as a multiple of the size of the writing. Within the formulas of the samples
 * it is at most 0.34, between a sum and its limits.
 */
const lineGap = 0.6;

/**
 * Parts a page into its lines: separate formulas one below the other, with white from left to right between them. A
 * formula of several storeys, such as a fraction, stays one.
 *
 * @param symbols - in image pixels, y down; those without a place, whose edges are no numbers, are left out
 * @returns the lines from top to bottom, each with its symbols in the order given
 */
export function formulaLines(symbols: readonly SymbolBox[]): readonly (readonly SymbolBox[])[] {
  const placed = symbols
    .map((symbol, order) => ({ symbol, order }))
    .filter(({ symbol: { box } }) => Number.isFinite(box.y) && Number.isFinite(box.height))
    .sort((a, b) => a.symbol.box.y - b.symbol.box.y || a.order - b.order);
  const gap = lineGap * writingSize(placed.map(({ symbol }) => atomOf(symbol, 0)));
  const lines: (typeof placed)[] = [];
  let bottom = -Infinity;
  for (const each of placed) {
    const { y, height } = each.symbol.box;
    const line = lines.at(-1);
    if (line === undefined || y - bottom > gap) lines.push([each]);
    else line.push(each);
    bottom = Math.max(bottom, y + height);
  }
  return lines.map((line) => line.sort((a, b) => a.order - b.order).map(({ symbol }) => symbol));
}
