import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '#shared/annotation/annotation.ts';
import { createVisibleBoxes, drawingOrder } from './sessionBoxes.ts';

const filter = { scoreThreshold: 0.5, nmsThreshold: 0.4 };

const annotation = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  imageId: fc.constant(1),
  labelId: fc.integer({ min: 1, max: 3 }),
  box: fc.record({
    x: fc.integer({ min: 0, max: 9 }),
    y: fc.integer({ min: 0, max: 9 }),
    width: fc.integer({ min: 1, max: 4 }),
    height: fc.integer({ min: 1, max: 4 }),
  }),
  state: fc.constantFrom<Annotation['state']>('drawn', 'accepted', 'corrected', 'dismissed'),
  score: fc.constant(null),
  detectionId: fc.constant(null),
});

describe('the boxes of a session', () => {
  it('are those of the document in drawing order, whatever was shown before', () => {
    const steps = fc.array(fc.tuple(annotation, fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (edits) => {
        const visible = createVisibleBoxes();
        let document = new Map<string, Annotation>();
        for (const [changed, isRemoved] of edits) {
          document = new Map(document);
          if (isRemoved) document.delete(changed.id);
          else document.set(changed.id, changed);
          const { boxes } = visible(document, [], filter);
          expect(boxes).toEqual(createVisibleBoxes()(document, [], filter).boxes);
          expect(boxes).toEqual([...boxes].sort(drawingOrder));
          expect(boxes.map(({ key }) => key).sort()).toEqual(
            [...document.values()]
              .filter(({ state }) => state !== 'dismissed')
              .map(({ id }) => id)
              .sort(),
          );
        }
      }),
    );
  });

  it('stay the same objects as long as they say the same', () => {
    const one: Annotation = {
      id: 'one',
      imageId: 1,
      labelId: 1,
      box: { x: 0, y: 0, width: 9, height: 9 },
      state: 'drawn',
      score: null,
      detectionId: null,
    };
    const other: Annotation = { ...one, id: 'other', box: { x: 20, y: 0, width: 3, height: 3 } };
    const visible = createVisibleBoxes();
    const before = visible(new Map([one, other].map((each) => [each.id, each])), [], filter).boxes;
    const same = visible(new Map([one, other].map((each) => [each.id, each])), [], filter).boxes;
    expect(same).toBe(before);
    const relabelled = { ...other, labelId: 2 };
    const after = visible(new Map([one, relabelled].map((each) => [each.id, each])), [], filter).boxes;
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[1]?.labelId).toBe(2);
  });
});
