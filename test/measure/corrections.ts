import type { Box } from '#shared/geometry/box.ts';

interface Labelled {
  readonly box: Box;
  readonly label: string;
}

/** One thing that is to be mended in what a detector shows. */
export type Correction =
  | { readonly kind: 'relabel'; readonly from: string; readonly to: string }
  | { readonly kind: 'delete' }
  /** `isListed`: whether the check for ink without a box puts a box on the symbol. */
  | { readonly kind: 'draw'; readonly label: string; readonly isListed: boolean };

/** What a box must share with a symbol to be the symbol's. */
const sameSymbol = 0.5;

/**
 * What turns the detections into the truth: pairs are made by falling overlap; a pair with two labels is relabelled, what
 * is left over is deleted or drawn.
 *
 * @param unboxed - what the check for ink without a box proposes
 */
export function correctionsOf(
  found: readonly Labelled[],
  truth: readonly Labelled[],
  unboxed: readonly Box[],
  overlapOf: (a: Box, b: Box) => number,
): readonly Correction[] {
  const pairs = found
    .flatMap((one, i) => truth.map((symbol, j) => ({ i, j, overlap: overlapOf(one.box, symbol.box) })))
    .filter(({ overlap }) => overlap >= sameSymbol)
    .sort((a, b) => b.overlap - a.overlap);
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  for (const { i, j } of pairs) {
    if (partner.has(i) || taken.has(j)) continue;
    partner.set(i, j);
    taken.add(j);
  }
  const mended = found.flatMap(({ label: from }, i): Correction[] => {
    const j = partner.get(i);
    if (j === undefined) return [{ kind: 'delete' }];
    const to = truth[j]?.label ?? '';
    return from === to ? [] : [{ kind: 'relabel', from, to }];
  });
  const drawn = truth
    .filter((_, j) => !taken.has(j))
    .map(({ box, label }): Correction => {
      const isListed = unboxed.some((proposed) => overlapOf(proposed, box) >= sameSymbol);
      return { kind: 'draw', label, isListed };
    });
  return [...mended, ...drawn];
}
