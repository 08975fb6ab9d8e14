import { describe, expect, it } from 'vitest';
import type { Annotation } from './annotation.ts';
import { applyDiff, invertDiff, isEmptyDiff } from './diff.ts';
import { type Correction, spreadDiff } from './spreadCorrection.ts';

const box = { x: 1, y: 2, width: 3, height: 4 };
const annotation = (id: string, part: Partial<Annotation> = {}): Annotation => ({
  id,
  imageId: 7,
  labelId: 1,
  box,
  state: 'drawn',
  score: null,
  detectionId: null,
  ...part,
});
const drawn = annotation('drawn');
const found = annotation('found', { state: 'accepted', score: 0.9, detectionId: 3 });
const gone = annotation('gone', { state: 'dismissed', score: 0.4 });
const all = [drawn, found, gone];

describe('a correction that is spread', () => {
  it('relabels, and says of a detection that it was corrected', () => {
    const corrections: readonly Correction[] = [
      { kind: 'relabel', annotationId: 'drawn', labelId: 2 },
      { kind: 'relabel', annotationId: 'found', labelId: 2 },
      { kind: 'relabel', annotationId: 'gone', labelId: 2 },
      { kind: 'relabel', annotationId: 'nobody', labelId: 2 },
    ];
    expect(spreadDiff(7, all, corrections)).toEqual({
      added: [],
      removed: [],
      updated: [
        [drawn, { ...drawn, labelId: 2 }],
        [found, { ...found, labelId: 2, state: 'corrected' }],
      ],
    });
  });

  it('deletes what was drawn and dismisses what was found', () => {
    const corrections: readonly Correction[] = [
      { kind: 'delete', annotationId: 'drawn' },
      { kind: 'delete', annotationId: 'found' },
    ];
    expect(spreadDiff(7, all, corrections)).toEqual({
      added: [],
      removed: [drawn],
      updated: [[found, { ...found, state: 'dismissed' }]],
    });
  });

  it('adds a symbol as it was detected', () => {
    const diff = spreadDiff(7, all, [{ kind: 'add', annotationId: 'new', labelId: 5, box, score: 0.6 }]);
    expect(diff.added).toEqual([annotation('new', { labelId: 5, state: 'accepted', score: 0.6 })]);
  });

  it('does nothing twice, and is taken back as a whole', () => {
    const corrections: readonly Correction[] = [
      { kind: 'relabel', annotationId: 'drawn', labelId: 2 },
      { kind: 'relabel', annotationId: 'drawn', labelId: 3 },
      { kind: 'delete', annotationId: 'found' },
      { kind: 'add', annotationId: 'new', labelId: 5, box, score: null },
    ];
    const before = new Map(all.map((one) => [one.id, one]));
    const diff = spreadDiff(7, all, corrections);
    const after = applyDiff(before, diff);
    expect(after.get('drawn')?.labelId).toBe(2);
    expect(isEmptyDiff(spreadDiff(7, [...after.values()], corrections))).toBe(true);
    expect(applyDiff(after, invertDiff(diff))).toEqual(before);
  });
});
