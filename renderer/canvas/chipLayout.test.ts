import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { createBoxIndex } from './boxIndex.ts';
import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import { chipPlace, chipsThatFit } from './chipLayout.ts';
import { turnedBox } from './quarterTurns.ts';
import { chipText } from './chipText.ts';

const box = (key: string, x: number, y: number, width: number, height: number): CanvasBox => ({
  key,
  box: { x, y, width, height },
  labelId: 1,
  state: 'drawn',
  score: null,
  isLocked: false,
});

const fits = (boxes: readonly CanvasBox[], zoom = 1, width = 16): string[] =>
  [...chipsThatFit(boxes, createBoxIndex(boxes), zoom, () => width)].sort();

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

describe('on a turned picture', () => {
  const turns = fc.constantFrom<QuarterTurns>(0, 1, 2, 3);
  const side = fc.integer({ min: 4, max: 60 });
  const rect = fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 300 }),
    width: side,
    height: side,
  });

  it('chips fit as they would on a picture that lies so', () => {
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 8 }), turns, (rects, turned) => {
        const seen = rects.map(({ x, y, width, height }, at) => box(String(at), x, y, width, height));
        const lying = seen.map((each) => ({ ...each, box: turnedBox(each.box, turned) }));
        const fitting = chipsThatFit(lying, createBoxIndex(lying), 1, () => 24, turned);
        expect([...fitting].sort()).toEqual(fits(seen, 1, 24));
      }),
    );
  });

  it('a chip stands above the upper left corner that is seen', () => {
    // Turned clockwise, the sheet's lower left corner is the upper left one on the screen.
    const place = chipPlace({ x: 100, y: 40, width: 30, height: 20 }, { width: 400, height: 300 }, 1, 0);
    expect(turnedBox({ ...place, width: 24, height: 16 }, 1)).toEqual({
      x: 82,
      y: 37,
      width: 16,
      height: 24,
    });
  });

  it('a chip stays in sight at the upper edge, whichever side of the sheet that is', () => {
    const sheet = { width: 400, height: 300 };
    fc.assert(
      fc.property(turns, fc.integer({ min: 0, max: 10 }), (turned, gap) => {
        const edges = [
          { x: 50, y: gap },
          { x: gap, y: 50 },
          { x: 50, y: 260 - gap },
          { x: 360 - gap, y: 50 },
        ];
        const rectAtEdge = { ...(edges[turned] ?? { x: 0, y: 0 }), width: 40, height: 40 };
        const place = chipPlace(rectAtEdge, sheet, turned, 0);
        const { x, y, width, height } = turnedBox({ ...place, width: 24, height: 16 }, turned);
        expect(x).toBeGreaterThanOrEqual(-2);
        expect(y).toBeGreaterThanOrEqual(-2);
        expect(x + width).toBeLessThanOrEqual(sheet.width + 2);
        expect(y + height).toBeLessThanOrEqual(sheet.height + 2);
      }),
    );
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
