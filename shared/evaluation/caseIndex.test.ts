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
      detections: [
        { label: '1', box: box(0), score: 1 },
        { label: '+', box: box(300), score: 0.2 },
      ],
    },
  ],
);
const facts = ['a', 'b'].map((source, i) => ({
  source: `scans/${source}`,
  writer: i === 0 ? 'w1' : null,
  flagged: i === 0,
  doubt: i / 2,
  boxes: 3 - 2 * i,
}));
const index = new CaseIndex(set, evaluateRun(set, { resamples: 5 }), facts, null);
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
    ['a label on either side', { labels: ['x'] }, ['spurious - x', 'missed x -']],
    ['a bin of scores', { score: { from: 0.8, to: 0.9, isBelow: true } }, ['correct + +']],
    [
      'the last bin of scores',
      { score: { from: 0.9, to: 1, isBelow: true } },
      ['correct 1 1', 'confused 1 l'],
    ],
    ['a source', { sources: ['B'] }, ['correct 1 1']],
    ['a size', { size: { from: 32, to: 64, isBelow: true } }, ['missed x -']],
    ['a type of error', { tides: ['Cls'] }, ['confused 1 l']],
    ['a writer', { writers: ['w1'], kinds: ['missed'] }, ['missed x -']],
    ['words of a name', { text: 'B/2' }, ['correct 1 1']],
    ['a flag', { flagged: false }, ['correct 1 1']],
    ['doubt', { doubt: { from: 0.3 } }, ['correct 1 1']],
    ['symbols of the image', { boxes: { to: 1 } }, ['correct 1 1']],
    ['errors of the image', { errors: { from: 3 }, kinds: ['missed'] }, ['missed x -']],
    ['IoU', { iou: { from: 0.5 }, labels: ['l'] }, ['confused 1 l']],
    ['a formula that reads wrong', { formula: 'wrong', kinds: ['missed'] }, ['missed x -']],
    ['a score below the one that counts', { counted: 'no' }, ['spurious - +']],
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
