import { describe, expect, it } from 'vitest';
import type { CanvasBox } from './annotationSession.ts';
import { isDoubtful, nextToLookAt } from './doubtfulBoxes.ts';

const box = (
  key: string,
  x: number,
  score: number | null,
  state: CanvasBox['state'] = 'detected',
): CanvasBox => ({
  key,
  box: { x, y: 0, width: 5, height: 5 },
  labelId: 1,
  state,
  score,
  isLocked: false,
});

const boxes = [box('c', 30, 0.5), box('sure', 20, 0.9), box('a', 10, 0.3), box('mine', 0, 0.2, 'accepted')];

describe('isDoubtful', () => {
  it('is for detections with a low score alone', () => {
    expect(boxes.filter(isDoubtful).map(({ key }) => key)).toEqual(['c', 'a']);
    expect(isDoubtful(box('drawn', 0, null, 'drawn'))).toBe(false);
  });
});

describe('nextToLookAt', () => {
  it('goes from the least sure to the surest, and round at the end', () => {
    expect(nextToLookAt(boxes, null, 1)?.key).toBe('a');
    expect(nextToLookAt(boxes, 'a', 1)?.key).toBe('c');
    expect(nextToLookAt(boxes, 'c', 1)?.key).toBe('sure');
    expect(nextToLookAt(boxes, 'sure', 1)?.key).toBe('a');
  });

  it('goes back the same way', () => {
    expect(nextToLookAt(boxes, null, -1)?.key).toBe('sure');
    expect(nextToLookAt(boxes, 'sure', -1)?.key).toBe('c');
    expect(nextToLookAt(boxes, 'a', -1)?.key).toBe('sure');
  });

  it('goes on from a box that was just accepted', () => {
    expect(nextToLookAt(boxes, 'mine', 1)?.key).toBe('a');
    const accepted = boxes.map((each) => (each.key === 'a' ? { ...each, state: 'accepted' as const } : each));
    expect(nextToLookAt(accepted, 'a', 1)?.key).toBe('c');
  });

  it('takes equal scores as the formula is read', () => {
    const equal = [box('right', 9, 0.4), box('left', 1, 0.4)];
    expect(nextToLookAt(equal, null, 1)?.key).toBe('left');
    expect(nextToLookAt(equal, 'left', 1)?.key).toBe('right');
  });

  it('finds nothing where a person has decided about all', () => {
    expect(
      nextToLookAt([box('mine', 0, 0.95, 'accepted'), box('drawn', 0, null, 'drawn')], null, 1),
    ).toBeNull();
  });
});
