// Average precision as COCO defines it: accumulate and summarize of pycocotools/cocoeval.py.
import { type CocoParameters, cocoParameters } from './cocoParameters.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { type LabelMatches, matchFlags, matchLabels } from './matchLabels.ts';

/** The smallest step from 1 to the next number, which keeps pycocotools from dividing by zero. */
const spacingOfOne = 2 ** -52;

/**
 * Precision and recall over everything COCO varies, in the layout of pycocotools' `eval`; -1 where a label has no truth
 * that counts. Index of precision and scores: `(((t * R + r) * K + k) * A + a) * M + m`; of recall: without `r`.
 */
export interface CocoCurves {
  readonly parameters: CocoParameters;
  readonly labelCount: number;
  /** At each recall value, the highest precision from there on. */
  readonly precision: Float64Array;
  /** The recall that all counted detections together reach. */
  readonly recall: Float64Array;
  /** The score at which each recall value is reached. */
  readonly scores: Float64Array;
}

/** The twelve headline figures of COCO, 0 to 1; -1 where nothing of that kind is in the truth. */
export interface CocoSummary {
  /** Mean over IoU 0.50 to 0.95. */
  readonly ap: number;
  readonly ap50: number;
  readonly ap75: number;
  readonly apSmall: number;
  readonly apMedium: number;
  readonly apLarge: number;
  /** Average recall with 1 detection of a label on an image. */
  readonly ar1: number;
  readonly ar10: number;
  readonly ar100: number;
  readonly arSmall: number;
  readonly arMedium: number;
  readonly arLarge: number;
}

/** A precision-recall curve at its true positives: recall rises with each, precision is made falling from the right. */
class Curve {
  readonly recall: Float64Array;
  readonly precision: Float64Array;
  readonly score: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.recall = new Float64Array(capacity);
    this.precision = new Float64Array(capacity);
    this.score = new Float64Array(capacity);
  }
}

/** Reads the curve of one label, range of area, IoU and count of detections. */
function readCurve(
  { byScore, rank, detections, flags }: LabelMatches,
  score: Float64Array,
  offset: number,
  positives: number,
  most: number,
  curve: Curve,
): void {
  let hits = 0;
  let alarms = 0;
  curve.length = 0;
  for (const place of byScore) {
    if ((rank[place] as number) >= most) continue;
    const flag = flags[offset + place] as number;
    if (flag === matchFlags.matched) {
      hits += 1;
      curve.recall[curve.length] = hits / positives;
      curve.precision[curve.length] = hits / (alarms + hits + spacingOfOne);
      curve.score[curve.length] = score[detections[place] as number] as number;
      curve.length += 1;
    } else if (flag === 0) alarms += 1;
  }
  for (let i = curve.length - 1; i > 0; i -= 1) {
    const later = curve.precision[i] as number;
    if (later > (curve.precision[i - 1] as number)) curve.precision[i - 1] = later;
  }
}

/** Turns matches into curves; see {@link CocoCurves}. */
export function accumulate(
  set: EvaluationSet,
  parameters: CocoParameters,
  matches: readonly LabelMatches[],
): CocoCurves {
  const T = parameters.iouThresholds.length;
  const R = parameters.recallThresholds.length;
  const K = set.labelNames.length;
  const A = parameters.areaRanges.length;
  const M = parameters.maxDetections.length;
  const precision = new Float64Array(T * R * K * A * M).fill(-1);
  const scores = new Float64Array(T * R * K * A * M).fill(-1);
  const recall = new Float64Array(T * K * A * M).fill(-1);
  const { score } = set.detections;
  for (const match of matches) {
    const k = match.label;
    const count = match.detections.length;
    const curve = new Curve(count);
    const deepest = match.rank.reduce((most, rank) => Math.max(most, rank + 1), 0);
    for (let a = 0; a < A; a += 1) {
      const positives = match.positives[a]?.length ?? 0;
      if (positives === 0) continue;
      for (let t = 0; t < T; t += 1) {
        let counted = -1;
        for (let m = 0; m < M; m += 1) {
          const most = Math.min(parameters.maxDetections[m] as number, deepest);
          // Where no image has more detections than the last limit let through, the curve is the last one.
          if (most !== counted) readCurve(match, score, (a * T + t) * count, positives, most, curve);
          counted = most;
          recall[((t * K + k) * A + a) * M + m] = curve.length / positives;
          const first = match.byScore.find((place) => (match.rank[place] as number) < most);
          let at = 0;
          for (let r = 0; r < R; r += 1) {
            const wanted = parameters.recallThresholds[r] as number;
            while (at < curve.length && (curve.recall[at] as number) < wanted) at += 1;
            const place = (((t * R + r) * K + k) * A + a) * M + m;
            precision[place] = at < curve.length ? (curve.precision[at] as number) : 0;
            scores[place] = at < curve.length ? (curve.score[at] as number) : 0;
            // Recall 0 is reached by the best detection, right or wrong.
            if (wanted <= 0 && first !== undefined)
              scores[place] = score[match.detections[first] as number] as number;
          }
        }
      }
    }
  }
  return { parameters, labelCount: K, precision, recall, scores };
}

/** A stretch of a dimension: one place, or all of it. */
function stretch(place: number | undefined, length: number): readonly [number, number] {
  return place === undefined ? [0, length] : [place, place + 1];
}

/** The mean of what is there (-1 is not) in a slice of `[T, R, K, A, M]`; -1 of nothing. */
function meanOf(
  values: Float64Array,
  { parameters, labelCount: K }: CocoCurves,
  R: number,
  slice: CocoSlice,
): number {
  const A = parameters.areaRanges.length;
  const M = parameters.maxDetections.length;
  const a = slice.area ?? 0;
  const m = slice.most ?? M - 1;
  const [t0, t1] = stretch(slice.iou, parameters.iouThresholds.length);
  const [k0, k1] = stretch(slice.label, K);
  let sum = 0;
  let count = 0;
  for (let t = t0; t < t1; t += 1) {
    for (let r = 0; r < R; r += 1) {
      for (let k = k0; k < k1; k += 1) {
        const value = values[(((t * R + r) * K + k) * A + a) * M + m] as number;
        if (value > -1) {
          sum += value;
          count += 1;
        }
      }
    }
  }
  return count === 0 ? -1 : sum / count;
}

/** Which part of the curves a figure is the mean of; what is left out is averaged over. */
export interface CocoSlice {
  /** Place in the IoU thresholds. */
  readonly iou?: number;
  readonly label?: number;
  /** Place in the ranges of area; 0 by default. */
  readonly area?: number;
  /** Place in the counts of detections; the last by default. */
  readonly most?: number;
}

/** Average precision over a slice, 0 to 1; -1 where there is no truth. */
export function averagePrecision(curves: CocoCurves, slice: CocoSlice): number {
  return meanOf(curves.precision, curves, curves.parameters.recallThresholds.length, slice);
}

/** Average recall over a slice, 0 to 1; -1 where there is no truth. */
export function averageRecall(curves: CocoCurves, slice: CocoSlice): number {
  return meanOf(curves.recall, curves, 1, slice);
}

/** The twelve figures that `summarize` of pycocotools prints, from curves of {@link cocoParameters}. */
export function summarise(curves: CocoCurves): CocoSummary {
  return {
    ap: averagePrecision(curves, {}),
    ap50: averagePrecision(curves, { iou: 0 }),
    ap75: averagePrecision(curves, { iou: 5 }),
    apSmall: averagePrecision(curves, { area: 1 }),
    apMedium: averagePrecision(curves, { area: 2 }),
    apLarge: averagePrecision(curves, { area: 3 }),
    ar1: averageRecall(curves, { most: 0 }),
    ar10: averageRecall(curves, { most: 1 }),
    ar100: averageRecall(curves, {}),
    arSmall: averageRecall(curves, { area: 1 }),
    arMedium: averageRecall(curves, { area: 2 }),
    arLarge: averageRecall(curves, { area: 3 }),
  };
}

/** COCO's evaluation of a set: matching, curves, figures. */
export function evaluateCoco(set: EvaluationSet): {
  readonly matches: readonly LabelMatches[];
  readonly curves: CocoCurves;
  readonly summary: CocoSummary;
} {
  const matches = matchLabels(set, cocoParameters);
  const curves = accumulate(set, cocoParameters, matches);
  return { matches, curves, summary: summarise(curves) };
}
