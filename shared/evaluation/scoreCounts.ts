import { ratesOf } from './counts.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { type Outcomes, outcomeOf } from './outcomes.ts';
import type { OperatingPoint } from './thresholds.ts';

/** Least scores that a slider can stand at: 0, 0.01 ... 1. */
export const scoreSteps = 100;

/** How many detections are right and wrong when everything from a score on counts, by hundredths of the score, 0 to 100. */
export interface ScoreCounts {
  readonly truePositives: readonly number[];
  readonly falsePositives: readonly number[];
}

/** The last hundredth that a score reaches: 0.29 is 29, though 100 times 0.29 is less in binary. */
function stepOf(score: number): number {
  const near = Math.round(score * scoreSteps);
  return Math.max(0, Math.min(scoreSteps, near / scoreSteps <= score ? near : near - 1));
}

/**
 * Counts some detections by the least score that counts. As in `operatingPoints`, one matching serves all scores.
 *
 * @param outcomes - from least score 0, so that each detection has been matched
 */
export function countByScore(set: EvaluationSet, outcomes: Outcomes, items: Int32Array): ScoreCounts {
  const truePositives = new Array<number>(scoreSteps + 1).fill(0);
  const falsePositives = new Array<number>(scoreSteps + 1).fill(0);
  for (const item of items) {
    const kind = outcomeOf(outcomes.detectionKinds[item]);
    if (kind === 'ignored') continue;
    const step = stepOf(set.detections.score[item] as number);
    const own = kind === 'correct' ? truePositives : falsePositives;
    own[step] = (own[step] as number) + 1;
  }
  for (let step = scoreSteps - 1; step >= 0; step -= 1) {
    truePositives[step] = (truePositives[step] as number) + (truePositives[step + 1] as number);
    falsePositives[step] = (falsePositives[step] as number) + (falsePositives[step + 1] as number);
  }
  return { truePositives, falsePositives };
}

/** What a detector does from a score of so many hundredths on. */
export function pointAtStep(
  { truePositives, falsePositives }: ScoreCounts,
  truths: number,
  step: number,
): OperatingPoint {
  const right = truePositives[step] ?? 0;
  const counts = {
    truePositives: right,
    falsePositives: falsePositives[step] ?? 0,
    falseNegatives: truths - right,
  };
  return { score: step / scoreSteps, ...counts, ...ratesOf(counts) };
}

/** The hundredth from `least` on with the highest F1, of equal ones the highest; null where no detection is right. */
export function bestStep(counts: ScoreCounts, truths: number, least: number): number | null {
  let best: number | null = null;
  let highest = 0;
  for (let step = scoreSteps; step >= least; step -= 1) {
    const f1 = pointAtStep(counts, truths, step).f1 ?? 0;
    if (f1 > highest) [best, highest] = [step, f1];
  }
  return best;
}

/** The counts of several labels together, all from the same score on. */
export function sumScoreCounts(all: readonly ScoreCounts[]): ScoreCounts {
  const sum = (key: keyof ScoreCounts): readonly number[] =>
    Array.from({ length: scoreSteps + 1 }, (_, step) =>
      all.reduce((total, counts) => total + (counts[key][step] ?? 0), 0),
    );
  return { truePositives: sum('truePositives'), falsePositives: sum('falsePositives') };
}
