import type { CandidateScorer } from './lineSearch.ts';
import { relationFeatures } from './relationFeatures.ts';

/** A network of one hidden layer: features to score. Rows are hidden units. */
export interface RelationWeights {
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenBias: readonly number[];
  readonly output: readonly number[];
}

/** The score of one candidate: a weighted sum of rectified weighted sums. */
export function scoreOf(features: readonly number[], weights: RelationWeights): number {
  let score = 0;
  for (let unit = 0; unit < weights.hidden.length; unit += 1) {
    const row = weights.hidden[unit] ?? [];
    let sum = weights.hiddenBias[unit] ?? 0;
    for (let index = 0; index < features.length; index += 1)
      sum += (row[index] ?? 0) * (features[index] ?? 0);
    if (sum > 0) score += sum * (weights.output[unit] ?? 0);
  }
  return score;
}

/** Scores by weights that were fitted to formulas of known layout. */
export function scorerOf(weights: RelationWeights): CandidateScorer {
  return (atom, candidates, fallbackEm) =>
    candidates.map((candidate) => scoreOf(relationFeatures(atom, candidate, fallbackEm), weights));
}
