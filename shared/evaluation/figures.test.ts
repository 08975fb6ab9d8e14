import { describe, expect, it } from 'vitest';
import { bootstrap, bootstrapDifference, seededDraws } from './bootstrap.ts';
import { calibrate } from './calibration.ts';
import { compareDetections } from './compareDetections.ts';
import { compareRuns, countChanges } from './compareRuns.ts';
import { type Counts, formulaShares, ratesOf } from './counts.ts';
import { evaluateRun } from './evaluateRun.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { findMistakes, labelMistakenness, placeMistakenness, rankMistakes } from './mistakenness.ts';
import { findOutcomes, outcomeOf } from './outcomes.ts';
import { percentile, summariseLatency } from './percentiles.ts';
import { bestOperatingPoint, operatingPoints } from './thresholds.ts';

type Row = readonly [image: number, label: string, x: number, y: number, width: number, height: number];
type ScoredRow = readonly [...Row, number];

const labelNames = ['1', 'l', '+', '-'];

function columnsOf(rows: readonly (Row | ScoredRow)[]) {
  const side = (i: 2 | 3 | 4 | 5): Float64Array => Float64Array.from(rows, (row) => row[i]);
  return {
    count: rows.length,
    image: Int32Array.from(rows, ([image]) => image),
    label: Int32Array.from(rows, ([, label]) => labelNames.indexOf(label)),
    x: side(2),
    y: side(3),
    width: side(4),
    height: side(5),
  };
}

function setOf(truth: readonly Row[], detections: readonly ScoredRow[], crowd: readonly number[] = []) {
  return {
    imageNames: ['a.png', 'b.png', 'c.png'],
    labelNames,
    truth: {
      ...columnsOf(truth),
      area: Float64Array.from(truth, (row) => row[4] * row[5]),
      crowd: Uint8Array.from(truth, (_, t) => (crowd.includes(t) ? 1 : 0)),
    },
    detections: { ...columnsOf(detections), score: Float64Array.from(detections, (row) => row[6]) },
  } satisfies EvaluationSet;
}

const strict = { iou: 0.5, score: 0.5 };
const kindsOf = (set: EvaluationSet, parameters = strict): readonly string[] =>
  Array.from(findOutcomes(set, parameters).detectionKinds, outcomeOf);

describe('outcomes', () => {
  const truth: readonly Row[] = [
    [0, '1', 0, 0, 10, 20],
    [0, '+', 30, 0, 20, 20],
    [1, '-', 0, 0, 20, 4],
  ];

  it('tell right, confused, spurious and missed apart', () => {
    const set = setOf(truth, [
      [0, 'l', 0, 0, 10, 20, 0.9],
      [0, '+', 30, 0, 20, 20, 0.8],
      [0, '+', 90, 0, 20, 20, 0.7],
      [1, '-', 0, 0, 20, 4, 0.4],
    ]);
    expect(kindsOf(set)).toEqual(['confused', 'correct', 'spurious', 'ignored']);
    expect(Array.from(findOutcomes(set, strict).truthKinds, outcomeOf)).toEqual([
      'confused',
      'correct',
      'missed',
    ]);
  });

  it('give a truth to the detection of its label, though another one covers it better and is surer', () => {
    const set = setOf(truth, [
      [0, 'l', 0, 0, 10, 20, 0.99],
      [0, '1', 1, 0, 10, 20, 0.6],
    ]);
    expect(kindsOf(set)).toEqual(['spurious', 'correct']);
  });

  it('take thresholds of single labels', () => {
    const set = setOf(truth, [[1, '-', 0, 0, 20, 4, 0.4]]);
    const own = { ...strict, labelScores: new Map([[3, 0.3]]) };
    expect(kindsOf(set)).toEqual(['ignored']);
    expect(kindsOf(set, own)).toEqual(['correct']);
  });

  it('ignore what lies in a crowd region of its label, however often', () => {
    const set = setOf(
      [[0, '1', 0, 0, 100, 100]],
      [
        [0, '1', 0, 0, 10, 20, 0.9],
        [0, '1', 50, 50, 10, 20, 0.9],
        [0, 'l', 50, 50, 10, 20, 0.9],
      ],
      [0],
    );
    expect(kindsOf(set)).toEqual(['ignored', 'ignored', 'spurious']);
  });
});

describe('rates', () => {
  it('are those of the counts', () => {
    const counts: Counts = { truePositives: 6, falsePositives: 2, falseNegatives: 4 };
    expect(ratesOf(counts)).toEqual({ precision: 0.75, recall: 0.6, f1: 12 / 18 });
  });

  it('are not there without anything to divide by', () => {
    expect(ratesOf({ truePositives: 0, falsePositives: 0, falseNegatives: 0 })).toEqual({
      precision: null,
      recall: null,
      f1: null,
    });
  });

  it('count formulas by their errors', () => {
    const counts = {
      correct: Int32Array.of(5, 5, 5, 5),
      confused: Int32Array.of(0, 1, 1, 0),
      spurious: Int32Array.of(0, 0, 1, 2),
      missed: Int32Array.of(0, 0, 0, 1),
    };
    expect(formulaShares(counts)).toEqual({ noError: 0.25, atMostOne: 0.5, atMostTwo: 0.75 });
    expect(formulaShares(counts, Int32Array.of(3, 1, 0, 0)).noError).toBe(0.75);
  });
});

describe('thresholds', () => {
  it('hold the best F1, equal scores taken together', () => {
    const truth: readonly Row[] = [
      [0, '1', 0, 0, 10, 10],
      [0, '1', 20, 0, 10, 10],
      [0, '1', 40, 0, 10, 10],
    ];
    const set = setOf(truth, [
      [0, '1', 0, 0, 10, 10, 0.9],
      [0, '1', 20, 0, 10, 10, 0.6],
      [0, '1', 80, 0, 10, 10, 0.6],
      [0, '1', 40, 0, 10, 10, 0.2],
      [0, '1', 99, 0, 10, 10, 0.1],
    ]);
    const outcomes = findOutcomes(set, { iou: 0.5, score: -Infinity });
    const points = operatingPoints(set, outcomes, Int32Array.of(0, 1, 2, 3, 4), 3);
    expect(
      points.map(({ score, truePositives, falsePositives }) => [score, truePositives, falsePositives]),
    ).toEqual([
      [0.9, 1, 0],
      [0.6, 2, 1],
      [0.2, 3, 1],
      [0.1, 3, 2],
    ]);
    expect(bestOperatingPoint(points)?.score).toBe(0.2);
    expect(bestOperatingPoint([])).toBeNull();
  });
});

describe('calibration', () => {
  it('is the mean gap between score and precision', () => {
    const { ece, mce, brier, bins } = calibrate(
      Float64Array.of(0.95, 0.95, 0.95, 0.15),
      Uint8Array.of(1, 1, 0, 0),
    );
    expect(bins[9]).toMatchObject({ count: 3, precision: 2 / 3 });
    expect(ece).toBeCloseTo((3 / 4) * (0.95 - 2 / 3) + (1 / 4) * 0.15, 12);
    expect(mce).toBeCloseTo(0.95 - 2 / 3, 12);
    expect(brier).toBeCloseTo((2 * 0.05 ** 2 + 0.95 ** 2 + 0.15 ** 2) / 4, 12);
  });

  it('has no value of nothing, and takes scores out of bounds', () => {
    expect(calibrate(new Float64Array(), new Uint8Array())).toMatchObject({
      ece: null,
      mce: null,
      brier: null,
    });
    expect(calibrate(Float64Array.of(1.5, -3), Uint8Array.of(1, 0)).bins.map(({ count }) => count)).toEqual([
      1, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    ]);
  });
});

describe('percentiles', () => {
  it('are those of numpy', () => {
    // numpy.percentile([15, 20, 35, 40, 50], [0, 25, 40, 90, 100])
    const values = [50, 15, 40, 20, 35];
    expect([0, 0.25, 0.4, 0.9, 1].map((share) => percentile(values, share))).toEqual([15, 20, 29, 46, 50]);
    expect(percentile([], 0.5)).toBeNull();
    expect(summariseLatency([7])).toEqual({ count: 1, p50: 7, p90: 7, p95: 7, p99: 7 });
  });
});

describe('bootstrap', () => {
  const values = Array.from({ length: 200 }, (_, i) => (i % 10) / 9);
  const mean = (shift: number) => (weights: Int32Array) =>
    weights.reduce((sum, weight, i) => sum + weight * ((values[i] ?? 0) + shift), 0) / 200;

  it('has an interval of the width that theory gives', () => {
    const [interval] = bootstrap(200, [mean(0)]);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / 200);
    const expected = 1.96 * (deviation / Math.sqrt(200));
    expect(interval?.value).toBeCloseTo(0.5, 9);
    expect((interval?.high ?? NaN) - (interval?.value ?? NaN)).toBeCloseTo(expected, 2);
    expect((interval?.value ?? NaN) - (interval?.low ?? NaN)).toBeCloseTo(expected, 2);
  });

  it('is the same when it is drawn again, and none without images', () => {
    expect(bootstrap(200, [mean(0)])).toEqual(bootstrap(200, [mean(0)]));
    expect(bootstrap(0, [() => null])).toEqual([{ value: null, low: null, high: null }]);
  });

  it('sees a small difference of the same images as more than noise, and one that is none as noise', () => {
    const better = bootstrapDifference(200, mean(0), mean(0.01));
    expect(better).toMatchObject({ isMoreThanNoise: true });
    expect(better.value).toBeCloseTo(0.01, 9);
    const shuffled = (weights: Int32Array): number => mean(0)(weights.slice().reverse());
    expect(bootstrapDifference(200, mean(0), shuffled).isMoreThanNoise).toBe(false);
  });

  it('draws evenly', () => {
    const draw = seededDraws(1);
    const counts = new Int32Array(10);
    for (let i = 0; i < 100_000; i += 1) {
      const value = draw(10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

describe('run against run', () => {
  const truth: readonly Row[] = [
    [0, '1', 0, 0, 10, 20],
    [0, '+', 30, 0, 20, 20],
    [0, '-', 60, 0, 20, 8],
    [1, '1', 0, 0, 10, 20],
    [1, '+', 30, 0, 20, 20],
  ];
  const before: readonly ScoredRow[] = [
    [0, 'l', 0, 0, 10, 20, 0.9],
    [0, '+', 30, 0, 20, 20, 0.9],
    [0, '-', 60, 0, 20, 8, 0.9],
    [1, 'l', 0, 0, 10, 20, 0.9],
    [2, '+', 5, 5, 10, 10, 0.9],
    [2, '+', 50, 50, 10, 10, 0.9],
  ];
  const after: readonly ScoredRow[] = [
    [0, '1', 0, 0, 10, 20, 0.9],
    [0, '+', 30, 0, 20, 20, 0.3],
    [0, '-', 60, 1.2, 20, 8, 0.9],
    [1, '+', 0, 0, 10, 20, 0.9],
    [2, '+', 5, 5, 10, 10, 0.9],
    [2, '1', 90, 50, 10, 10, 0.9],
  ];
  const judged = (rows: readonly ScoredRow[]) => {
    const set = setOf(truth, rows);
    return { set, outcomes: findOutcomes(set, strict) };
  };

  it('names each box that changed or is still wrong', () => {
    const changes = compareRuns(judged(before), judged(after));
    expect(changes.map(({ image, kind, truth: t }) => [image, kind, t])).toEqual([
      [0, 'fixed', 0],
      [0, 'broken', 1],
      [0, 'moved', 2],
      [1, 'relabelled', 3],
      [1, 'stillWrong', 4],
      [2, 'stillWrong', null],
      [2, 'fixed', null],
      [2, 'broken', null],
    ]);
    expect(countChanges(changes)).toEqual({ fixed: 2, broken: 2, stillWrong: 2, relabelled: 1, moved: 1 });
  });

  it('finds nothing between a run and itself but what is wrong in it', () => {
    const run = judged(before);
    expect(new Set(compareRuns(run, run).map(({ kind }) => kind))).toEqual(new Set(['stillWrong']));
  });

  it('says which boxes survive a conversion, and by how much they differ', () => {
    const { counts, largestEdgeDelta, largestScoreDelta } = compareDetections(
      setOf(truth, before),
      setOf(truth, after),
      () => ({ iou: 0.5, score: 0.5 }),
    ).summary;
    expect(counts).toEqual({ same: 1, moved: 1, relabelled: 2, lost: 2, new: 1 });
    expect(largestEdgeDelta).toBeCloseTo(1.2, 12);
    expect(largestScoreDelta).toBe(0);
  });
});

describe('mistakenness', () => {
  it('is high where a sure detection disagrees, low where one agrees, and in the middle where none is sure', () => {
    expect(labelMistakenness(0.98, false)).toBeCloseTo(0.99, 12);
    expect(labelMistakenness(0.98, true)).toBeCloseTo(0.01, 12);
    expect(labelMistakenness(0, true)).toBe(0.5);
    expect(placeMistakenness(1, 1)).toBe(0);
    expect(placeMistakenness(1, 0.5)).toBe(1);
    expect(placeMistakenness(0, 0.7)).toBe(0.5);
  });

  it('ranks the annotations, and names what may be missing and what may be there for nothing', () => {
    const mistakes = findMistakes(
      setOf(
        [
          [0, '1', 0, 0, 10, 20],
          [0, '+', 30, 0, 20, 20],
          [0, '-', 60, 0, 20, 8],
          [1, '-', 60, 0, 20, 8],
        ],
        [
          [0, '1', 0, 0, 10, 20, 0.9],
          [0, '-', 30, 0, 20, 20, 0.9],
          [0, '+', 60, 0, 20, 8, 0.6],
          [2, '+', 0, 0, 20, 8, 0.96],
          [2, '+', 50, 0, 20, 8, 0.9],
        ],
      ),
    );
    expect(rankMistakes(mistakes)).toEqual([1, 2, 0]);
    expect(mistakes.possiblyMissing).toEqual([3]);
    expect(mistakes.possiblySpurious).toEqual([3]);
  });
});

describe('a large run', () => {
  it('is judged whole: 150,000 right detections', () => {
    const count = 150_000;
    const rows = (): ReturnType<typeof columnsOf> => ({
      count,
      image: Int32Array.from({ length: count }, (_, i) => i),
      label: new Int32Array(count),
      x: new Float64Array(count),
      y: new Float64Array(count),
      width: new Float64Array(count).fill(10),
      height: new Float64Array(count).fill(10),
    });
    const set: EvaluationSet = {
      imageNames: Array.from({ length: count }, (_, i) => `${i}.png`),
      labelNames,
      truth: { ...rows(), area: new Float64Array(count).fill(100), crowd: new Uint8Array(count) },
      detections: { ...rows(), score: new Float64Array(count).fill(0.9) },
    };
    const { report } = evaluateRun(set, { resamples: 2 });
    expect(report.coco.ap).toBeCloseTo(1, 9);
    expect(report.tide.ap).toBeCloseTo(100, 6);
  });
});
