// Likely label errors as FiftyOne Brain ranks them (compute_mistakenness, with confidences in the place of logits).
import { type EvaluationSet, groupBy, overlapOf, sortByScore } from './evaluationSet.ts';

/** The IoU from which on a detection speaks about a truth. */
const leastIou = 0.5;

/** From which score on a detection on nothing points to a symbol that people overlooked. */
const sureScore = 0.95;

/** What may be wrong with the annotations of a set. */
export interface Mistakenness {
  /** Chance-like value that the label of each truth is wrong, 0 to 1; NaN where no detection speaks about it. */
  readonly label: Float64Array;
  /** The same for its place. */
  readonly place: Float64Array;
  /** The detection that speaks about each truth, else -1. */
  readonly detectionOf: Int32Array;
  /** Detections that no truth has: symbols that may be missing. */
  readonly possiblyMissing: readonly number[];
  /** Truths that no detection has: boxes that may be there for nothing. */
  readonly possiblySpurious: readonly number[];
}

/** (m c + 1) / 2, where c is the score and m is -1 when the labels agree, 1 when not: sure disagreement is near 1. */
export function labelMistakenness(score: number, agrees: boolean): number {
  return ((agrees ? -1 : 1) * score + 1) / 2;
}

/** (c (2 i - 1) + 1) / 2 with i = (1 - IoU) / (1 - 0.5), 0 for a perfect and 1 for a barely sufficient overlap. */
export function placeMistakenness(score: number, iou: number): number {
  const i = (1 - iou) / (1 - leastIou);
  return (score * (2 * i - 1) + 1) / 2;
}

/**
 * Asks of each annotation how sure the detector is that it is wrong. Matching disregards labels: by falling score, each
 * detection takes the free truth that it covers best, from IoU 0.5 on.
 */
export function findMistakes(set: EvaluationSet): Mistakenness {
  const { truth, detections, imageNames } = set;
  const label = new Float64Array(truth.count).fill(NaN);
  const place = new Float64Array(truth.count).fill(NaN);
  const detectionOf = new Int32Array(truth.count).fill(-1);
  const possiblyMissing: number[] = [];
  const truths = groupBy(truth.image, imageNames.length);
  const found = groupBy(detections.image, imageNames.length);
  for (let image = 0; image < imageNames.length; image += 1) {
    const own = truths.order.subarray(truths.start[image], truths.start[image + 1]);
    const from = found.start[image] as number;
    const to = found.start[image + 1] as number;
    sortByScore(found.order, from, to, detections.score);
    for (const d of found.order.subarray(from, to)) {
      const score = detections.score[d] as number;
      let best = leastIou;
      let match = -1;
      for (const t of own) {
        if (truth.crowd[t] === 1 || detectionOf[t] !== -1) continue;
        const iou = overlapOf(detections, d, truth, t);
        if (iou < best) continue;
        best = iou;
        match = t;
      }
      if (match === -1) {
        if (score > sureScore) possiblyMissing.push(d);
        continue;
      }
      detectionOf[match] = d;
      label[match] = labelMistakenness(score, truth.label[match] === detections.label[d]);
      place[match] = placeMistakenness(score, best);
    }
  }
  const possiblySpurious = Array.from({ length: truth.count }, (_, t) => t).filter(
    (t) => detectionOf[t] === -1 && truth.crowd[t] === 0,
  );
  return { label, place, detectionOf, possiblyMissing, possiblySpurious };
}

/** Truths by falling mistakenness of their label; those that no detection speaks about are left out. */
export function rankMistakes({ label }: Mistakenness): readonly number[] {
  return Array.from(label, (_, t) => t)
    .filter((t) => !Number.isNaN(label[t]))
    .sort((a, b) => (label[b] as number) - (label[a] as number) || a - b);
}
