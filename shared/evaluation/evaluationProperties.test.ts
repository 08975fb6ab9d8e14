import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLookAlikes } from '../annotation/lookAlikes.ts';
import { evaluateCoco } from './averagePrecision.ts';
import { confusionMatrix, mergedCounts } from './confusion.ts';
import { countByImage, ratesOf, sumCounts } from './counts.ts';
import { evaluateRun } from './evaluateRun.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { findOutcomes } from './outcomes.ts';
import { evaluateTide } from './tide.ts';

interface PlainBox {
  readonly image: number;
  readonly label: number;
  readonly box: readonly [number, number, number, number];
}

const labelNames = ['x', '\\times', '1', 'l', '+'];
const images = 5;

/** On a coarse grid, so that boxes do overlap and overlaps do tie. */
const plainBox = fc.record({
  image: fc.nat(images - 1),
  label: fc.nat(labelNames.length - 1),
  box: fc.tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 20 }),
  ),
});
const truths = fc.array(plainBox, { maxLength: 30 });
/** Scores differ, as the order of equal ones is what decides between them. */
const detections = fc.array(plainBox, { maxLength: 30 }).chain((boxes) =>
  fc
    .shuffledSubarray(
      boxes.map((_, i) => i),
      { minLength: boxes.length },
    )
    .map((ranks) => boxes.map((box, i) => ({ ...box, score: ((ranks[i] ?? 0) + 1) / (boxes.length + 1) }))),
);
type PlainDetection = PlainBox & { readonly score: number };

function columns(boxes: readonly PlainBox[]) {
  const side = (i: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(boxes, ({ box }) => box[i]);
  return {
    count: boxes.length,
    image: Int32Array.from(boxes, ({ image }) => image),
    label: Int32Array.from(boxes, ({ label }) => label),
    x: side(0),
    y: side(1),
    width: side(2),
    height: side(3),
  };
}

function setOf(truth: readonly PlainBox[], found: readonly PlainDetection[]): EvaluationSet {
  return {
    imageNames: Array.from({ length: images }, (_, i) => `${i}.png`),
    labelNames,
    truth: {
      ...columns(truth),
      area: Float64Array.from(truth, ({ box }) => box[2] * box[3]),
      crowd: new Uint8Array(truth.length),
    },
    detections: { ...columns(found), score: Float64Array.from(found, ({ score }) => score) },
  };
}

const strict = { iou: 0.5, score: 0.3 };
const countsOfSet = (set: EvaluationSet) => sumCounts(countByImage(set, findOutcomes(set, strict)));

describe('figures of a run', () => {
  it('are all perfect when the truth is what was found', () => {
    fc.assert(
      fc.property(fc.array(plainBox, { minLength: 1, maxLength: 30 }), (truth) => {
        // Of boxes on one spot with one label, the detections are as good as each other: keep one.
        const single = [...new Map(truth.map((box) => [JSON.stringify(box), box])).values()];
        const found = single.map((box, i) => ({ ...box, score: 0.5 + i / 100 }));
        const { report, errors } = evaluateRun(setOf(single, found), { resamples: 20 });
        expect(report.coco.ap50).toBeCloseTo(1, 9);
        expect(report.coco.ap).toBeCloseTo(1, 9);
        expect(report.symbols).toMatchObject({ precision: 1, recall: 1, f1: 1 });
        expect(report.formulas.noError).toBe(1);
        expect(report.tide.ap).toBeCloseTo(100, 6);
        expect(errors).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('are 0 when nothing was found', () => {
    fc.assert(
      fc.property(fc.array(plainBox, { minLength: 1, maxLength: 30 }), (truth) => {
        const { report, errors } = evaluateRun(setOf(truth, []), { resamples: 20 });
        expect(report.coco.ap).toBe(0);
        expect(report.coco.ar100).toBe(0);
        expect(report.symbols).toMatchObject({ recall: 0, f1: 0, precision: null, missed: truth.length });
        expect(report.tide.counts.Miss).toBe(truth.length);
        expect(errors.map(({ kind }) => kind)).toEqual(truth.map(() => 'missed'));
      }),
      { numRuns: 50 },
    );
  });

  it('do not depend on the order of detections and of images', () => {
    const permutation = fc.shuffledSubarray(
      Array.from({ length: images }, (_, i) => i),
      { minLength: images },
    );
    fc.assert(
      fc.property(truths, detections, permutation, (truth, found, order) => {
        const move = <T extends PlainBox>(box: T): T => ({ ...box, image: order[box.image] ?? 0 });
        const first = setOf(truth, found);
        const second = setOf(truth.map(move), [...found].reverse().map(move));
        const [a, b] = [evaluateCoco(first).summary, evaluateCoco(second).summary];
        for (const [key, value] of Object.entries(a) as [keyof typeof a, number][])
          expect(b[key]).toBeCloseTo(value, 12);
        expect(countsOfSet(second)).toEqual(countsOfSet(first));
        const [s, t] = [evaluateTide(first).summary, evaluateTide(second).summary];
        expect(t.counts).toEqual(s.counts);
        expect(t.ap).toBeCloseTo(s.ap, 9);
      }),
    );
  });

  it('never fall when look-alikes are taken for one label', () => {
    fc.assert(
      fc.property(truths, detections, (truth, found) => {
        const set = setOf(truth, found);
        const outcomes = findOutcomes(set, strict);
        const counts = sumCounts(countByImage(set, outcomes));
        const merged = mergedCounts(labelNames, confusionMatrix(set, outcomes), counts, defaultLookAlikes);
        const [own, forgiving] = [ratesOf(counts), ratesOf(merged)];
        for (const key of ['precision', 'recall', 'f1'] as const)
          expect(forgiving[key] ?? 0).toBeGreaterThanOrEqual(own[key] ?? 0);
        expect(merged.truePositives + merged.falseNegatives).toBe(truth.length);
      }),
    );
  });

  it('count each truth and each detection once', () => {
    fc.assert(
      fc.property(truths, detections, (truth, found) => {
        const set = setOf(truth, found);
        const counts = countsOfSet(set);
        const counted = found.filter(({ score }) => score >= strict.score).length;
        expect(counts.truePositives + counts.falseNegatives).toBe(truth.length);
        expect(counts.truePositives + counts.falsePositives).toBe(counted);
        const { cells } = confusionMatrix(set, findOutcomes(set, strict));
        const sum = cells.reduce((total, cell) => total + cell, 0);
        expect(sum).toBe(counted + truth.length - sumOfMatches(set));
      }),
    );
  });

  it('keep TIDE complete: each wrong detection has one kind', () => {
    fc.assert(
      fc.property(truths, detections, (truth, found) => {
        const { summary, detectionErrors } = evaluateTide(setOf(truth, found));
        const { Miss: missed, ...wrong } = summary.counts;
        const count = Object.values(wrong).reduce((a, b) => a + b, 0);
        expect(detectionErrors.filter((kind) => kind !== null)).toHaveLength(count);
        expect(missed).toBeLessThanOrEqual(truth.length);
        for (const cost of Object.values(summary.cost)) expect(cost).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

/** Correct and confused pairs: they fill one cell for two boxes. */
function sumOfMatches(set: EvaluationSet): number {
  return findOutcomes(set, strict).truthOf.filter((t) => t !== -1).length;
}
