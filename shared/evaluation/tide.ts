// TIDE: Bolya, Foley, Hays, Hoffman, "TIDE: A General Toolbox for Identifying Object Detection Errors", ECCV 2020, as its
// package tidecv computes it (quantify.py, ap.py, errors/main_errors.py), order of equal scores included.
import { type EvaluationSet, groupBy, increment, overlapOf, sortByScore } from './evaluationSet.ts';

/**
 * What is wrong with a detection or truth, by TIDE's short names:
 * `Cls` right place, wrong label; `Loc` right label, badly placed; `Both` neither; `Dupe` a second detection of one
 * symbol; `Bkg` nothing is there; `Miss` a truth that no detection could be mended to.
 */
export const tideErrors = ['Cls', 'Loc', 'Both', 'Dupe', 'Bkg', 'Miss'] as const;

/** One of {@link tideErrors}. */
export type TideError = (typeof tideErrors)[number];

/** TIDE's figures. AP and costs are in AP points, 0 to 100, as tidecv prints them. */
export interface TideSummary {
  /** Mean AP over labels at the one IoU. Labels without truth but with detections count with 0. */
  readonly ap: number;
  /** By how much AP would rise if all errors of a kind were mended. */
  readonly cost: Readonly<Record<TideError, number>>;
  /** The same for all false positives, and for all false negatives. */
  readonly special: Readonly<Record<'FalsePos' | 'FalseNeg', number>>;
  readonly counts: Readonly<Record<TideError, number>>;
}

/** TIDE's figures and the kind of each error. */
export interface TideResult {
  readonly summary: TideSummary;
  /** The kind of error of each detection; null for right ones and for those beyond the hundredth of an image. */
  readonly detectionErrors: readonly (TideError | null)[];
  /** 1 for each truth that counts as missed. */
  readonly missed: Uint8Array;
}

/** IoU from which on a detection is right, and up to which it is on background; detections of an image that count. */
export interface TideParameters {
  readonly foreground: number;
  readonly background: number;
  readonly maxDetections: number;
}

/** tidecv's defaults. */
export const tideParameters: TideParameters = { foreground: 0.5, background: 0.1, maxDetections: 100 };

/** A point of a precision-recall curve: as it is, or as it would be. */
interface Point {
  readonly label: number;
  readonly score: number;
  readonly isRight: boolean;
}

/** One error with what mending it would do. */
interface FoundError {
  readonly type: TideError;
  /** Null where nothing stands on the curve: a missed truth, or a detection in a crowd region. */
  readonly original: Point | null;
  /** Null where mending takes the point away. */
  readonly mended: () => Point | null;
  /** The label that loses a truth when this is mended: of missed ones. */
  readonly truthLabel: number | null;
}

/** Truths of one image, and what has become of them. */
interface Example {
  readonly detections: Int32Array;
  readonly truths: Int32Array;
  readonly ious: Float64Array;
  readonly truthUsed: Uint8Array;
}

/** Everything one pass over the images finds. */
interface Findings {
  readonly errors: FoundError[];
  /** On the curve, in the order of tidecv. */
  readonly points: Point[];
  /** The right ones among them. */
  readonly right: Point[];
  readonly positives: Int32Array;
  readonly falseNegatives: Int32Array;
  readonly detectionErrors: (TideError | null)[];
  readonly missed: Uint8Array;
}

/** The best of a row, first of equals; what `allowed` refuses counts as 0, as in the masked matrices of tidecv. */
function bestOf(
  { ious, truths }: Example,
  row: number,
  allowed: (column: number) => boolean,
): { column: number; iou: number } {
  let column = 0;
  let iou = -1;
  for (let t = 0; t < truths.length; t += 1) {
    const own = allowed(t) ? (ious[row * truths.length + t] as number) : 0;
    if (own > iou) {
      iou = own;
      column = t;
    }
  }
  return { column, iou };
}

/** Mends at most one detection for each truth: the one with the best score, of equal ones the first. */
class BestCandidates {
  readonly #best = new Map<number, { detection: number; score: number }>();

  offer(truth: number, detection: number, score: number): void {
    const best = this.#best.get(truth);
    if (best === undefined || best.score < score) this.#best.set(truth, { detection, score });
  }

  isBest(truth: number, detection: number): boolean {
    return this.#best.get(truth)?.detection === detection;
  }

  has(truth: number): boolean {
    return this.#best.has(truth);
  }
}

/** Whether a crowd region of the detection's label covers it. */
function isInCrowd(set: EvaluationSet, detection: number, crowds: Int32Array, least: number): boolean {
  return crowds.some(
    (crowd) =>
      set.truth.label[crowd] === set.detections.label[detection] &&
      overlapOf(set.detections, detection, set.truth, crowd, true) > least,
  );
}

class ImagePass {
  readonly #set: EvaluationSet;
  readonly #parameters: TideParameters;
  readonly #findings: Findings;
  readonly #candidates = new BestCandidates();

  constructor(set: EvaluationSet, parameters: TideParameters, findings: Findings) {
    this.#set = set;
    this.#parameters = parameters;
    this.#findings = findings;
  }

  run(detections: Int32Array, truths: Int32Array, crowds: Int32Array): void {
    const { truth, detections: found } = this.#set;
    const { points, right, positives, falseNegatives } = this.#findings;
    for (const t of truths) increment(positives, truth.label[t] as number, 1);
    const example: Example = {
      detections,
      truths,
      ious: new Float64Array(detections.length * truths.length),
      truthUsed: new Uint8Array(truths.length),
    };
    detections.forEach((d, row) => {
      truths.forEach((t, column) => {
        example.ious[row * truths.length + column] = overlapOf(found, d, truth, t);
      });
    });
    const isRight = this.#match(example);
    detections.forEach((d, row) => {
      const point = {
        label: found.label[d] as number,
        score: found.score[d] as number,
        isRight: isRight[row] === 1,
      };
      if (point.isRight) {
        points.push(point);
        right.push(point);
        return;
      }
      const isIgnored = isInCrowd(this.#set, d, crowds, this.#parameters.foreground);
      if (!isIgnored) points.push(point);
      this.#explain(example, row, isIgnored ? null : point);
    });
    truths.forEach((t, column) => {
      if (example.truthUsed[column] === 1) return;
      const label = truth.label[t] as number;
      increment(falseNegatives, label, 1);
      if (this.#candidates.has(t)) return;
      this.#findings.missed[t] = 1;
      this.#findings.errors.push({ type: 'Miss', original: null, mended: () => null, truthLabel: label });
    });
  }

  /** By falling score, each detection takes the free truth of its label that it covers best. */
  #match(example: Example): Uint8Array {
    const { truth, detections } = this.#set;
    const isRight = new Uint8Array(example.detections.length);
    example.detections.forEach((d, row) => {
      if (example.truths.length === 0) return;
      const { column, iou } = bestOf(
        example,
        row,
        (t) => example.truthUsed[t] === 0 && truth.label[example.truths[t] as number] === detections.label[d],
      );
      if (iou < this.#parameters.foreground) return;
      isRight[row] = 1;
      example.truthUsed[column] = 1;
    });
    return isRight;
  }

  #add(
    row: number,
    example: Example,
    type: TideError,
    original: Point | null,
    mended: () => Point | null,
  ): void {
    this.#findings.detectionErrors[example.detections[row] as number] = type;
    this.#findings.errors.push({ type, original, mended, truthLabel: null });
  }

  /** Why a detection is wrong; the first reason that holds. */
  #explain(example: Example, row: number, original: Point | null): void {
    const { truth, detections: found } = this.#set;
    const { foreground, background } = this.#parameters;
    const { truths, truthUsed } = example;
    const detection = example.detections[row] as number;
    const score = found.score[detection] as number;
    const ownLabel = found.label[detection] as number;
    const labelOf = (column: number): number => truth.label[truths[column] as number] as number;
    const gone = (): null => null;
    if (truths.length === 0) {
      this.#add(row, example, 'Bkg', original, gone);
      return;
    }
    /** The truth that the detection would become right for, if no other one takes it. */
    const candidateFor = (column: number, label: number): (() => Point | null) => {
      if (truthUsed[column] === 1) return gone;
      const t = truths[column] as number;
      this.#candidates.offer(t, detection, score);
      return () => (this.#candidates.isBest(t, detection) ? { label, score, isRight: true } : null);
    };
    const near = bestOf(example, row, (t) => labelOf(t) === ownLabel);
    if (background <= near.iou && near.iou <= foreground) {
      this.#add(row, example, 'Loc', original, candidateFor(near.column, ownLabel));
      return;
    }
    const other = bestOf(example, row, (t) => labelOf(t) !== ownLabel);
    if (other.iou >= foreground) {
      this.#add(row, example, 'Cls', original, candidateFor(other.column, labelOf(other.column)));
      return;
    }
    const taken = bestOf(example, row, (t) => truthUsed[t] === 1 && labelOf(t) === ownLabel);
    if (taken.iou >= foreground) {
      this.#add(row, example, 'Dupe', original, gone);
      return;
    }
    const any = bestOf(example, row, () => true);
    this.#add(row, example, any.iou <= background ? 'Bkg' : 'Both', original, gone);
  }
}

/** AP of one label at 101 recall values, 0 to 1, from whether each point is right, by falling score. */
function apOfLabel(isRight: readonly boolean[], positives: number): number {
  if (positives === 0) return 0;
  const recall: number[] = [];
  const precision: number[] = [];
  let hits = 0;
  for (let i = 0; i < isRight.length; i += 1) {
    if (isRight[i] !== true) continue;
    hits += 1;
    recall.push(hits / positives);
    precision.push(hits / (i + 1));
  }
  for (let i = precision.length - 1; i > 0; i -= 1)
    precision[i - 1] = Math.max(precision[i - 1] as number, precision[i] as number);
  let sum = 0;
  for (let step = 0, at = 0; step <= 100; step += 1) {
    while (at < recall.length && (recall[at] as number) < step / 100) at += 1;
    sum += precision[at] ?? 0;
  }
  return sum / 101;
}

/** The mean over the labels that have a point or a truth, in AP points. Points of one score keep their order. */
function meanAp(points: readonly Point[], positives: Int32Array): number {
  const order = Int32Array.from({ length: points.length }, (_, i) => i);
  sortByScore(
    order,
    0,
    order.length,
    Float64Array.from(points, ({ score }) => score),
  );
  const byLabel: boolean[][] = Array.from(positives, () => []);
  for (const i of order) {
    const { label, isRight } = points[i] as Point;
    byLabel[label]?.push(isRight);
  }
  let sum = 0;
  let count = 0;
  byLabel.forEach((own, label) => {
    const truths = positives[label] as number;
    if (own.length === 0 && truths === 0) return;
    sum += apOfLabel(own, truths);
    count += 1;
  });
  return count === 0 ? 0 : (sum / count) * 100;
}

/** The curve's points with the errors of one kind mended: errors first, then what is right, as tidecv lists them. */
function mend(
  { errors, right, positives }: Findings,
  type: TideError,
): { points: Point[]; positives: Int32Array } {
  const left = positives.slice();
  const points: Point[] = [];
  for (const error of errors) {
    const isMended = error.type === type;
    if (isMended && error.truthLabel !== null) increment(left, error.truthLabel, -1);
    const point = isMended ? error.mended() : error.original;
    if (point !== null) points.push(point);
  }
  return { points: points.concat(right), positives: left };
}

function noteAll(set: EvaluationSet, parameters: TideParameters): Findings {
  const { truth, detections, imageNames, labelNames } = set;
  const findings: Findings = {
    errors: [],
    points: [],
    right: [],
    positives: new Int32Array(labelNames.length),
    falseNegatives: new Int32Array(labelNames.length),
    detectionErrors: Array.from({ length: detections.count }, () => null),
    missed: new Uint8Array(truth.count),
  };
  const pass = new ImagePass(set, parameters, findings);
  const truths = groupBy(truth.image, imageNames.length);
  const found = groupBy(detections.image, imageNames.length);
  for (let image = 0; image < imageNames.length; image += 1) {
    const own = truths.order.subarray(truths.start[image], truths.start[image + 1]);
    const from = found.start[image] as number;
    const to = found.start[image + 1] as number;
    sortByScore(found.order, from, to, detections.score);
    pass.run(
      found.order.subarray(from, Math.min(to, from + parameters.maxDetections)),
      own.filter((t) => truth.crowd[t] === 0),
      own.filter((t) => truth.crowd[t] === 1),
    );
  }
  return findings;
}

/**
 * Sorts the errors into TIDE's six kinds and says what each kind costs in AP. A crowd region ignores the unmatched
 * detections of its label that lie in it.
 */
export function evaluateTide(set: EvaluationSet, parameters: TideParameters = tideParameters): TideResult {
  const findings = noteAll(set, parameters);
  const { errors, points, right, positives, falseNegatives, detectionErrors, missed } = findings;
  const ap = meanAp(points, positives);
  const each = <V>(value: (type: TideError) => V): Record<TideError, V> =>
    Object.fromEntries(tideErrors.map((type) => [type, value(type)])) as Record<TideError, V>;
  const wrong = errors.flatMap(({ original }) => (original === null ? [] : [original]));
  const noFalseAlarms = [
    ...wrong.map((point) => ({ ...point, score: 0 })),
    ...right.map((point) => ({ ...point, score: 1 })),
  ];
  const found = positives.map((count, label) => count - (falseNegatives[label] as number));
  return {
    summary: {
      ap,
      cost: each((type) => {
        const mended = mend(findings, type);
        // Below 0 it is an effect of the 101 steps alone.
        return Math.max(meanAp(mended.points, mended.positives) - ap, 0);
      }),
      special: {
        FalsePos: meanAp(noFalseAlarms, positives) - ap,
        FalseNeg: meanAp(wrong.concat(right), found) - ap,
      },
      counts: each((type) => errors.reduce((count, error) => count + (error.type === type ? 1 : 0), 0)),
    },
    detectionErrors,
    missed,
  };
}
