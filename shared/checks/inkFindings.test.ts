import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperWith, ring, type Stroke } from './testPaper.ts';
import { checkInk } from './inkFindings.ts';
import { readInk } from './inkMap.ts';
import type { LabelledBox } from './labelledBox.ts';

/** Four digits in a row, 40 px large, and their boxes. */
const places = [20, 80, 140, 200];
const digits = places.flatMap((x) => ring(x, 40, 40));
const boxes: readonly LabelledBox[] = places.map((x, id) => ({
  id,
  label: '0',
  box: { x, y: 40, width: 40, height: 40 },
}));

const check = (strokes: readonly Stroke[], symbols: readonly LabelledBox[]) =>
  checkInk(readInk(paperWith(260, 120, strokes)), symbols);

describe('checkInk', () => {
  it('finds nothing where all is well', () => {
    expect(check(digits, boxes)).toEqual({ unboxed: [], inkless: [], cut: [] });
    expect(check([], [])).toEqual({ unboxed: [], inkless: [], cut: [] });
  });

  it('is not bothered by boxes that are a little off', () => {
    const off = boxes.map((each) => ({ ...each, box: { x: each.box.x + 2, y: 38, width: 40, height: 41 } }));
    expect(check(digits, off)).toEqual({ unboxed: [], inkless: [], cut: [] });
  });

  it.each([0, 1, 2, 3])('lists the symbol whose box is gone', (gone) => {
    const found = check(
      digits,
      boxes.filter(({ id }) => id !== gone),
    );
    expect(found.unboxed.map(({ box }) => box)).toEqual([boxes[gone]?.box]);
    expect([found.inkless, found.cut]).toEqual([[], []]);
  });

  it('lists the parts of a symbol as one', () => {
    const equals: Stroke[] = [
      { x: 80, y: 52, width: 40, height: 3 },
      { x: 80, y: 66, width: 40, height: 3 },
    ];
    const strokes = [...ring(20, 40, 40), ...equals, ...ring(140, 40, 40), ...ring(200, 40, 40)];
    const found = check(
      strokes,
      boxes.filter(({ id }) => id !== 1),
    );
    expect(found.unboxed.map(({ box }) => box)).toEqual([{ x: 80, y: 52, width: 40, height: 17 }]);
  });

  it('lists what stands in a root and has no box, though the box of the root holds it', () => {
    const root: Stroke[] = [
      { x: 20, y: 30, width: 3, height: 60 },
      { x: 20, y: 30, width: 110, height: 3 },
    ];
    const strokes = [...root, ...ring(40, 42, 36), ...ring(86, 42, 36)];
    const rootBox: LabelledBox = {
      id: 'root',
      label: '\\sqrt',
      box: { x: 20, y: 30, width: 110, height: 60 },
    };
    const inside: LabelledBox = { id: 'in', label: 'x', box: { x: 40, y: 42, width: 36, height: 36 } };
    expect(check(strokes, [rootBox, inside]).unboxed.map(({ box }) => box)).toEqual([
      { x: 86, y: 42, width: 36, height: 36 },
    ]);
  });

  it('lists a symbol that touches its neighbour', () => {
    const touching = [...ring(20, 40, 40), ...ring(59, 40, 40), ...ring(140, 40, 40), ...ring(200, 40, 40)];
    const found = check(
      touching,
      boxes.filter(({ id }) => id !== 1),
    );
    expect(found.unboxed).toHaveLength(1);
    expect(found.unboxed[0]?.box.x).toBeGreaterThan(58);
    expect(found.cut).toEqual([]);
  });

  it('lists a box without ink, and one that holds a sliver of another symbol', () => {
    const spurious: LabelledBox[] = [
      { id: 'paper', label: '1', box: { x: 20, y: 90, width: 30, height: 20 } },
      { id: 'sliver', label: '1', box: { x: 110, y: 60, width: 26, height: 40 } },
    ];
    expect(check(digits, [...boxes, ...spurious]).inkless).toEqual([{ id: 'paper' }, { id: 'sliver' }]);
  });

  it.each([
    ['left', { x: 89, y: 40, width: 31, height: 40 }],
    ['right', { x: 80, y: 40, width: 31, height: 40 }],
    ['top', { x: 80, y: 49, width: 40, height: 31 }],
    ['bottom', { x: 80, y: 40, width: 40, height: 31 }],
  ] as const)('names the %s edge that cuts its symbol, and the box that holds it', (edge, box) => {
    const cutting = boxes.map((each) => (each.id === 1 ? { ...each, box } : each));
    const found = check(digits, cutting);
    expect(found.cut).toEqual([{ id: 1, edges: [edge], box: { x: 80, y: 40, width: 40, height: 40 } }]);
    expect(found.unboxed).toEqual([]);
  });

  it('says that the box of a stem cuts its i, where the dot has no box', () => {
    const letter: Stroke[] = [
      { x: 98, y: 52, width: 4, height: 28 },
      { x: 98, y: 40, width: 4, height: 4 },
    ];
    const strokes = [...ring(20, 40, 40), ...letter, ...ring(140, 40, 40), ...ring(200, 40, 40)];
    const stem: LabelledBox = { id: 'stem', label: 'i', box: { x: 97, y: 51, width: 6, height: 30 } };
    const others = boxes.filter(({ id }) => id !== 1);
    const found = check(strokes, [...others, stem]);
    expect(found).toEqual({
      unboxed: [],
      inkless: [],
      cut: [{ id: 'stem', edges: ['top'], box: { x: 97, y: 40, width: 6, height: 41 } }],
    });
    expect(check(strokes, [...others, { ...stem, label: 'l' }]).unboxed).toHaveLength(1);
  });

  it('does not take a fraction bar for the lower part of a plus-minus', () => {
    const sign: Stroke[] = [
      { x: 80, y: 20, width: 40, height: 4 },
      { x: 98, y: 4, width: 4, height: 36 },
      { x: 80, y: 40, width: 40, height: 4 },
    ];
    const bar: Stroke = { x: 20, y: 60, width: 200, height: 4 };
    const symbols: LabelledBox[] = [
      { id: 'sign', label: '\\pm', box: { x: 80, y: 4, width: 40, height: 40 } },
    ];
    const found = check([...sign, bar, ...ring(100, 75, 40)], symbols);
    expect(found.cut).toEqual([]);
    expect(found.unboxed.map(({ box }) => box)).toContainEqual({ x: 20, y: 60, width: 200, height: 4 });
  });

  it('passes over grain, and over the lines of ruled paper', () => {
    const grain = Array.from({ length: 60 }, (_, k) => ({
      x: (k * 37) % 258,
      y: (k * 53) % 118,
      width: 1,
      height: 1,
      level: 90,
    }));
    const lines = [15, 38, 61, 84, 107].map((y) => ({ x: 0, y, width: 260, height: 2, level: 20 }));
    expect(check([...grain, ...digits], boxes).unboxed).toEqual([]);
    expect(check([...lines, ...digits], boxes)).toEqual({ unboxed: [], inkless: [], cut: [] });
  });

  it('passes over lines that rise, fade near writing, or leave over the lower edge', () => {
    const { width, height, data } = paperWith(400, 120, digits);
    const lineAt = (x: number, y: number, level: number, rise: number): number =>
      [10, 50, 90, 122].some((start) => Math.floor(start - x * rise) === y) ? level : 255;
    for (const [level, rise] of [
      [0, 0.02],
      [110, 0],
      [110, -0.03],
    ] as const) {
      const ruled = data.map((ink, at) =>
        Math.min(ink, lineAt(at % width, Math.floor(at / width), level, rise)),
      );
      const found = checkInk(readInk({ width, height, data: ruled }), boxes);
      expect(found).toEqual({ unboxed: [], inkless: [], cut: [] });
    }
  });

  it('does not take a fraction bar for a line, though it goes almost from edge to edge', () => {
    const bar: Stroke = { x: 6, y: 90, width: 248, height: 3 };
    expect(check([...digits, bar], boxes).unboxed.map(({ box }) => box)).toEqual([
      { x: 6, y: 90, width: 248, height: 3 },
    ]);
  });

  it('reads chalk on a board, and ink under a shadow', () => {
    const { width, height, data } = paperWith(260, 120, digits);
    const board = { width, height, data: data.map((level) => 230 - Math.floor(level * 0.8)) };
    const shadow = {
      width,
      height,
      data: data.map((level, at) => Math.floor(level * (0.4 + (0.6 * (at % width)) / width))),
    };
    const left = boxes.filter(({ id }) => id !== 2);
    for (const gray of [board, shadow])
      expect(checkInk(readInk(gray), left).unboxed.map(({ box }) => box)).toEqual([boxes[2]?.box]);
  });

  it('moves with the image', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(30), fc.nat(3), (dx, dy, gone) => {
        const moved = digits.map((stroke) => ({ ...stroke, x: stroke.x + dx, y: stroke.y + dy }));
        const symbols = boxes.map((each) => ({
          ...each,
          box: { ...each.box, x: each.box.x + dx, y: each.box.y + dy },
        }));
        const found = checkInk(
          readInk(paperWith(320, 180, moved)),
          symbols.filter(({ id }) => id !== gone),
        );
        expect(found.unboxed.map(({ box }) => box)).toEqual([symbols[gone]?.box]);
        expect([found.inkless, found.cut]).toEqual([[], []]);
      }),
      { numRuns: 40 },
    );
  });

  it('does not mind the order of the boxes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...boxes], { minLength: 1 }), (some) => {
        const inOrder = boxes.filter((box) => some.includes(box));
        expect(check(digits, some)).toEqual(check(digits, inOrder));
      }),
      { numRuns: 30 },
    );
  });

  it('takes boxes that are no boxes', () => {
    const odd = [NaN, Infinity, -1].map((value, id) => ({
      id,
      label: '0',
      box: { x: value, y: 0, width: value, height: 10 },
    }));
    expect(check(digits, [...odd, ...boxes]).inkless.map(({ id }) => id)).toEqual([0, 1, 2]);
  });
});
