import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { drawingOrder } from '#renderer/stores/sessionBoxes.ts';
import { createBoxIndex } from './boxIndex.ts';

const box = fc.record({
  key: fc.integer({ min: 0, max: 120 }).map((number) => `box ${number}`),
  labelId: fc.constant(1),
  box: fc.record({
    x: fc.integer({ min: 0, max: 90 }),
    y: fc.integer({ min: 0, max: 90 }),
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 20 }),
  }),
  state: fc.constantFrom<CanvasBox['state']>('drawn', 'detected'),
  score: fc.constant(null),
  isLocked: fc.constant(false),
});

const inOrder = (boxes: ReadonlyMap<string, CanvasBox>): CanvasBox[] =>
  [...boxes.values()].sort(drawingOrder);

describe('the index of boxes', () => {
  it('answers after edits as a new one does', () => {
    const edits = fc.array(
      // Now and then more boxes change at once than are looked through one by one.
      fc.record({ set: fc.array(box, { maxLength: 90 }), remove: fc.array(box, { maxLength: 3 }) }),
      { maxLength: 6 },
    );
    const area = fc.record({
      x: fc.integer({ min: -10, max: 100 }),
      y: fc.integer({ min: -10, max: 100 }),
      width: fc.integer({ min: 0, max: 130 }),
      height: fc.integer({ min: 0, max: 130 }),
    });
    fc.assert(
      fc.property(edits, area, (steps, searched) => {
        const shown = new Map<string, CanvasBox>();
        let index = createBoxIndex([]);
        for (const { set, remove } of steps) {
          for (const each of set) shown.set(each.key, each);
          for (const { key } of remove) shown.delete(key);
          const boxes = inOrder(shown);
          index = index.after(boxes);
          const anew = createBoxIndex(boxes);
          expect(index.touching(searched)).toEqual(anew.touching(searched));
          expect(index.under(searched, 3)).toEqual(anew.under(searched, 3));
          for (let number = 0; number <= 120; number += 1) {
            expect(index.get(`box ${number}`)).toBe(shown.get(`box ${number}`));
          }
        }
      }),
    );
  });

  it('finds what touches an area, in drawing order', () => {
    const at = (key: string, x: number, side: number): CanvasBox => ({
      key,
      labelId: 1,
      box: { x, y: 0, width: side, height: side },
      state: 'drawn',
      score: null,
      isLocked: false,
    });
    const boxes = [at('large', 0, 50), at('right', 40, 20), at('small', 5, 5)];
    const index = createBoxIndex(boxes);
    const keys = (x: number, width: number) =>
      index.touching({ x, y: 0, width, height: 100 }).map(({ key }) => key);
    expect(keys(-10, 200)).toEqual(['large', 'right', 'small']);
    expect(keys(6, 2)).toEqual(['large', 'small']);
    expect(keys(55, 9)).toEqual(['right']);
    expect(keys(61, 9)).toEqual([]);
  });
});
