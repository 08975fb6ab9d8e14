import { describe, expect, it } from 'vitest';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { createBoxIndex } from './boxIndex.ts';
import { chipsThatFit } from './chipLayout.ts';
import { chipText } from './chipText.ts';

const box = (key: string, x: number, y: number, width: number, height: number): CanvasBox => ({
  key,
  box: { x, y, width, height },
  labelId: 1,
  state: 'drawn',
  score: null,
});

const fits = (boxes: readonly CanvasBox[], zoom = 1): string[] =>
  [...chipsThatFit(boxes, createBoxIndex(boxes), zoom, () => 16)].sort();

describe('chipsThatFit', () => {
  it('shows the chip of a box that stands free', () => {
    expect(fits([box('a', 10, 50, 20, 20), box('b', 60, 50, 20, 20)])).toEqual(['a', 'b']);
  });

  it('hides one that would cover a neighbour', () => {
    expect(fits([box('above', 10, 30, 20, 15), box('below', 10, 50, 20, 20)])).toEqual(['above']);
  });

  it('shows one within a box that holds both', () => {
    expect(fits([box('root', 0, 20, 100, 80), box('radicand', 30, 60, 20, 20)])).toEqual([
      'radicand',
      'root',
    ]);
  });

  it('hides one within a box whose edge it would cross', () => {
    expect(fits([box('root', 0, 50, 100, 50), box('radicand', 30, 60, 20, 20)])).toEqual(['root']);
  });

  it('lays no chip over another: the smaller box has it', () => {
    expect(fits([box('big', 10, 50, 50, 50), box('small', 10, 50, 5, 5)])).toEqual(['small']);
  });

  it('hides all where the image is small', () => {
    expect(fits([box('a', 10, 50, 20, 20)], 0.59)).toEqual([]);
  });
});

describe('chipText', () => {
  it.each([
    ['x', 'x'],
    ['\\alpha', 'α'],
    ['\\leq', '≤'],
    ['\\sin', 'sin'],
    ['\\{', '{'],
    ['COMMA', ','],
    ['|', '|'],
  ])('writes %s as %s', (name, text) => {
    expect(chipText(name)).toBe(text);
  });
});
