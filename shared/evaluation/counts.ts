import type { EvaluationSet } from './evaluationSet.ts';
import { type Outcomes, outcomeKinds } from './outcomes.ts';

/** How often detections were right and wrong. */
export interface Counts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/** Precision, recall and their harmonic mean, 0 to 1; null where there is nothing to divide by. */
export interface Rates {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Precision TP / (TP + FP), recall TP / (TP + FN), F1 2 TP / (2 TP + FP + FN) (van Rijsbergen 1979). */
export function ratesOf({ truePositives, falsePositives, falseNegatives }: Counts): Rates {
  return {
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  };
}

/** Counts by group: one entry a group in each list. */
export interface GroupCounts {
  readonly correct: Int32Array;
  readonly confused: Int32Array;
  readonly spurious: Int32Array;
  readonly missed: Int32Array;
}

function emptyGroups(groups: number): GroupCounts {
  return {
    correct: new Int32Array(groups),
    confused: new Int32Array(groups),
    spurious: new Int32Array(groups),
    missed: new Int32Array(groups),
  };
}

const kindOf = (place: number): (typeof outcomeKinds)[number] => outcomeKinds[place] ?? 'ignored';

/** What became of the boxes of each image; a confusion counts once. */
export function countByImage(set: EvaluationSet, outcomes: Outcomes): GroupCounts {
  const counts = emptyGroups(set.imageNames.length);
  const add = (place: number, image: number): void => {
    const kind = kindOf(place);
    if (kind !== 'ignored') counts[kind][image] = (counts[kind][image] as number) + 1;
  };
  for (let d = 0; d < set.detections.count; d += 1)
    add(outcomes.detectionKinds[d] as number, set.detections.image[d] as number);
  for (let t = 0; t < set.truth.count; t += 1) {
    if (kindOf(outcomes.truthKinds[t] as number) === 'missed')
      add(outcomes.truthKinds[t] as number, set.truth.image[t] as number);
  }
  return counts;
}

/** The counts of one group of {@link GroupCounts}, a confusion being a false positive and a false negative. */
export function countsOf(counts: GroupCounts, group: number): Counts {
  const confused = counts.confused[group] ?? 0;
  return {
    truePositives: counts.correct[group] ?? 0,
    falsePositives: confused + (counts.spurious[group] ?? 0),
    falseNegatives: confused + (counts.missed[group] ?? 0),
  };
}

/** The sum over groups, each taken `weights[group]` times; once without weights. */
export function sumCounts(counts: GroupCounts, weights?: Int32Array): Counts {
  let [truePositives, falsePositives, falseNegatives] = [0, 0, 0];
  for (let group = 0; group < counts.correct.length; group += 1) {
    const weight = weights === undefined ? 1 : (weights[group] as number);
    const confused = counts.confused[group] as number;
    truePositives += weight * (counts.correct[group] as number);
    falsePositives += weight * (confused + (counts.spurious[group] as number));
    falseNegatives += weight * (confused + (counts.missed[group] as number));
  }
  return { truePositives, falsePositives, falseNegatives };
}

/** Counts by label: true and false positives by what was read, false negatives by what is there. */
export function countByLabel(set: EvaluationSet, outcomes: Outcomes): readonly Counts[] {
  const found = set.labelNames.map(() => ({ truePositives: 0, falsePositives: 0, falseNegatives: 0 }));
  for (let d = 0; d < set.detections.count; d += 1) {
    const own = found[set.detections.label[d] as number];
    const kind = kindOf(outcomes.detectionKinds[d] as number);
    if (own === undefined || kind === 'ignored') continue;
    if (kind === 'correct') own.truePositives += 1;
    else own.falsePositives += 1;
  }
  for (let t = 0; t < set.truth.count; t += 1) {
    const own = found[set.truth.label[t] as number];
    const kind = kindOf(outcomes.truthKinds[t] as number);
    if (own !== undefined && (kind === 'missed' || kind === 'confused')) own.falseNegatives += 1;
  }
  return found;
}

/** Shares of formulas, 0 to 1; null of no images. */
export interface FormulaShares {
  /** Every symbol found with its label, and nothing else found. */
  readonly noError: number | null;
  /** At most one error, as CROHME reports beside its expression rate; a confusion is one. */
  readonly atMostOne: number | null;
  readonly atMostTwo: number | null;
}

/** How many formulas have no error, at most one, at most two (expression rate of CROHME, over symbols alone). */
export function formulaShares(counts: GroupCounts, weights?: Int32Array): FormulaShares {
  const within = [0, 0, 0];
  let all = 0;
  for (let image = 0; image < counts.correct.length; image += 1) {
    const weight = weights === undefined ? 1 : (weights[image] as number);
    const errors =
      (counts.confused[image] as number) +
      (counts.spurious[image] as number) +
      (counts.missed[image] as number);
    all += weight;
    for (let most = errors; most <= 2; most += 1) within[most] = (within[most] as number) + weight;
  }
  const [noError, one, two] = within.map((count) => ratio(count, all));
  return { noError: noError ?? null, atMostOne: one ?? null, atMostTwo: two ?? null };
}
