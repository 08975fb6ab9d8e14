import { plainLabels, spell, type PlainNode } from './plainTree.ts';

/** A symbol that a formula and its boxes have in different numbers. */
export interface SymbolDifference {
  readonly label: string;
  /** How often the known formula has it. */
  readonly expected: number;
  /** How often the boxes have it. */
  readonly found: number;
}

/** How the boxes stand to a formula that is known. */
export interface FormulaComparison {
  /** What there is too few of, the most frequent in the formula first; then what there is too many of. */
  readonly differences: readonly SymbolDifference[];
  /** Whether the symbols also stand as the formula writes them. */
  readonly isSameLayout: boolean;
}

function countsOf(run: readonly PlainNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of plainLabels(run)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/**
 * Compares the symbols of a known formula with those of the boxes, each as often as it comes, after the normalisation of
 * {@link PlainNode}: a dash is a dash, whether minus or fraction bar.
 *
 * @param known - the formula as it should be
 * @param found - the layout of the boxes
 */
export function compareSymbols(known: readonly PlainNode[], found: readonly PlainNode[]): FormulaComparison {
  const expected = countsOf(known);
  const there = countsOf(found);
  const all = [...new Set([...expected.keys(), ...there.keys()])].map((label): SymbolDifference => ({
    label,
    expected: expected.get(label) ?? 0,
    found: there.get(label) ?? 0,
  }));
  const byNumber = (a: SymbolDifference, b: SymbolDifference): number =>
    b.expected - a.expected || b.found - a.found || (a.label < b.label ? -1 : 1);
  return {
    differences: [
      ...all.filter((one) => one.found < one.expected).sort(byNumber),
      ...all.filter((one) => one.found > one.expected).sort(byNumber),
    ],
    isSameLayout: spell(known) === spell(found),
  };
}
