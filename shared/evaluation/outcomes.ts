import { type EvaluationSet, groupBy, overlapOf, sortByScore } from './evaluationSet.ts';
import { pairBoxes } from './pairBoxes.ts';

/** From which score and overlap on a detection counts. */
export interface OutcomeParameters {
  /** Least IoU of a detection and its truth, 0 to 1. */
  readonly iou: number;
  /** Least score, 0 to 1. */
  readonly score: number;
  /** Least scores of labels that have one of their own, by the label's place. */
  readonly labelScores?: ReadonlyMap<number, number>;
}

/** From which score on a detection of a label counts, 0 to 1. */
export function leastScoreOf({ score, labelScores }: OutcomeParameters, label: number): number {
  return labelScores?.get(label) ?? score;
}

/** Least scores of labels, by name, for a set that has its labels in its own order. */
export function labelScoresOf(
  { labelNames }: EvaluationSet,
  byName: ReadonlyMap<string, number> | undefined,
): ReadonlyMap<number, number> {
  return new Map(
    labelNames.flatMap((name, label) => {
      const own = byName?.get(name);
      return own === undefined ? [] : [[label, own] as const];
    }),
  );
}

/**
 * What became of a box. `correct`: right label, right place; `confused`: right place, wrong label; `spurious`: a detection
 * of nothing; `missed`: a truth without detection; `ignored`: in a crowd region, or below the least score.
 */
export const outcomeKinds = ['correct', 'confused', 'spurious', 'missed', 'ignored'] as const;

/** One of {@link outcomeKinds}. */
export type OutcomeKind = (typeof outcomeKinds)[number];

/** What became of each detection and each truth. */
export interface Outcomes {
  /** The truth of each detection that is correct or confused, else -1. */
  readonly truthOf: Int32Array;
  /** The detection of each truth that is correct or confused, else -1. */
  readonly detectionOf: Int32Array;
  /** IoU of each detection with its truth; of others 0. */
  readonly iou: Float64Array;
  /** Places in {@link outcomeKinds}. */
  readonly detectionKinds: Uint8Array;
  /** Places in {@link outcomeKinds}. */
  readonly truthKinds: Uint8Array;
}

const kind = { correct: 0, confused: 1, spurious: 2, missed: 3, ignored: 4 } as const satisfies Record<
  OutcomeKind,
  number
>;

interface Pair {
  readonly detection: number;
  readonly truth: number;
  readonly iou: number;
}

/**
 * Says of each box whether it is right, and if not, how not.
 *
 * First as COCO and VOC match (Everingham et al. 2010): by falling score, each detection takes the free truth of its
 * label with the highest IoU that reaches the least one. What is left over is then matched whatever the labels, best IoU
 * first: those are confusions. So a correct box never becomes a confusion, the diagonal of the confusion matrix holds
 * the true positives of precision and recall, and forgiving a confusion can only raise the score.
 */
export function findOutcomes(set: EvaluationSet, parameters: OutcomeParameters): Outcomes {
  const { truth, detections, imageNames } = set;
  const outcomes: Outcomes = {
    truthOf: new Int32Array(detections.count).fill(-1),
    detectionOf: new Int32Array(truth.count).fill(-1),
    iou: new Float64Array(detections.count),
    detectionKinds: new Uint8Array(detections.count).fill(kind.ignored),
    truthKinds: new Uint8Array(truth.count).fill(kind.ignored),
  };
  const settle = ({ detection, truth: t, iou }: Pair, as: number): void => {
    outcomes.truthOf[detection] = t;
    outcomes.detectionOf[t] = detection;
    outcomes.iou[detection] = iou;
    outcomes.detectionKinds[detection] = as;
    outcomes.truthKinds[t] = as;
  };
  const truths = groupBy(truth.image, imageNames.length);
  const found = groupBy(detections.image, imageNames.length);
  for (let image = 0; image < imageNames.length; image += 1) {
    const own = truths.order.subarray(truths.start[image], truths.start[image + 1]);
    const from = found.start[image] as number;
    const to = found.start[image + 1] as number;
    sortByScore(found.order, from, to, detections.score);
    const left: number[] = [];
    for (let place = from; place < to; place += 1) {
      const detection = found.order[place] as number;
      const label = detections.label[detection] as number;
      const least = leastScoreOf(parameters, label);
      if ((detections.score[detection] as number) < least) continue;
      let best = parameters.iou;
      let match = -1;
      let isInCrowd = false;
      for (const t of own) {
        if (truth.label[t] !== label) continue;
        if (truth.crowd[t] === 1) {
          isInCrowd ||= overlapOf(detections, detection, truth, t, true) >= parameters.iou;
          continue;
        }
        if (outcomes.detectionOf[t] !== -1) continue;
        const iou = overlapOf(detections, detection, truth, t);
        // Of two equal ones the later, as pycocotools takes it.
        if (iou < best) continue;
        best = iou;
        match = t;
      }
      if (match !== -1) settle({ detection, truth: match, iou: best }, kind.correct);
      else if (!isInCrowd) left.push(detection);
    }
    const free = [...own].filter((t) => truth.crowd[t] === 0 && outcomes.detectionOf[t] === -1);
    for (const detection of left) outcomes.detectionKinds[detection] = kind.spurious;
    for (const t of free) outcomes.truthKinds[t] = kind.missed;
    const confused = pairBoxes(
      { columns: detections, items: left },
      { columns: truth, items: free },
      parameters.iou,
    );
    for (const { a, b, iou } of confused) settle({ detection: a, truth: b, iou }, kind.confused);
  }
  return outcomes;
}

/** The kind as a word. */
export function outcomeOf(place: number | undefined): OutcomeKind {
  return outcomeKinds[place ?? kind.ignored] ?? 'ignored';
}
