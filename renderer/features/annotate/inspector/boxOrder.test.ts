import { describe, expect, it } from 'vitest';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { listedBoxes } from './boxOrder.ts';

const box = (key: string, x: number, more: Partial<CanvasBox> = {}): CanvasBox => ({
  key,
  box: { x, y: 0, width: 10, height: 10 },
  labelId: 1,
  state: 'detected',
  score: 0.5,
  isLocked: false,
  ...more,
});
const boxes = [
  box('drawn', 30, { state: 'drawn', score: null, labelId: 2 }),
  box('sure', 20, { score: 0.9, box: { x: 20, y: 0, width: 2, height: 2 } }),
  box('unsure', 10, { score: 0.2, labelId: 3 }),
];
const names = ['', 'x', 'a', '10'];
const keys = (...args: [Parameters<typeof listedBoxes>[1], Parameters<typeof listedBoxes>[2]]) =>
  listedBoxes(boxes, ...args, (id) => names[id] ?? '').map(({ key }) => key);

describe('the list of boxes', () => {
  it('is sorted as asked', () => {
    expect(keys('reading', null)).toEqual(['unsure', 'sure', 'drawn']);
    expect(keys('score', null)).toEqual(['unsure', 'sure', 'drawn']);
    expect(keys('label', null)).toEqual(['unsure', 'drawn', 'sure']);
    expect(keys('size', null)).toEqual(['sure', 'unsure', 'drawn']);
  });

  it('is narrowed to states', () => {
    expect(keys('reading', new Set(['drawn']))).toEqual(['drawn']);
    expect(keys('reading', new Set())).toEqual([]);
  });
});
