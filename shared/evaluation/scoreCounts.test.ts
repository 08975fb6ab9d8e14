import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSet } from './buildSet.ts';
import { evaluateRun } from './evaluateRun.ts';
import { CaseIndex } from './caseIndex.ts';
import { bestStep, pointAtStep, scoreSteps, sumScoreCounts } from './scoreCounts.ts';

const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
const symbol = fc.record({
  label: fc.constantFrom('a', 'b'),
  at: fc.integer({ min: 0, max: 3 }),
  hundredths: fc.integer({ min: 0, max: 100 }),
});
const sets = fc
  .record({ truth: fc.array(symbol, { maxLength: 6 }), found: fc.array(symbol, { maxLength: 8 }) })
  .map(({ truth, found }) =>
    buildSet(
      ['a', 'b'],
      [
        {
          name: '1.png',
          truth: truth.map(({ label, at }) => ({ label, box: box(at * 20) })),
          detections: found.map(({ label, at, hundredths }) => ({
            label,
            box: box(at * 20 + 1),
            score: hundredths / 100,
          })),
        },
      ],
    ),
  );
const step = fc.integer({ min: 0, max: scoreSteps });

describe('counts by score', () => {
  it('are those of an evaluation from that score on, and those of the cases that are asked for', () => {
    fc.assert(
      fc.property(sets, step, (set, at) => {
        const judged = evaluateRun(set, { score: 0.5, resamples: 2, formulas: 0 });
        const index = new CaseIndex(set, judged, [], null);
        const count = (query: object): number =>
          index.find({ sort: 'score', descending: true, ...query }, 0, 1).total;
        const labels = judged.report.labels;
        const all = sumScoreCounts(labels.map(({ byScore }) => byScore));
        const point = pointAtStep(all, judged.report.truths, at);
        const there = evaluateRun(set, { score: at / 100, resamples: 2, formulas: 0 }).report.symbols;
        expect([point.truePositives, point.falsePositives, point.falseNegatives]).toEqual([
          there.truePositives,
          there.falsePositives,
          there.falseNegatives,
        ]);
        const score = { from: at / 100 };
        expect(count({ kinds: ['correct'], score, counted: 'any' })).toBe(point.truePositives);
        expect(count({ kinds: ['confused', 'spurious'], score, counted: 'any' })).toBe(point.falsePositives);
        expect(count({ missedAt: at / 100 })).toBe(point.falseNegatives);
        for (const { name, truths, byScore } of labels)
          expect(count({ missedAt: at / 100, truth: name })).toBe(
            pointAtStep(byScore, truths, at).falseNegatives,
          );
      }),
    );
  });

  it('have their best where no other score is better', () => {
    fc.assert(
      fc.property(sets, (set) => {
        for (const { truths, byScore } of evaluateRun(set, { resamples: 2, formulas: 0 }).report.labels) {
          const best = bestStep(byScore, truths, 5);
          const highest = best === null ? 0 : (pointAtStep(byScore, truths, best).f1 ?? 0);
          for (let at = 5; at <= scoreSteps; at += 1)
            expect(pointAtStep(byScore, truths, at).f1 ?? 0).toBeLessThanOrEqual(highest);
        }
      }),
    );
  });
});
