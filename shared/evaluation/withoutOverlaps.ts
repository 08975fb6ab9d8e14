import { type EvaluationSet, groupBy, overlapOf } from './evaluationSet.ts';

/** Which detections are looked at first. */
export interface OverlapParameters {
  /** Of two detections with a higher IoU than this one stays, 0 to 1. */
  readonly nms: number;
  /** Score from which on a detection counts. */
  readonly score: number;
  /** The same for labels that have one of their own, by name. */
  readonly labelScores?: ReadonlyMap<string, number>;
}

/**
 * Greedy non-maximum suppression over all labels, as the window shows detections: first among those that count, by
 * falling score, then among the rest, which AP still looks at. What counts is therefore what is seen, and nothing that
 * is not seen takes the place of it.
 */
export function withoutOverlaps(set: EvaluationSet, parameters: OverlapParameters): EvaluationSet {
  const { detections, imageNames, labelNames } = set;
  const least = labelNames.map((name) => parameters.labelScores?.get(name) ?? parameters.score);
  const counts = (d: number): number =>
    (detections.score[d] as number) >= (least[detections.label[d] as number] as number) ? 1 : 0;
  const { start, order } = groupBy(detections.image, imageNames.length);
  const isKept = new Uint8Array(detections.count);
  for (let image = 0; image < imageNames.length; image += 1) {
    const own = Array.from(order.subarray(start[image], start[image + 1])).sort(
      (a, b) =>
        counts(b) - counts(a) || (detections.score[b] as number) - (detections.score[a] as number) || a - b,
    );
    const kept: number[] = [];
    for (const d of own) {
      if (kept.some((other) => overlapOf(detections, d, detections, other) > parameters.nms)) continue;
      kept.push(d);
      isKept[d] = 1;
    }
  }
  const items = Int32Array.from(
    Array.from({ length: detections.count }, (_, d) => d).filter((d) => isKept[d] === 1),
  );
  const places = (values: Int32Array): Int32Array => Int32Array.from(items, (d) => values[d] as number);
  const sides = (values: Float64Array): Float64Array => Float64Array.from(items, (d) => values[d] as number);
  return {
    ...set,
    detections: {
      count: items.length,
      image: places(detections.image),
      label: places(detections.label),
      x: sides(detections.x),
      y: sides(detections.y),
      width: sides(detections.width),
      height: sides(detections.height),
      score: sides(detections.score),
    },
  };
}
