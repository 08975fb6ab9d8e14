import type { CandidateScorer } from './lineSearch.ts';
import { habitOf, habitualCount, relationFeatures } from './relationFeatures.ts';

/**
 * A network of one hidden layer: features to score. Rows are hidden units; their columns are the features, then a flag for
 * each label of the atom, then one for each label of what it joins.
 */
export interface RelationWeights {
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenBias: readonly number[];
  readonly output: readonly number[];
}

/** Scores candidates by weights that were fitted to formulas of known layout: a weighted sum of rectified weighted sums. */
export function scorerOf({ hidden, hiddenBias, output }: RelationWeights): CandidateScorer {
  const units = hidden.length;
  const width = hidden[0]?.length ?? 0;
  // By column: most features are zero, and their columns are passed over.
  const columns = Float64Array.from(
    { length: units * width },
    (_, at) => hidden[at % units]?.[Math.floor(at / units)] ?? 0,
  );
  const sums = new Float64Array(units);
  const add = (column: number, value: number): void => {
    for (let unit = 0, at = column * units; unit < units; unit += 1, at += 1)
      sums[unit] = (sums[unit] as number) + (columns[at] as number) * value;
  };
  const firstHabit = width - 2 * habitualCount;
  return (atom, candidates, fallbackEm) => {
    const habit = habitOf(atom);
    return candidates.map((candidate) => {
      sums.set(hiddenBias);
      const features = relationFeatures(atom, candidate, fallbackEm);
      for (let column = 0; column < features.length; column += 1) {
        const value = features[column] as number;
        if (value !== 0) add(column, value);
      }
      if (habit !== null) add(firstHabit + habit, 1);
      const habitOfBase = habitOf(candidate.run.last);
      if (habitOfBase !== null) add(firstHabit + habitualCount + habitOfBase, 1);
      let score = 0;
      for (let unit = 0; unit < units; unit += 1) {
        const sum = sums[unit] as number;
        if (sum > 0) score += sum * (output[unit] as number);
      }
      return score;
    });
  };
}
