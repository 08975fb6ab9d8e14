import { describe, expect, it } from 'vitest';
import { createOtherReadings } from './otherReadings.ts';

const box = { x: 10, y: 10, width: 20, height: 20 };

describe('createOtherReadings', () => {
  it('gives what else was read at a place, the surest first and each once', () => {
    const otherReadings = createOtherReadings([
      { label: '\\times', box, score: 0.9 },
      { label: 'X', box: { ...box, x: 11 }, score: 0.1 },
      { label: 'x', box: { ...box, y: 9 }, score: 0.4 },
      { label: 'x', box, score: 0.2 },
      { label: '2', box: { ...box, x: 26 }, score: 0.8 },
    ]);
    expect(otherReadings('\\times', box)).toEqual(['x', 'X']);
    expect(otherReadings('x', box)).toEqual(['\\times', 'X']);
    expect(otherReadings('\\times', { ...box, y: 200 })).toEqual([]);
  });
});
