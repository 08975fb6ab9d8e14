import { type Rates, ratesOf } from './counts.ts';
import { type EvaluationSet, sortByScore } from './evaluationSet.ts';
import { type Outcomes, outcomeOf } from './outcomes.ts';

/** What a detector does when everything from this score on counts. */
export interface OperatingPoint extends Rates {
  readonly score: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/**
 * The operating points of some detections by falling score, one for each different score. Greedy matching goes by
 * falling score, so what is right at a low threshold is what is right at a higher one: one matching serves them all.
 *
 * @param outcomes - from least score 0, so that each detection has been matched
 * @param truths - how many truths count
 */
export function operatingPoints(
  set: EvaluationSet,
  outcomes: Outcomes,
  items: Int32Array,
  truths: number,
): readonly OperatingPoint[] {
  const { score } = set.detections;
  const order = items.slice();
  sortByScore(order, 0, order.length, score);
  const points: OperatingPoint[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (let i = 0; i < order.length; i += 1) {
    const item = order[i] as number;
    const kind = outcomeOf(outcomes.detectionKinds[item]);
    if (kind === 'ignored') continue;
    if (kind === 'correct') truePositives += 1;
    else falsePositives += 1;
    const own = score[item] as number;
    const next = order[i + 1];
    if (next !== undefined && score[next] === own) continue;
    const counts = { truePositives, falsePositives, falseNegatives: truths - truePositives };
    points.push({ score: own, ...counts, ...ratesOf(counts) });
  }
  return points;
}

/**
 * The point with the highest F1, of equal ones that with the highest score; null where no detection is right.
 */
export function bestOperatingPoint(points: readonly OperatingPoint[]): OperatingPoint | null {
  let best: OperatingPoint | null = null;
  for (const point of points) {
    if ((point.f1 ?? 0) > (best?.f1 ?? 0)) best = point;
  }
  return best;
}

/** At most so many of the points, the first and the last among them, evenly taken: enough for a chart. */
export function thinOut(points: readonly OperatingPoint[], most: number): readonly OperatingPoint[] {
  if (points.length <= most) return points;
  return Array.from(
    { length: most },
    (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))] as OperatingPoint,
  );
}
