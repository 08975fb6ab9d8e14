import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation, Detection } from '../annotation/annotation.ts';
import { iou } from '../geometry/iou.ts';
import { doubtOf, openDetections, suppressOverlaps, visibleDetections } from './visibleDetections.ts';

const places = fc.record({
  x: fc.integer({ min: 0, max: 40 }),
  y: fc.integer({ min: 0, max: 10 }),
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 20 }),
});
const detectionLists: fc.Arbitrary<readonly Detection[]> = fc
  .array(
    fc.record({
      labelId: fc.integer({ min: 1, max: 3 }),
      box: places,
      // Equal scores are common: the order must not depend on chance then.
      score: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
    }),
    { maxLength: 25 },
  )
  .map((all) => all.map((detection, index) => ({ id: index + 1, imageId: 1, ...detection })));
const annotationLists: fc.Arbitrary<readonly Annotation[]> = fc
  .array(
    fc.record({
      labelId: fc.integer({ min: 1, max: 3 }),
      box: places,
      state: fc.constantFrom(
        'accepted' as const,
        'corrected' as const,
        'drawn' as const,
        'dismissed' as const,
      ),
      detectionId: fc.option(fc.integer({ min: 1, max: 25 })),
    }),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map((annotation, index) => ({ id: `annotation ${index}`, imageId: 1, score: null, ...annotation })),
  );
const thresholds = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);

const detection = (more: Partial<Detection> = {}): Detection => ({
  id: 1,
  imageId: 1,
  labelId: 1,
  box: { x: 0, y: 0, width: 10, height: 10 },
  score: 0.9,
  ...more,
});
const annotation = (more: Partial<Annotation> = {}): Annotation => ({
  id: 'a',
  imageId: 1,
  labelId: 1,
  box: { x: 0, y: 0, width: 10, height: 10 },
  state: 'drawn',
  score: null,
  detectionId: null,
  ...more,
});

describe('suppressOverlaps', () => {
  it('keeps no two that overlap too much, and drops none without a better one in its place', () => {
    fc.assert(
      fc.property(detectionLists, thresholds, (all, threshold) => {
        const kept = suppressOverlaps(all, threshold);
        for (const [index, one] of kept.entries()) {
          for (const other of kept.slice(index + 1)) {
            expect(iou(one.box, other.box)).toBeLessThanOrEqual(threshold);
            expect(one.score).toBeGreaterThanOrEqual(other.score);
          }
        }
        for (const dropped of all.filter((one) => !kept.includes(one))) {
          const better = kept.some(
            (one) => iou(one.box, dropped.box) > threshold && one.score >= dropped.score,
          );
          expect(better).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order they come in', () => {
    fc.assert(
      fc.property(detectionLists, thresholds, (all, threshold) => {
        expect(suppressOverlaps(all.toReversed(), threshold)).toEqual(suppressOverlaps(all, threshold));
      }),
    );
  });

  it('keeps all when any overlap is allowed', () => {
    fc.assert(
      fc.property(detectionLists, (all) => {
        expect(new Set(suppressOverlaps(all, 1))).toEqual(new Set(all));
      }),
    );
  });
});

const isSettled = (found: Detection, made: readonly Annotation[]): boolean =>
  openDetections([found], made).length === 0;

describe('openDetections', () => {
  // 10 x 10 boxes side by side by `shift`: IoU (10 - s) / (10 + s).
  const shifted = (shift: number): Detection => detection({ box: { x: shift, y: 0, width: 10, height: 10 } });

  it.each<[string, Detection, Annotation, boolean]>([
    [
      'its own annotation, wherever that was moved to',
      detection({ id: 7 }),
      annotation({ detectionId: 7, box: { x: 900, y: 0, width: 1, height: 1 } }),
      true,
    ],
    ['its own dismissal', detection({ id: 7 }), annotation({ detectionId: 7, state: 'dismissed' }), true],
    ['the same label from one half on', shifted(3.3), annotation(), true],
    ['the same label under one half', shifted(3.4), annotation(), false],
    ['another label over three quarters', shifted(1.4), annotation({ labelId: 2 }), true],
    ['another label under three quarters', shifted(1.5), annotation({ labelId: 2 }), false],
    ['a dismissal of the same label', shifted(1), annotation({ state: 'dismissed' }), true],
    ['a dismissal of another label', shifted(0), annotation({ labelId: 2, state: 'dismissed' }), false],
  ])('%s', (_, found, made, expected) => {
    expect(isSettled(found, [made])).toBe(expected);
  });

  it('are all of them without an annotation', () => {
    expect(openDetections([detection()], [])).toEqual([detection()]);
  });

  it('do not depend on which other annotations there are', () => {
    fc.assert(
      fc.property(detectionLists, annotationLists, (all, made) => {
        const one = (found: Detection): boolean => made.some((each) => isSettled(found, [each]));
        expect(openDetections(all, made)).toEqual(all.filter((found) => !one(found)));
      }),
    );
  });
});

describe('visibleDetections', () => {
  it('are above the score, apart from one another, and undecided', () => {
    fc.assert(
      fc.property(
        detectionLists,
        annotationLists,
        thresholds,
        thresholds,
        (all, made, scoreThreshold, nmsThreshold) => {
          const visible = visibleDetections(all, made, { scoreThreshold, nmsThreshold });
          expect(visible.every((one) => one.score >= scoreThreshold && !isSettled(one, made))).toBe(true);
          expect(suppressOverlaps(visible, nmsThreshold)).toEqual(visible);
          const candidates = all.filter((one) => one.score >= scoreThreshold && !isSettled(one, made));
          for (const hidden of candidates.filter((one) => !visible.includes(one))) {
            expect(visible.some((one) => iou(one.box, hidden.box) > nmsThreshold)).toBe(true);
          }
        },
      ),
    );
  });

  it('only grow fewer when the score slider goes up', () => {
    fc.assert(
      fc.property(detectionLists, annotationLists, thresholds, thresholds, (all, made, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const atLow = visibleDetections(all, made, { scoreThreshold: low, nmsThreshold: 0.5 });
        const atHigh = visibleDetections(all, made, { scoreThreshold: high, nmsThreshold: 0.5 });
        expect(atHigh).toEqual(atLow.filter(({ score }) => score >= high));
      }),
    );
  });

  it('go by the threshold of their label where it has one', () => {
    const low = detection({ id: 1, labelId: 1, score: 0.3 });
    const high = detection({ id: 2, labelId: 2, score: 0.7, box: { x: 50, y: 0, width: 10, height: 10 } });
    const labelThresholds = new Map([
      [1, 0.2],
      [2, 0.8],
    ]);
    const filter = { scoreThreshold: 0.5, nmsThreshold: 0.5 };
    expect(visibleDetections([low, high], [], filter)).toEqual([high]);
    expect(visibleDetections([low, high], [], { ...filter, labelThresholds })).toEqual([low]);
  });

  it('does not let a decided detection hide an undecided one', () => {
    const decided = detection({ id: 1, score: 0.99 });
    const beside = detection({ id: 2, score: 0.6, labelId: 2, box: { x: 2, y: 0, width: 10, height: 10 } });
    const made = [annotation({ detectionId: 1, state: 'dismissed' })];
    expect(visibleDetections([decided, beside], made, { scoreThreshold: 0.3, nmsThreshold: 0.5 })).toEqual([
      beside,
    ]);
  });
});

describe('doubtOf', () => {
  it.each<[readonly number[], number]>([
    [[], 1],
    [[0.1, 0.19], 1],
    [[0.5], 1],
    [[1, 1], 0],
    [[0.75], 0.5],
    [[0.25], 0.5],
    [[1, 0.5], 0.5],
    [[1, 0.5, 0.1], 0.5],
  ])('of %j is %d', (scores, expected) => {
    expect(doubtOf(scores)).toBeCloseTo(expected, 12);
  });

  it('lies between 0 and 1, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (scores) => {
        const doubt = doubtOf(scores);
        expect(doubt).toBeGreaterThanOrEqual(0);
        expect(doubt).toBeLessThanOrEqual(1);
        expect(doubtOf(scores.toReversed())).toBeCloseTo(doubt, 12);
      }),
    );
  });
});
