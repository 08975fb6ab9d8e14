import { describe, expect, it } from 'vitest';
import { iou } from '#shared/geometry/iou.ts';
import { correctionsOf } from './corrections.ts';
import { costIn, tools } from './keystrokeModel.ts';

const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
const [surd, anyLabeling, cvat] = tools;

describe('corrections', () => {
  it('pair boxes with symbols by overlap, and delete and draw the rest', () => {
    const found = [
      { box: box(0), label: 'x' },
      { box: box(20), label: '1' },
      { box: box(200), label: '-' },
    ];
    const truth = [
      { box: box(1), label: 'x' },
      { box: box(20), label: 'l' },
      { box: box(100), label: '2' },
    ];
    expect(correctionsOf(found, truth, [box(101)], iou)).toEqual([
      { kind: 'relabel', from: '1', to: 'l' },
      { kind: 'delete' },
      { kind: 'draw', label: '2', isListed: true },
    ]);
  });

  it('are none where all is right', () => {
    const all = [{ box: box(0), label: 'x' }];
    expect(correctionsOf(all, all, [], iou)).toEqual([]);
  });
});

describe('the cost of a correction', () => {
  const labels = ['x', '2', '1', 'l', '\\theta'];

  it('is one key for a look-alike in Surd', () => {
    const cost = surd && costIn(surd, [[{ kind: 'relabel', from: '1', to: 'l' }]], labels);
    // The key, and four to finish the image.
    expect(cost).toMatchObject({ keys: 5, clicks: 1 });
    // Think, go to the mouse, point, click, go back, key; think, four keys.
    expect(cost?.seconds).toBeCloseTo(1.35 + 0.4 + 1.1 + 0.2 + 0.4 + 0.28 + 1.35 + 4 * 0.28);
  });

  it('counts the whole name where a dialog asks for it', () => {
    const cost =
      anyLabeling && costIn(anyLabeling, [[{ kind: 'relabel', from: 'x', to: '\\theta' }]], labels);
    expect(cost?.keys).toBe(2 + 'theta'.length + 1 + 4);
  });

  it('needs no pointing for a symbol that a check lists', () => {
    const cost = surd && costIn(surd, [[{ kind: 'draw', label: 'x', isListed: true }]], labels);
    expect(cost).toMatchObject({ keys: 3 + 4, clicks: 0 });
  });

  it('gives digits to the most used labels alone', () => {
    const many = Array.from({ length: 20 }, (_, index) => `l${index}`);
    const few = cvat && costIn(cvat, [[{ kind: 'relabel', from: 'l1', to: 'l3' }]], many);
    const rare = cvat && costIn(cvat, [[{ kind: 'relabel', from: 'l1', to: 'l15' }]], many);
    expect(few?.clicks).toBe(0);
    expect(rare?.clicks).toBe(2);
  });
});
