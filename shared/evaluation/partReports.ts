import type { NumberRange } from '../base/typedTerms.ts';
import { bootstrapParameters, bootstrapSteps, type Interval } from './bootstrap.ts';
import { type CocoParameters, cocoParameters } from './cocoParameters.ts';
import type { Counts } from './counts.ts';
import { countByImage, countsOf, formulaShares, ratesOf } from './counts.ts';
import { type EvaluationSet, increment, selectImages } from './evaluationSet.ts';
import { matchLabels } from './matchLabels.ts';
import { type Outcomes, outcomeOf } from './outcomes.ts';
import type { PartReport, SizeReport } from './report.ts';
import { type Steps, within } from './steps.ts';
import { WeightedPrecision } from './weightedPrecision.ts';

interface Size extends NumberRange {
  readonly name: string;
  readonly isCoco: boolean;
}

/** Bounds of the finer sizes, in pixels: the square root of a box's area. */
const sideBounds = [0, 8, 16, 32, 64, 128] as const;

/** COCO's three ranges of area, then finer ones. */
const sizes: readonly Size[] = [
  { name: 'small', isCoco: true, to: 32, isBelow: true },
  { name: 'medium', isCoco: true, from: 32, to: 96, isBelow: true },
  { name: 'large', isCoco: true, from: 96 },
  ...sideBounds.map((from, i): Size => {
    const to = sideBounds[i + 1];
    return to === undefined
      ? { name: `>= ${from} px`, isCoco: false, from }
      : { name: `${from}-${to} px`, isCoco: false, from, to, isBelow: true };
  }),
];

const areaParameters: CocoParameters = {
  ...cocoParameters,
  areaRanges: sizes.map(({ name, from = 0, to }) => ({
    name,
    from: from ** 2,
    to: to === undefined ? 1e10 : to ** 2,
  })),
  maxDetections: [cocoParameters.maxDetections.at(-1) ?? 100],
};

/** Steps that the intervals of AP of all sizes, or of all parts, may take: draws by detections by IoU thresholds. */
const apBudget = 1e8;

function drawsFor(set: EvaluationSet, resamples: number, budget = apBudget): typeof bootstrapParameters {
  const steps = Math.max(1, set.detections.count * cocoParameters.iouThresholds.length);
  return {
    ...bootstrapParameters,
    resamples: Math.min(resamples, Math.max(50, Math.floor(budget / steps))),
  };
}

/** Places of the sizes that a box has. */
function sizesOf(width: number, height: number): readonly number[] {
  const side = Math.sqrt(width * height);
  return sizes.flatMap(({ from = 0, to = Infinity }, place) => (side >= from && side < to ? [place] : []));
}

/** Recall by the truth's size, precision by the detection's. */
function countBySize(
  set: EvaluationSet,
  outcomes: Outcomes,
): readonly (Counts & { readonly truths: number })[] {
  const { truth, detections } = set;
  const counted = sizes.map(() => ({ truths: 0, truePositives: 0, falsePositives: 0, found: 0 }));
  for (let t = 0; t < truth.count; t += 1) {
    const kind = outcomeOf(outcomes.truthKinds[t]);
    if (kind === 'ignored') continue;
    for (const size of sizesOf(truth.width[t] as number, truth.height[t] as number)) {
      const own = counted[size];
      if (own === undefined) continue;
      own.truths += 1;
      if (kind === 'correct') own.found += 1;
    }
  }
  for (let d = 0; d < detections.count; d += 1) {
    const kind = outcomeOf(outcomes.detectionKinds[d]);
    if (kind === 'ignored') continue;
    for (const size of sizesOf(detections.width[d] as number, detections.height[d] as number)) {
      const own = counted[size];
      if (own !== undefined) own[kind === 'correct' ? 'truePositives' : 'falsePositives'] += 1;
    }
  }
  return counted.map(({ found, ...own }) => ({ ...own, falseNegatives: own.truths - found }));
}

/** How symbols of each size fare, COCO's three sizes first, with COCO's AP of each. */
export function* sizeSteps(
  set: EvaluationSet,
  outcomes: Outcomes,
  resamples: number,
): Steps<readonly SizeReport[]> {
  const matches = matchLabels(set, areaParameters);
  yield 0.2;
  const draws = drawsFor(set, resamples);
  const reports: SizeReport[] = [];
  for (const [area, { truths, ...counts }] of countBySize(set, outcomes).entries()) {
    const { name = '', isCoco = false, from, to, isBelow } = sizes[area] ?? {};
    const weighted = new WeightedPrecision(set, areaParameters, matches, area);
    const [ap] = (yield* within(
      bootstrapSteps(set.imageNames.length, [(weights) => weighted.average(weights)], draws),
      0.2 + (0.8 * area) / sizes.length,
      0.2 + (0.8 * (area + 1)) / sizes.length,
    )) as [Interval];
    const { precision } = ratesOf(counts);
    const recall = truths === 0 ? null : (truths - counts.falseNegatives) / truths;
    const isRated = precision !== null && recall !== null && precision + recall > 0;
    reports.push({
      name,
      isCoco,
      side: { from, to, isBelow },
      truths,
      ...counts,
      precision,
      recall,
      f1: isRated ? (2 * precision * recall) / (precision + recall) : null,
      ap,
    });
  }
  return reports;
}

/** Draws of fewer images say nothing of others like them. */
const fewestDrawn = 5;

/** Parts that a report lists, the largest ones. */
const mostParts = 100;

/**
 * How each part of the images fares, such as those of one source or one writer, largest first; none where all are of one.
 *
 * @param partOf - the part of each image, by its place; null for an image of none
 */
export function* partSteps(
  set: EvaluationSet,
  outcomes: Outcomes,
  partOf: readonly (string | null)[],
  resamples: number,
): Steps<readonly PartReport[]> {
  const members = new Map<string, number[]>();
  for (const [image, part] of partOf.entries()) {
    if (part === null) continue;
    const own = members.get(part);
    if (own === undefined) members.set(part, [image]);
    else own.push(image);
  }
  if (members.size < 2) return [];
  const byImage = countByImage(set, outcomes);
  const truths = new Int32Array(set.imageNames.length);
  for (let t = 0; t < set.truth.count; t += 1)
    if (set.truth.crowd[t] === 0) increment(truths, set.truth.image[t] as number, 1);
  const largest = [...members].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const reports: PartReport[] = [];
  for (const [place, [name, images]] of largest.slice(0, mostParts).entries()) {
    const isOwn = new Int32Array(set.imageNames.length);
    let counts: Counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
    let own = 0;
    for (const image of images) {
      isOwn[image] = 1;
      own += truths[image] as number;
      const { truePositives, falsePositives, falseNegatives } = countsOf(byImage, image);
      counts = {
        truePositives: counts.truePositives + truePositives,
        falsePositives: counts.falsePositives + falsePositives,
        falseNegatives: counts.falseNegatives + falseNegatives,
      };
    }
    const part = selectImages(set, (_, image) => isOwn[image] === 1);
    const weighted = new WeightedPrecision(part, cocoParameters, matchLabels(part, cocoParameters));
    // Each part has its share of the budget, by its detections.
    const share = part.detections.count / Math.max(1, set.detections.count);
    const [ap] = (yield* within(
      bootstrapSteps(
        images.length,
        [(weights) => weighted.average(weights)],
        drawsFor(part, Math.min(resamples, 500), apBudget * share),
      ),
      place / Math.min(mostParts, largest.length),
      (place + 1) / Math.min(mostParts, largest.length),
    )) as [Interval];
    reports.push({
      name,
      images: images.length,
      truths: own,
      ...counts,
      ...ratesOf(counts),
      ap: images.length < fewestDrawn ? { ...ap, low: null, high: null } : ap,
      noError: formulaShares(byImage, isOwn).noError,
    });
  }
  return reports;
}
