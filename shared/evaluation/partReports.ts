import type { Counts } from './counts.ts';
import { countByImage, countsOf, formulaShares, ratesOf } from './counts.ts';
import { evaluateCoco } from './averagePrecision.ts';
import { type EvaluationSet, increment, selectImages } from './evaluationSet.ts';
import { type Outcomes, outcomeOf } from './outcomes.ts';
import type { PartReport } from './report.ts';

/** Bounds of the sizes, in pixels: the square root of a box's area. */
const sizeBounds = [0, 8, 16, 32, 64, 128, Infinity] as const;

const sizeNames = sizeBounds
  .slice(0, -1)
  .map((from, i) => (sizeBounds[i + 1] === Infinity ? `>= ${from} px` : `${from}-${sizeBounds[i + 1]} px`));

function sizeOf(width: number, height: number): number {
  const side = Math.sqrt(width * height);
  const above = sizeBounds.findIndex((bound) => side < bound);
  return above === -1 ? sizeNames.length - 1 : Math.max(0, above - 1);
}

/** The name of a box's size, as reports have it. */
export function sizeOfBox(width: number, height: number): string {
  return sizeNames[sizeOf(width, height)] ?? '';
}

/** How symbols of each size fare: recall by the truth's size, precision by the detection's. */
export function sizeReports(set: EvaluationSet, outcomes: Outcomes): readonly PartReport[] {
  const { truth, detections } = set;
  const [truths, hits, alarms, found] = [0, 1, 2, 3].map(() => new Int32Array(sizeNames.length)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  for (let t = 0; t < truth.count; t += 1) {
    const kind = outcomeOf(outcomes.truthKinds[t]);
    if (kind === 'ignored') continue;
    const size = sizeOf(truth.width[t] as number, truth.height[t] as number);
    increment(truths, size, 1);
    if (kind === 'correct') increment(found, size, 1);
  }
  for (let d = 0; d < detections.count; d += 1) {
    const kind = outcomeOf(outcomes.detectionKinds[d]);
    if (kind === 'ignored') continue;
    const size = sizeOf(detections.width[d] as number, detections.height[d] as number);
    increment(kind === 'correct' ? hits : alarms, size, 1);
  }
  return sizeNames.map((name, size): PartReport => {
    const own = truths[size] as number;
    const counts: Counts = {
      truePositives: hits[size] as number,
      falsePositives: alarms[size] as number,
      falseNegatives: own - (found[size] as number),
    };
    const { precision } = ratesOf(counts);
    const recall = own === 0 ? null : (found[size] as number) / own;
    const isRated = precision !== null && recall !== null && precision + recall > 0;
    return {
      name,
      images: null,
      truths: own,
      ...counts,
      precision,
      recall,
      f1: isRated ? (2 * precision * recall) / (precision + recall) : null,
      ap50: null,
      noError: null,
    };
  });
}

/**
 * How each source fares, largest first.
 *
 * @param sourceOf - the source of each image, by its place
 */
export function sourceReports(
  set: EvaluationSet,
  outcomes: Outcomes,
  sourceOf: readonly string[],
): readonly PartReport[] {
  const members = new Map<string, number[]>();
  for (const [image, source] of sourceOf.entries()) {
    const own = members.get(source);
    if (own === undefined) members.set(source, [image]);
    else own.push(image);
  }
  if (members.size < 2) return [];
  const byImage = countByImage(set, outcomes);
  const truths = new Int32Array(set.imageNames.length);
  for (let t = 0; t < set.truth.count; t += 1)
    if (set.truth.crowd[t] === 0) increment(truths, set.truth.image[t] as number, 1);
  const largest = [...members].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  return largest.slice(0, 100).map(([name, images]): PartReport => {
    const weights = new Int32Array(set.imageNames.length);
    let counts: Counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
    let own = 0;
    for (const image of images) {
      weights[image] = 1;
      own += truths[image] as number;
      const { truePositives, falsePositives, falseNegatives } = countsOf(byImage, image);
      counts = {
        truePositives: counts.truePositives + truePositives,
        falsePositives: counts.falsePositives + falsePositives,
        falseNegatives: counts.falseNegatives + falseNegatives,
      };
    }
    const { ap50 } = evaluateCoco(selectImages(set, (_, image) => weights[image] === 1)).summary;
    return {
      name,
      images: images.length,
      truths: own,
      ...counts,
      ...ratesOf(counts),
      ap50: ap50 < 0 ? null : ap50,
      noError: formulaShares(byImage, weights).noError,
    };
  });
}
