import { describe, expect, it } from 'vitest';
import type { CanvasBox } from './annotationSession.ts';
import { isDoubtful, nextDoubtful } from './doubtfulBoxes.ts';

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
});

const boxes = [box('c', 30, 0.5), box('sure', 20, 0.9), box('a', 10, 0.3), box('mine', 0, 0.2, 'accepted')];

describe('isDoubtful', () => {
  it('is for detections with a low score alone', () => {
    expect(boxes.filter(isDoubtful).map(({ key }) => key)).toEqual(['c', 'a']);
    expect(isDoubtful(box('drawn', 0, null, 'drawn'))).toBe(false);
  });
});

describe('nextDoubtful', () => {
  it('goes as the formula is read, and round at the end', () => {
    expect(nextDoubtful(boxes, null, 1)?.key).toBe('a');
    expect(nextDoubtful(boxes, 'a', 1)?.key).toBe('c');
    expect(nextDoubtful(boxes, 'c', 1)?.key).toBe('a');
  });

  it('goes back the same way', () => {
    expect(nextDoubtful(boxes, null, -1)?.key).toBe('c');
    expect(nextDoubtful(boxes, 'c', -1)?.key).toBe('a');
    expect(nextDoubtful(boxes, 'a', -1)?.key).toBe('c');
  });

  it('goes on from where one stands, doubtful or not', () => {
    expect(nextDoubtful(boxes, 'sure', 1)?.key).toBe('c');
    expect(nextDoubtful(boxes, 'sure', -1)?.key).toBe('a');
  });

  it('finds nothing where nothing is doubtful', () => {
    expect(nextDoubtful([box('sure', 0, 0.95)], null, 1)).toBeNull();
  });
});
