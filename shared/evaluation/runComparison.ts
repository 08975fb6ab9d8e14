import { bootstrapDifference, bootstrapParameters, type Difference, type Statistic } from './bootstrap.ts';
import { cocoParameters } from './cocoParameters.ts';
import { compareDetections, type DetectionComparison } from './compareDetections.ts';
import { type BoxChange, type ChangeKind, compareRuns, countChanges } from './compareRuns.ts';
import { countByImage, formulaShares, ratesOf, sumCounts } from './counts.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { matchLabels } from './matchLabels.ts';
import { findOutcomes, type OutcomeParameters } from './outcomes.ts';
import { WeightedPrecision } from './weightedPrecision.ts';

/** Figures whose difference between two runs is told, each b - a. */
export const comparedFigures = ['ap', 'ap50', 'precision', 'recall', 'f1', 'noError'] as const;

/** A second run beside a first one on the same images and truth. */
export interface RunComparison {
  readonly differences: Readonly<Record<(typeof comparedFigures)[number], Difference>>;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** Images without an error in one run alone. */
  readonly formulas: { readonly fixed: number; readonly broken: number };
  /** The runs beside one another, truth left aside. */
  readonly detections: DetectionComparison;
}

/** Steps that the intervals of AP may take, as in a report. */
const apBudget = 1e8;

function statisticsOf(set: EvaluationSet, parameters: OutcomeParameters) {
  const outcomes = findOutcomes(set, parameters);
  const byImage = countByImage(set, outcomes);
  const weighted = new WeightedPrecision(set, cocoParameters, matchLabels(set, cocoParameters));
  const rate =
    (key: 'precision' | 'recall' | 'f1'): Statistic =>
    (weights) =>
      ratesOf(sumCounts(byImage, weights))[key];
  const statistics: Readonly<Record<(typeof comparedFigures)[number], Statistic>> = {
    ap: (weights) => weighted.average(weights),
    ap50: (weights) => weighted.average(weights, 0, 1),
    precision: rate('precision'),
    recall: rate('recall'),
    f1: rate('f1'),
    noError: (weights) => formulaShares(byImage, weights).noError,
  };
  return { outcomes, byImage, statistics };
}

/** Compares two runs on the same images: figures with intervals of their differences, and each box that changed. */
export function compareEvaluations(
  a: EvaluationSet,
  b: EvaluationSet,
  parameters: OutcomeParameters,
  resamples: number = bootstrapParameters.resamples,
): { readonly comparison: RunComparison; readonly changes: readonly BoxChange[] } {
  const [first, second] = [statisticsOf(a, parameters), statisticsOf(b, parameters)];
  const images = a.imageNames.length;
  const steps = Math.max(1, (a.detections.count + b.detections.count) * cocoParameters.iouThresholds.length);
  const apResamples = Math.min(resamples, Math.max(50, Math.floor(apBudget / steps)));
  const difference = (key: (typeof comparedFigures)[number]): Difference =>
    bootstrapDifference(images, first.statistics[key], second.statistics[key], {
      ...bootstrapParameters,
      resamples: key === 'ap' || key === 'ap50' ? apResamples : resamples,
    });
  const changes = compareRuns(
    { set: a, outcomes: first.outcomes },
    { set: b, outcomes: second.outcomes },
    parameters.iou,
  );
  let [fixed, broken] = [0, 0];
  for (let image = 0; image < images; image += 1) {
    const [before, after] = [first, second].map(
      ({ byImage: { confused, spurious, missed } }) =>
        (confused[image] ?? 0) + (spurious[image] ?? 0) + (missed[image] ?? 0) === 0,
    );
    if (before === after) continue;
    if (after === true) fixed += 1;
    else broken += 1;
  }
  return {
    comparison: {
      differences: Object.fromEntries(
        comparedFigures.map((key) => [key, difference(key)]),
      ) as RunComparison['differences'],
      counts: countChanges(changes),
      formulas: { fixed, broken },
      detections: compareDetections(a, b, parameters.score).summary,
    },
    changes,
  };
}
