import { defaultLookAlikes, type LookAlikeGroup } from '../annotation/lookAlikes.ts';
import { averagePrecision, type CocoCurves, evaluateCoco } from './averagePrecision.ts';
import { bootstrapParameters, bootstrapSteps, type Interval, type Statistic } from './bootstrap.ts';
import { calibrate } from './calibration.ts';
import { cocoParameters } from './cocoParameters.ts';
import { confusedPairs, confusionMatrix, mergedCounts } from './confusion.ts';
import { type Counts, countByImage, countByLabel, formulaShares, ratesOf, sumCounts } from './counts.ts';
import { listErrors } from './errorCases.ts';
import { type EvaluationSet, groupBy } from './evaluationSet.ts';
import { type FormulaEvaluation, formulaSteps } from './formulas.ts';
import type { ImageFacts } from './imageFacts.ts';
import { findOutcomes, labelScoresOf, type Outcomes, outcomeOf } from './outcomes.ts';
import { partSteps, sizeSteps } from './partReports.ts';
import type { ErrorCase, Evaluation, EvaluationReport, LabelReport, Rated } from './report.ts';
import { countByScore } from './scoreCounts.ts';
import { bestOperatingPoint, operatingPoints, thinOut } from './thresholds.ts';
import { finish, type Steps, within } from './steps.ts';
import { evaluateTide, type TideError, tideParameters, type TideResult } from './tide.ts';
import { WeightedPrecision } from './weightedPrecision.ts';

/** What to evaluate by. */
export interface EvaluateOptions {
  /** IoU from which on a detection is right; 0.5 by default. */
  readonly iou?: number;
  /** Score from which on a detection counts, in all but AP and curves; 0.5 by default. */
  readonly score?: number;
  /** Scores of labels that have one of their own, by name. */
  readonly labelScores?: ReadonlyMap<string, number>;
  readonly resamples?: number;
  readonly lookAlikes?: readonly LookAlikeGroup[];
  /** Images whose formulas are compared, evenly spread; 1000 by default, 0 for none. */
  readonly formulas?: number;
  /** What is known of each image, by its place; nothing by default. */
  readonly images?: readonly ImageFacts[];
}

/** Points of the curve over all scores that a report keeps. */
const curvePoints = 200;

/** Steps that the intervals of AP may take: draws by detections by IoU thresholds. */
const apBudget = 1e8;

const rated = (counts: Counts): Rated => ({ ...counts, ...ratesOf(counts) });
const present = (figure: number): number | null => (figure < 0 ? null : figure);

function precisionCurve(curves: CocoCurves, iou: number, labels: readonly number[]): readonly number[] {
  const R = cocoParameters.recallThresholds.length;
  const A = cocoParameters.areaRanges.length;
  const M = cocoParameters.maxDetections.length;
  const K = curves.labelCount;
  return cocoParameters.recallThresholds.map((_, r) => {
    let sum = 0;
    let count = 0;
    for (const k of labels) {
      const value = curves.precision[(((iou * R + r) * K + k) * A + 0) * M + M - 1] as number;
      if (value < 0) continue;
      sum += value;
      count += 1;
    }
    return count === 0 ? 0 : sum / count;
  });
}

function labelReports(
  set: EvaluationSet,
  curves: CocoCurves,
  outcomes: Outcomes,
  atAnyScore: Outcomes,
): readonly LabelReport[] {
  const { labelNames, truth, detections } = set;
  const counts = countByLabel(set, outcomes);
  const found = groupBy(detections.label, labelNames.length);
  const truths = new Int32Array(labelNames.length);
  for (let t = 0; t < truth.count; t += 1) {
    const label = truth.label[t] as number;
    if (truth.crowd[t] === 0) truths[label] = (truths[label] as number) + 1;
  }
  return labelNames.map((name, label): LabelReport => {
    const items = found.order.slice(found.start[label], found.start[label + 1]);
    const own = truths[label] as number;
    const ap = present(averagePrecision(curves, { label }));
    return {
      name,
      truths: own,
      detections: items.length,
      ...rated(counts[label] ?? { truePositives: 0, falsePositives: 0, falseNegatives: 0 }),
      ap,
      ap50: present(averagePrecision(curves, { label, iou: 0 })),
      curve: ap === null ? null : precisionCurve(curves, 0, [label]),
      best: bestOperatingPoint(operatingPoints(set, atAnyScore, items, own)),
      byScore: countByScore(set, atAnyScore, items),
    };
  });
}

/** Calibration over all detections: a score of 0.1 has to be right in one of ten, too. */
function calibrationOf(set: EvaluationSet, atAnyScore: Outcomes): ReturnType<typeof calibrate> {
  const judged = Array.from({ length: set.detections.count }, (_, d) => d).filter(
    (d) => outcomeOf(atAnyScore.detectionKinds[d]) !== 'ignored',
  );
  return calibrate(
    Float64Array.from(judged, (d) => set.detections.score[d] as number),
    Uint8Array.from(judged, (d) => (outcomeOf(atAnyScore.detectionKinds[d]) === 'correct' ? 1 : 0)),
  );
}

/** A judged run, with what it was judged by: for further questions. */
export interface JudgedEvaluation extends Evaluation {
  readonly outcomes: Outcomes;
  /** As if every detection counted, whatever its score. */
  readonly atAnyScore: Outcomes;
  readonly tide: TideResult;
  readonly formulas: FormulaEvaluation | null;
}

function countTide(errors: readonly ErrorCase[]): Readonly<Record<TideError, number>> {
  const counts = { Cls: 0, Loc: 0, Both: 0, Dupe: 0, Bkg: 0, Miss: 0 };
  for (const { tide } of errors) if (tide !== null) counts[tide] += 1;
  return counts;
}

/** Judges a run in steps: every figure of a report but those of whole formulas, and the list of its errors. */
export function* figureSteps(set: EvaluationSet, options: EvaluateOptions = {}): Steps<JudgedEvaluation> {
  const iou = options.iou ?? 0.5;
  const score = options.score ?? 0.5;
  const resamples = options.resamples ?? bootstrapParameters.resamples;
  const groups = options.lookAlikes ?? defaultLookAlikes;
  const images = set.imageNames.length;
  const everyDetection = Int32Array.from({ length: set.detections.count }, (_, d) => d);

  yield 0;
  const { matches, curves, summary } = evaluateCoco(set);
  yield 0.2;
  const tide = evaluateTide(set, { ...tideParameters, foreground: iou });
  yield 0.4;
  const labelScores = labelScoresOf(set, options.labelScores);
  const outcomes = findOutcomes(set, { iou, score, labelScores });
  const atAnyScore = findOutcomes(set, { iou, score: -Infinity });
  const byImage = countByImage(set, outcomes);
  const counts = sumCounts(byImage);
  const matrix = confusionMatrix(set, outcomes);
  const labels = labelReports(set, curves, outcomes, atAnyScore);
  const crowds = set.truth.crowd.reduce((sum, isCrowd) => sum + isCrowd, 0);
  const truths = set.truth.count - crowds;
  const points = operatingPoints(set, atAnyScore, everyDetection, truths);
  yield 0.5;

  const steps = Math.max(1, set.detections.count * cocoParameters.iouThresholds.length);
  const apResamples = Math.min(resamples, Math.max(50, Math.floor(apBudget / steps)));
  const rate =
    (key: 'precision' | 'recall' | 'f1'): Statistic =>
    (weights) =>
      ratesOf(sumCounts(byImage, weights))[key];
  const draws = { ...bootstrapParameters, resamples };
  const [precision, recall, f1, noError] = (yield* within(
    bootstrapSteps(
      images,
      [rate('precision'), rate('recall'), rate('f1'), (weights) => formulaShares(byImage, weights).noError],
      draws,
    ),
    0.5,
    0.6,
  )) as [Interval, Interval, Interval, Interval];
  const weighted = new WeightedPrecision(set, cocoParameters, matches);
  const [ap, ap50] = (yield* within(
    bootstrapSteps(
      images,
      [(weights) => weighted.average(weights), (weights) => weighted.average(weights, 0, 1)],
      { ...draws, resamples: apResamples },
    ),
    0.6,
    0.7,
  )) as [Interval, Interval];
  const sizes = yield* within(sizeSteps(set, outcomes, resamples), 0.7, 0.85);
  const facts = options.images ?? [];
  const sources = yield* within(
    partSteps(
      set,
      outcomes,
      facts.map(({ source }) => source),
      resamples,
    ),
    0.85,
    0.9,
  );
  const writers = yield* within(
    partSteps(
      set,
      outcomes,
      facts.map(({ writer }) => writer),
      resamples,
    ),
    0.9,
    0.99,
  );
  const errors = listErrors(set, outcomes, tide, null);
  const total = (list: Int32Array): number => list.reduce((sum, count) => sum + count, 0);
  const names = [...set.labelNames, 'background'];
  const report: EvaluationReport = {
    parameters: {
      iou,
      score,
      resamples,
      apResamples,
      level: bootstrapParameters.level,
      seed: bootstrapParameters.seed,
    },
    images,
    truths,
    crowds,
    detections: set.detections.count,
    coco: summary,
    headline: { ap, ap50, precision, recall, f1, noError },
    symbols: {
      correct: total(byImage.correct),
      confused: total(byImage.confused),
      spurious: total(byImage.spurious),
      missed: total(byImage.missed),
      ...rated(counts),
    },
    symbolsMerged: rated(mergedCounts(set.labelNames, matrix, counts, groups)),
    formulas: formulaShares(byImage),
    layout: null,
    tide: tide.summary,
    countedTide: countTide(errors),
    calibration: calibrationOf(set, atAnyScore),
    thresholds: thinOut(points, curvePoints),
    bestThreshold: bestOperatingPoint(points),
    curves: [0, 5].map((at) => ({
      iou: cocoParameters.iouThresholds[at] ?? NaN,
      precision: precisionCurve(
        curves,
        at,
        set.labelNames.map((_, k) => k),
      ),
    })),
    labels,
    confusion: {
      labels: names,
      matrix: names.map((_, row) => [...matrix.cells.subarray(row * matrix.size, (row + 1) * matrix.size)]),
      pairs: confusedPairs(set.labelNames, matrix, groups).map(({ truth, read, ...pair }) => ({
        truth: names[truth] ?? '',
        read: names[read] ?? '',
        ...pair,
      })),
    },
    sizes,
    sources,
    writers,
  };
  yield 1;
  return { report, errors, outcomes, atAnyScore, tide, formulas: null };
}

/** Adds to a judged run what its errors do to the formulas: most of the time of an evaluation goes there. */
export function* costSteps(
  set: EvaluationSet,
  judged: JudgedEvaluation,
  { formulas: most = 1000, lookAlikes = defaultLookAlikes }: EvaluateOptions = {},
): Steps<JudgedEvaluation> {
  if (most === 0) return judged;
  const { outcomes, tide, report } = judged;
  const formulas = yield* formulaSteps(set, outcomes, lookAlikes, most);
  return {
    ...judged,
    report: { ...report, layout: formulas.figures },
    errors: listErrors(set, outcomes, tide, formulas),
    formulas,
  };
}

/** Judges a run in steps: every figure of a report, and the list of its errors. */
export function* evaluateSteps(set: EvaluationSet, options: EvaluateOptions = {}): Steps<JudgedEvaluation> {
  const judged = yield* within(figureSteps(set, options), 0, 0.5);
  return yield* within(costSteps(set, judged, options), 0.5, 1);
}

/** As {@link evaluateSteps}, in one go. */
export function evaluateRun(set: EvaluationSet, options: EvaluateOptions = {}): JudgedEvaluation {
  return finish(evaluateSteps(set, options));
}
