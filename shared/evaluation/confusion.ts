import { type LookAlikeGroup, lookAlikesOf } from '../annotation/lookAlikes.ts';
import type { Counts } from './counts.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { type Outcomes, outcomeOf } from './outcomes.ts';

/**
 * How often each label was read as each: row is the truth, column what was read. The last row is background (spurious
 * detections), the last column too (missed symbols).
 */
export interface ConfusionMatrix {
  /** Side of the matrix: labels and background. */
  readonly size: number;
  /** By rows. */
  readonly cells: Int32Array;
}

/** Counts the outcomes by label of the truth and label that was read. */
export function confusionMatrix(set: EvaluationSet, outcomes: Outcomes): ConfusionMatrix {
  const background = set.labelNames.length;
  const size = background + 1;
  const cells = new Int32Array(size * size);
  const add = (row: number, column: number): void => {
    cells[row * size + column] = (cells[row * size + column] as number) + 1;
  };
  for (let d = 0; d < set.detections.count; d += 1) {
    const kind = outcomeOf(outcomes.detectionKinds[d]);
    const label = set.detections.label[d] as number;
    if (kind === 'spurious') add(background, label);
    else if (kind !== 'ignored') add(set.truth.label[outcomes.truthOf[d] as number] as number, label);
  }
  for (let t = 0; t < set.truth.count; t += 1) {
    if (outcomeOf(outcomes.truthKinds[t]) === 'missed') add(set.truth.label[t] as number, background);
  }
  return { size, cells };
}

/** A pair of labels that are taken for each other. */
export interface ConfusedPair {
  /** Places of labels. */
  readonly truth: number;
  readonly read: number;
  readonly count: number;
  /** Whether the two look alike, so that no detector could tell them apart by shape alone. */
  readonly isLookAlike: boolean;
}

/** Whether two labels stand in one group of look-alikes. */
export function areLookAlikes(a: string, b: string, groups: readonly LookAlikeGroup[]): boolean {
  return lookAlikesOf(a, groups).includes(b);
}

/** The confusions off the diagonal and off the background, most frequent first. */
export function confusedPairs(
  labelNames: readonly string[],
  { size, cells }: ConfusionMatrix,
  groups: readonly LookAlikeGroup[],
): readonly ConfusedPair[] {
  const pairs: ConfusedPair[] = [];
  for (let truth = 0; truth < size - 1; truth += 1) {
    for (let read = 0; read < size - 1; read += 1) {
      const count = cells[truth * size + read] as number;
      if (truth === read || count === 0) continue;
      const isLookAlike = areLookAlikes(labelNames[truth] ?? '', labelNames[read] ?? '', groups);
      pairs.push({ truth, read, count, isLookAlike });
    }
  }
  return pairs.sort((a, b) => b.count - a.count || a.truth - b.truth || a.read - b.read);
}

/**
 * Counts with look-alikes taken for one label, as LgEval's synonym metric does (Mouchère, Zanibbi et al. 2016): each
 * confusion of two look-alikes becomes a true positive, so the score is never below the strict one.
 */
export function mergedCounts(
  labelNames: readonly string[],
  matrix: ConfusionMatrix,
  strict: Counts,
  groups: readonly LookAlikeGroup[],
): Counts {
  const forgiven = confusedPairs(labelNames, matrix, groups).reduce(
    (sum, { count, isLookAlike }) => sum + (isLookAlike ? count : 0),
    0,
  );
  return {
    truePositives: strict.truePositives + forgiven,
    falsePositives: strict.falsePositives - forgiven,
    falseNegatives: strict.falseNegatives - forgiven,
  };
}
