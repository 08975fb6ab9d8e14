import { bootstrapParameters, type Difference, differenceSteps, type Statistic } from './bootstrap.ts';
import { cocoParameters } from './cocoParameters.ts';
import { compareDetections, type DetectionChange, type DetectionComparison } from './compareDetections.ts';
import { type BoxChange, type ChangeKind, compareRuns, countChanges, type JudgedRun } from './compareRuns.ts';
import { countByImage, formulaShares, type GroupCounts, ratesOf, sumCounts } from './counts.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { type FormulaChange, formulaChangeSteps } from './formulaChanges.ts';
import { matchLabels } from './matchLabels.ts';
import { findOutcomes, labelScoresOf, type OutcomeParameters } from './outcomes.ts';
import { finish, type Steps, within } from './steps.ts';
import { WeightedPrecision } from './weightedPrecision.ts';

/** Figures whose difference between two runs is told, each b - a. */
export const comparedFigures = ['ap', 'ap50', 'precision', 'recall', 'f1', 'noError'] as const;

/** A second run beside a first one on the same images and truth. */
export interface RunComparison {
  readonly differences: Readonly<Record<(typeof comparedFigures)[number], Difference>>;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** Images without an error in one run alone. */
  readonly formulas: {
    readonly fixed: number;
    readonly broken: number;
    /** Images whose formulas were compared. */
    readonly compared: number;
  };
  /** Formulas that the second run reads otherwise, broken ones first. */
  readonly readOtherwise: readonly FormulaChange[];
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

/** What to compare two runs by. */
export interface CompareOptions {
  readonly iou: number;
  readonly score: number;
  /** Scores of labels that have one of their own, by name. */
  readonly labelScores?: ReadonlyMap<string, number>;
  readonly resamples?: number;
  /** Images whose formulas are compared, evenly spread; 1000 by default, 0 for none. */
  readonly formulas?: number;
}

/** The second run with all that it changes, for further questions. */
export interface ComparedRun extends JudgedRun {
  readonly changes: readonly BoxChange[];
  /** What becomes of each detection of the first run, truth left aside. */
  readonly survivals: readonly DetectionChange[];
  /** Formulas that it reads otherwise, by the image's place. */
  readonly formulas: ReadonlyMap<number, FormulaChange>;
}

/** Two runs compared. */
export interface ComparedRuns {
  readonly comparison: RunComparison;
  readonly first: JudgedRun;
  readonly second: ComparedRun;
}

function noErrorByImage({ confused, spurious, missed }: GroupCounts): readonly boolean[] {
  return Array.from(confused, (count, image) => count + (spurious[image] ?? 0) + (missed[image] ?? 0) === 0);
}

/**
 * Compares two runs on the same images, in steps: figures with intervals of their differences, each box that changed, and
 * each formula that reads otherwise.
 */
export function* compareSteps(
  a: EvaluationSet,
  b: EvaluationSet,
  {
    iou,
    score,
    labelScores,
    resamples = bootstrapParameters.resamples,
    formulas: most = 1000,
  }: CompareOptions,
): Steps<ComparedRuns> {
  const parametersOf = (set: EvaluationSet): OutcomeParameters => ({
    iou,
    score,
    labelScores: labelScoresOf(set, labelScores),
  });
  yield 0;
  const first = statisticsOf(a, parametersOf(a));
  yield 0.05;
  const second = statisticsOf(b, parametersOf(b));
  yield 0.1;
  const images = a.imageNames.length;
  const steps = Math.max(1, (a.detections.count + b.detections.count) * cocoParameters.iouThresholds.length);
  const apResamples = Math.min(resamples, Math.max(50, Math.floor(apBudget / steps)));
  const differences: [string, Difference][] = [];
  for (const [i, key] of comparedFigures.entries()) {
    const draws = {
      ...bootstrapParameters,
      resamples: key === 'ap' || key === 'ap50' ? apResamples : resamples,
    };
    const from = 0.1 + (0.5 * i) / comparedFigures.length;
    const difference = yield* within(
      differenceSteps(images, first.statistics[key], second.statistics[key], draws),
      from,
      from + 0.5 / comparedFigures.length,
    );
    differences.push([key, difference]);
  }
  const [judgedA, judgedB] = [
    { set: a, outcomes: first.outcomes },
    { set: b, outcomes: second.outcomes },
  ];
  const changes = compareRuns(judgedA, judgedB, iou);
  yield 0.65;
  const detections = compareDetections(a, b, parametersOf);
  yield 0.7;
  const [before, after] = [noErrorByImage(first.byImage), noErrorByImage(second.byImage)];
  const compared: ComparedRuns = {
    comparison: {
      differences: Object.fromEntries(differences) as RunComparison['differences'],
      counts: countChanges(changes),
      formulas: {
        fixed: after.filter((isRight, image) => isRight && before[image] === false).length,
        broken: before.filter((isRight, image) => isRight && after[image] === false).length,
        compared: 0,
      },
      readOtherwise: [],
      detections: detections.summary,
    },
    first: judgedA,
    second: { ...judgedB, changes, survivals: detections.changes, formulas: new Map() },
  };
  return yield* within(readingSteps(compared, most), 0.7, 1);
}

/**
 * Adds to a comparison which formulas the second run reads otherwise.
 *
 * @param most - images whose formulas are compared, evenly spread; 1000 by default, 0 for none
 */
export function* readingSteps(compared: ComparedRuns, most = 1000): Steps<ComparedRuns> {
  if (most === 0) return compared;
  const { first, second, comparison } = compared;
  const readOtherwise = yield* formulaChangeSteps(first, second, most);
  const images = first.set.imageNames.length;
  return {
    first,
    comparison: {
      ...comparison,
      formulas: { ...comparison.formulas, compared: Math.min(images, most) },
      readOtherwise,
    },
    second: { ...second, formulas: new Map(readOtherwise.map((change) => [change.image, change])) },
  };
}

/** As {@link compareSteps}, in one go. */
export function compareEvaluations(
  a: EvaluationSet,
  b: EvaluationSet,
  options: CompareOptions,
): ComparedRuns {
  return finish(compareSteps(a, b, options));
}
