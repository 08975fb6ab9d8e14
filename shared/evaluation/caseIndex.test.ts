import { describe, expect, it } from 'vitest';
import { buildSet } from './buildSet.ts';
import { CaseIndex, type CaseQuery } from './caseIndex.ts';
import { evaluateRun } from './evaluateRun.ts';

const box = (x: number, side = 10) => ({ x, y: 0, width: side, height: side });

const set = buildSet(
  ['1', 'l', '+', 'x'],
  [
    {
      name: 'a/1.png',
      truth: [
        { label: '1', box: box(0) },
        { label: '+', box: box(20) },
        { label: 'x', box: box(40, 40) },
      ],
      detections: [
        { label: 'l', box: box(0), score: 0.9 },
        { label: '+', box: box(20), score: 0.8 },
        { label: 'x', box: box(200), score: 0.7 },
      ],
    },
    {
      name: 'b/2.png',
      truth: [{ label: '1', box: box(0) }],
      detections: [{ label: '1', box: box(0), score: 1 }],
    },
  ],
);
const index = new CaseIndex(set, evaluateRun(set, { resamples: 5 }), ['a', 'b'], []);
const by = { sort: 'score', descending: true } as const;
const found = (query: Partial<CaseQuery>): readonly string[] =>
  index
    .find({ ...by, ...query }, 0, 100)
    .cases.map(({ kind, truth, read }) => `${kind} ${truth?.label ?? '-'} ${read?.label ?? '-'}`);

describe('cases', () => {
  it('are all there, surest first', () => {
    expect(found({})).toEqual(['correct 1 1', 'confused 1 l', 'correct + +', 'spurious - x', 'missed x -']);
  });

  it.each([
    ['kind', { kinds: ['spurious', 'missed'] }, ['spurious - x', 'missed x -']],
    ['a cell of the confusion matrix', { truth: '1', read: 'l' }, ['confused 1 l']],
    ['nothing there', { truth: null }, ['spurious - x']],
    ['nothing read', { read: null }, ['missed x -']],
    ['a label on either side', { label: 'x' }, ['spurious - x', 'missed x -']],
    ['a bin of scores', { scoreFrom: 0.8, scoreTo: 0.9 }, ['correct + +']],
    ['the last bin of scores', { scoreFrom: 0.9, scoreTo: 1 }, ['correct 1 1', 'confused 1 l']],
    ['a source', { source: 'b' }, ['correct 1 1']],
    ['a size', { size: '32-64 px' }, ['missed x -']],
    ['a type of error', { tide: 'Cls' }, ['confused 1 l']],
    ['likely label errors', { isMistake: true }, ['confused 1 l']],
  ] as const)('are found by %s', (_what, query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it('come in pages, in either order', () => {
    const page = index.find({ ...by, sort: 'mistakenness' }, 1, 2);
    expect(page.total).toBe(5);
    expect(page.cases).toHaveLength(2);
    expect(index.find({ sort: 'score', descending: false }, 0, 1).cases[0]?.kind).toBe('missed');
  });
});
