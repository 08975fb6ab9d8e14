import { type EvaluationSet, groupBy } from './evaluationSet.ts';
import { leastScoreOf, type OutcomeParameters } from './outcomes.ts';
import { pairBoxes } from './pairBoxes.ts';

/** How a box of one run comes back in another, such as the same model at another precision. */
export interface DetectionChange {
  readonly kind: 'same' | 'moved' | 'relabelled' | 'lost' | 'new';
  readonly image: number;
  readonly a: number | null;
  readonly b: number | null;
  /** Of a pair, else 0. */
  readonly iou: number;
}

/** What a conversion does to detections, truth left aside. */
export interface DetectionComparison {
  readonly counts: Readonly<Record<DetectionChange['kind'], number>>;
  /** Largest difference of the scores of a pair, 0 to 1. */
  readonly largestScoreDelta: number;
  /** Largest difference of an edge of a pair, in pixels. */
  readonly largestEdgeDelta: number;
}

/** From this IoU on two boxes are one, below {@link sameSpot} it has moved. */
const leastIou = 0.5;
const sameSpot = 0.9;

function itemsByImage(set: EvaluationSet, parameters: OutcomeParameters): readonly (readonly number[])[] {
  const images = set.imageNames.length;
  const { start, order } = groupBy(set.detections.image, images);
  return Array.from({ length: images }, (_, image) =>
    [...order.subarray(start[image], start[image + 1])].filter(
      (d) =>
        (set.detections.score[d] as number) >= leastScoreOf(parameters, set.detections.label[d] as number),
    ),
  );
}

function edgeDelta(
  a: EvaluationSet['detections'],
  i: number,
  b: EvaluationSet['detections'],
  j: number,
): number {
  const [ax, ay, aw, ah] = [a.x[i], a.y[i], a.width[i], a.height[i]] as [number, number, number, number];
  const [bx, by, bw, bh] = [b.x[j], b.y[j], b.width[j], b.height[j]] as [number, number, number, number];
  return Math.max(
    Math.abs(ax - bx),
    Math.abs(ay - by),
    Math.abs(ax + aw - bx - bw),
    Math.abs(ay + ah - by - bh),
  );
}

/**
 * Compares two runs with one another, without truth: which boxes survive, and by how much scores and edges differ.
 *
 * @param a - first run
 * @param b - second run on the same images in the same order
 * @param parametersOf - from which score on the detections of each run count
 */
export function compareDetections(
  a: EvaluationSet,
  b: EvaluationSet,
  parametersOf: (set: EvaluationSet) => OutcomeParameters,
): { readonly changes: readonly DetectionChange[]; readonly summary: DetectionComparison } {
  const changes: DetectionChange[] = [];
  const counts = { same: 0, moved: 0, relabelled: 0, lost: 0, new: 0 };
  let largestScoreDelta = 0;
  let largestEdgeDelta = 0;
  const nameA = (d: number): string => a.labelNames[a.detections.label[d] as number] ?? '';
  const nameB = (d: number): string => b.labelNames[b.detections.label[d] as number] ?? '';
  const second = itemsByImage(b, parametersOf(b));
  for (const [image, first] of itemsByImage(a, parametersOf(a)).entries()) {
    const other = second[image] ?? [];
    const pairs = pairBoxes(
      { columns: a.detections, items: first },
      { columns: b.detections, items: other },
      leastIou,
      (x, y) => nameA(x) === nameB(y),
    );
    const pairedA = new Set(pairs.map((pair) => pair.a));
    const pairedB = new Set(pairs.map((pair) => pair.b));
    for (const pair of pairs) {
      const scoreDelta = Math.abs(
        (a.detections.score[pair.a] as number) - (b.detections.score[pair.b] as number),
      );
      largestScoreDelta = Math.max(largestScoreDelta, scoreDelta);
      largestEdgeDelta = Math.max(largestEdgeDelta, edgeDelta(a.detections, pair.a, b.detections, pair.b));
      const isSameLabel = nameA(pair.a) === nameB(pair.b);
      const kind = !isSameLabel ? 'relabelled' : pair.iou < sameSpot ? 'moved' : 'same';
      changes.push({ kind, image, ...pair });
    }
    for (const d of first) if (!pairedA.has(d)) changes.push({ kind: 'lost', image, a: d, b: null, iou: 0 });
    for (const d of other) if (!pairedB.has(d)) changes.push({ kind: 'new', image, a: null, b: d, iou: 0 });
  }
  for (const { kind } of changes) counts[kind] += 1;
  return { changes, summary: { counts, largestScoreDelta, largestEdgeDelta } };
}
