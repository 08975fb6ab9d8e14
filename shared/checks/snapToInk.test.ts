import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperWith, ring, type Stroke } from './testPaper.ts';
import type { Box } from '../geometry/box.ts';
import { readInk } from './inkMap.ts';
import type { LabelledBox } from './labelledBox.ts';
import { snapToInk } from './snapToInk.ts';

/** Other writing, far away, which tells how large symbols are. */
const writing = [...ring(200, 40, 40), ...ring(250, 40, 40), ...ring(300, 40, 40)];

const inkOf = (strokes: readonly Stroke[], paper = 255) =>
  readInk(paperWith(360, 140, [...strokes, ...writing], paper));

const boxed = (label: string, x: number, y: number, width: number, height: number): LabelledBox => ({
  id: `${label} ${x}`,
  label,
  box: { x, y, width, height },
});

function snapped(
  strokes: readonly Stroke[],
  box: LabelledBox,
  ...others: readonly LabelledBox[]
): Box | null {
  return snapToInk(inkOf(strokes), [box, ...others], [0])[0] ?? null;
}

const stem: Stroke = { x: 60, y: 50, width: 4, height: 30 };
const dot: Stroke = { x: 60, y: 38, width: 4, height: 4 };

describe('snapToInk', () => {
  it('tightens a loose box', () => {
    expect(snapped(ring(50, 40, 40), boxed('0', 42, 30, 60, 62))).toEqual({
      x: 50,
      y: 40,
      width: 40,
      height: 40,
    });
  });

  it('lets a box grow to ink that it cuts', () => {
    expect(snapped(ring(50, 40, 40), boxed('0', 58, 47, 36, 36))).toEqual({
      x: 50,
      y: 40,
      width: 40,
      height: 40,
    });
  });

  it.each([
    ['i', [stem, dot], { x: 60, y: 38, width: 4, height: 42 }],
    ['j', [stem, { ...dot, x: 63 }], { x: 60, y: 38, width: 7, height: 42 }],
    ['!', [stem, { ...dot, y: 88 }], { x: 60, y: 50, width: 4, height: 42 }],
    [
      '=',
      [
        { x: 50, y: 55, width: 30, height: 3 },
        { x: 50, y: 67, width: 30, height: 3 },
      ],
      { x: 50, y: 55, width: 30, height: 15 },
    ],
    [
      ':',
      [
        { x: 60, y: 50, width: 4, height: 4 },
        { x: 60, y: 70, width: 4, height: 4 },
      ],
      { x: 60, y: 50, width: 4, height: 24 },
    ],
    [
      '\\div',
      [
        { x: 50, y: 60, width: 30, height: 3 },
        { x: 63, y: 48, width: 4, height: 4 },
        { x: 63, y: 72, width: 4, height: 4 },
      ],
      { x: 50, y: 48, width: 30, height: 28 },
    ],
    [
      '%',
      [...ring(48, 42, 12), { x: 66, y: 42, width: 3, height: 38 }, ...ring(76, 68, 12)],
      { x: 48, y: 42, width: 40, height: 38 },
    ],
    [
      '\\leq',
      [
        { x: 50, y: 50, width: 26, height: 14 },
        { x: 50, y: 72, width: 26, height: 3 },
      ],
      { x: 50, y: 50, width: 26, height: 25 },
    ],
  ] as const)('keeps the parts of %s together', (label, strokes, whole) => {
    const loose = boxed(label, whole.x - 6, whole.y - 5, whole.width + 11, whole.height + 9);
    expect(snapped(strokes, loose)).toEqual(whole);
  });

  it.each([
    ['i', [stem, dot], stem, 38, 80],
    ['!', [stem, { ...dot, y: 88 }], stem, 50, 92],
    [
      '=',
      [
        { x: 50, y: 55, width: 30, height: 3 },
        { x: 50, y: 67, width: 30, height: 3 },
      ],
      { x: 50, y: 67, width: 30, height: 3 },
      55,
      70,
    ],
    [
      '\\div',
      [
        { x: 50, y: 60, width: 30, height: 3 },
        { x: 63, y: 48, width: 4, height: 4 },
        { x: 63, y: 72, width: 4, height: 4 },
      ],
      { x: 50, y: 60, width: 30, height: 3 },
      48,
      76,
    ],
    [
      '\\leq',
      [
        { x: 50, y: 50, width: 26, height: 14 },
        { x: 50, y: 72, width: 26, height: 3 },
      ],
      { x: 50, y: 50, width: 26, height: 14 },
      50,
      75,
    ],
  ] as const)('takes in the part of %s that a box has missed', (label, strokes, main, top, bottom) => {
    const found = snapped(strokes, boxed(label, main.x - 2, main.y - 1, main.width + 4, main.height + 2));
    expect([found?.y, (found?.y ?? 0) + (found?.height ?? 0)]).toEqual([top, bottom]);
  });

  it('leaves the dot to a box of its own, and to a letter that has none', () => {
    const onStem = boxed('i', 58, 48, 8, 34);
    expect(snapped([stem, dot], onStem, boxed('.', 59, 37, 6, 6))?.y).toBe(50);
    expect(snapped([stem, dot], { ...onStem, label: 'l' })?.y).toBe(50);
  });

  it('leaves out what another box holds: the radicand in its root', () => {
    const root: Stroke[] = [
      { x: 40, y: 60, width: 3, height: 30 },
      { x: 40, y: 34, width: 3, height: 30 },
      { x: 40, y: 34, width: 70, height: 3 },
    ];
    const inside = ring(60, 48, 34);
    expect(
      snapped([...root, ...inside], boxed('\\sqrt', 36, 30, 80, 66), boxed('x', 58, 46, 38, 38)),
    ).toEqual({ x: 40, y: 34, width: 70, height: 56 });
  });

  it('cuts ink that goes on into the next symbol', () => {
    const touching = [...ring(40, 40, 40), ...ring(79, 40, 40)];
    const found = snapped(touching, boxed('0', 36, 36, 44, 48), boxed('0', 80, 38, 42, 44));
    expect(found).toEqual({ x: 40, y: 40, width: 40, height: 40 });
  });

  it('finds ink one pixel thin, and ink fainter than half of the rest', () => {
    expect(snapped(ring(50, 40, 40, 1), boxed('0', 42, 30, 60, 62))).toEqual({
      x: 50,
      y: 40,
      width: 40,
      height: 40,
    });
    expect(snapped(ring(50, 40, 40, 3, 205), boxed('0', 42, 30, 60, 62))).toEqual({
      x: 50,
      y: 40,
      width: 40,
      height: 40,
    });
  });

  it('passes over the lines of ruled paper, also over ones as dark as the ink', () => {
    const lines = [30, 60, 90, 120].map((y) => ({ x: 0, y, width: 360, height: 2 }));
    const level = 0;
    const found = snapped(
      [...lines.map((line) => ({ ...line, level })), ...ring(50, 40, 40)],
      boxed('0', 42, 35, 60, 52),
    );
    expect(found).toEqual({ x: 50, y: 40, width: 40, height: 40 });
  });

  it('has nothing to say where there is no ink', () => {
    expect(snapped(ring(50, 40, 40), boxed('0', 110, 20, 40, 40))).toBeNull();
    expect(snapToInk(readInk(paperWith(60, 40, [])), [boxed('0', 5, 5, 20, 20)], [0])).toEqual([null]);
  });

  it('does not read outside of the image, whatever the box', () => {
    const ink = inkOf(ring(50, 40, 40));
    fc.assert(
      fc.property(
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 900, noNaN: true }),
        fc.double({ min: 0, max: 900, noNaN: true }),
        (x, y, width, height) => {
          const [found] = snapToInk(ink, [boxed('0', x, y, width, height)], [0]);
          if (found === null || found === undefined) return;
          expect(found.x).toBeGreaterThanOrEqual(0);
          expect(found.y).toBeGreaterThanOrEqual(0);
          expect(found.x + found.width).toBeLessThanOrEqual(360);
          expect(found.y + found.height).toBeLessThanOrEqual(140);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is at rest: what has been snapped stays where it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 70 }),
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 30, max: 60 }),
        fc.integer({ min: 30, max: 60 }),
        (x, y, width, height) => {
          const ink = inkOf(ring(50, 40, 40));
          const [once] = snapToInk(ink, [boxed('0', x, y, width, height)], [0]);
          if (once === null || once === undefined) return;
          expect(snapToInk(ink, [{ id: 'a', label: '0', box: once }], [0])).toEqual([once]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
