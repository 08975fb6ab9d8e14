import { describe, expect, it } from 'vitest';
import { buildSet } from './buildSet.ts';
import { CaseIndex } from './caseIndex.ts';
import { survivalKinds } from './caseTerms.ts';
import { changeKinds } from './compareRuns.ts';
import { evaluateRun } from './evaluateRun.ts';
import { compareEvaluations } from './runComparison.ts';

const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
const truth = [
  { label: 'x', box: box(0) },
  { label: '+', box: box(20) },
  { label: '1', box: box(40) },
];
const found = (labels: readonly (string | null)[], extra: readonly number[] = []) => [
  ...labels.flatMap((label, i) => (label === null ? [] : [{ label, box: box(i * 20), score: 0.9 }])),
  ...extra.map((x) => ({ label: 'y', box: box(x), score: 0.7 })),
];
const setOf = (detections: readonly ReturnType<typeof found>[]) =>
  buildSet(
    ['x', '+', '1', 'l', 'y'],
    detections.map((own, i) => ({ name: `${i}.png`, truth, detections: own })),
  );
const a = setOf([found(['x', '+', 'l']), found(['x', '+', '1']), found(['x', '+', '1'], [100])]);
const b = setOf([found(['x', '+', '1']), found(['x', null, 'l']), found(['x', '+', '1'], [200])]);
const options = { iou: 0.5, score: 0.5, resamples: 20 };
const { comparison, second } = compareEvaluations(a, b, options);

describe('a second run', () => {
  it('says which formulas it reads otherwise, broken ones first', () => {
    expect(comparison.readOtherwise.map(({ kind, image }) => [kind, image])).toEqual([
      ['broken', 1],
      ['fixed', 0],
    ]);
    expect(comparison.readOtherwise[1]).toMatchObject({ before: 'x + l', after: 'x + 1', truth: 'x + 1' });
  });

  it('has as many cases of each kind as the figures say, its own false alarms among them', () => {
    const index = new CaseIndex(a, evaluateRun(a, { resamples: 5 }), [], second);
    const order = { sort: 'score', descending: true } as const;
    for (const kind of changeKinds)
      expect(index.find({ changes: [kind], ...order }, 0, 1).total).toBe(comparison.counts[kind]);
    for (const kind of survivalKinds)
      expect(index.find({ survivals: [kind], ...order }, 0, 1).total).toBe(
        comparison.detections.counts[kind],
      );
    // Errors of the first run stay as many as they are.
    const errors = index.find({ kinds: ['confused', 'spurious', 'missed'], ...order }, 0, 1).total;
    expect(errors).toBe(evaluateRun(a, { resamples: 5 }).errors.length);
    const [own] = index.find({ survivals: ['new'], ...order }, 0, 1).cases;
    expect(own).toMatchObject({ kind: 'spurious', truth: null, read: null, second: { label: 'y' } });
  });

  it('goes by the scores of labels as the first does', () => {
    const strict = compareEvaluations(a, b, { ...options, labelScores: new Map([['y', 0.8]]) });
    expect(strict.comparison.detections.counts).toMatchObject({ new: 0 });
  });
});
