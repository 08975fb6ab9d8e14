import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxArea,
  boxContains,
  boxesOverlap,
  boxFromCorners,
  boxUnion,
  clampBox,
  type Box,
  type Point,
} from './box.ts';
import { intersectionArea, iou } from './iou.ts';

/** Whole numbers, so that sums are exact and edges meet often. */
const edge = fc.integer({ min: -20, max: 20 });
const extent = fc.integer({ min: 1, max: 20 });
const boxes: fc.Arbitrary<Box> = fc.record({ x: edge, y: edge, width: extent, height: extent });
const points: fc.Arbitrary<Point> = fc.record({ x: edge, y: edge });

/** The unit squares that a box of whole numbers covers. */
function cellsOf({ x, y, width, height }: Box): ReadonlySet<string> {
  const cells = new Set<string>();
  for (let column = x; column < x + width; column += 1) {
    for (let row = y; row < y + height; row += 1) cells.add(`${column} ${row}`);
  }
  return cells;
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((cell) => b.has(cell)));
}

describe('areas, against counted squares', () => {
  it('of a box, of what two share, and of their ratio', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const [cellsA, cellsB] = [cellsOf(a), cellsOf(b)];
        const common = shared(cellsA, cellsB).size;
        expect(boxArea(a)).toBe(cellsA.size);
        expect(intersectionArea(a, b)).toBe(common);
        expect(boxesOverlap(a, b)).toBe(common > 0);
        expect(iou(a, b)).toBe(common / new Set([...cellsA, ...cellsB]).size);
      }),
    );
  });

  it('are alike from both sides, and whole for a box with itself', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        expect(iou(a, b)).toBe(iou(b, a));
        expect(iou(a, a)).toBe(1);
      }),
    );
  });

  it('are nothing for boxes that only touch, or have no area', () => {
    const box: Box = { x: 0, y: 0, width: 10, height: 10 };
    expect(iou(box, { x: 10, y: 0, width: 5, height: 10 })).toBe(0);
    expect(boxesOverlap(box, { x: 0, y: 10, width: 5, height: 1 })).toBe(false);
    const line: Box = { x: 1, y: 1, width: 0, height: 5 };
    expect(iou(line, line)).toBe(0);
  });
});

describe('boxFromCorners', () => {
  it('takes any two opposite corners', () => {
    fc.assert(
      fc.property(points, points, (a, b) => {
        const box = boxFromCorners(a, b);
        expect(boxFromCorners(b, a)).toEqual(box);
        expect(boxFromCorners({ x: a.x, y: b.y }, { x: b.x, y: a.y })).toEqual(box);
        expect(box.width).toBeGreaterThanOrEqual(0);
        expect(box.height).toBeGreaterThanOrEqual(0);
        expect(boxContains(box, a) && boxContains(box, b)).toBe(true);
        expect([box.x, box.x + box.width].sort()).toEqual([a.x, b.x].sort());
      }),
    );
  });
});

describe('boxContains', () => {
  it('counts the edges in', () => {
    const box: Box = { x: 1, y: 2, width: 3, height: 4 };
    expect(
      [
        { x: 1, y: 2 },
        { x: 4, y: 6 },
        { x: 2, y: 3 },
      ].every((point) => boxContains(box, point)),
    ).toBe(true);
    const outside = [
      { x: 0.99, y: 3 },
      { x: 4.01, y: 3 },
      { x: 2, y: 1.99 },
      { x: 2, y: 6.01 },
    ];
    expect(outside.some((point) => boxContains(box, point))).toBe(false);
  });
});

describe('boxUnion', () => {
  it('is the smallest box around all', () => {
    fc.assert(
      fc.property(fc.array(boxes, { minLength: 1, maxLength: 5 }), (all) => {
        const union = boxUnion(all);
        if (union === null) throw new Error('There is something to hold.');
        expect(union.x).toBe(Math.min(...all.map(({ x }) => x)));
        expect(union.y).toBe(Math.min(...all.map(({ y }) => y)));
        expect(union.x + union.width).toBe(Math.max(...all.map(({ x, width }) => x + width)));
        expect(union.y + union.height).toBe(Math.max(...all.map(({ y, height }) => y + height)));
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(boxUnion([])).toBeNull();
  });
});

describe('clampBox', () => {
  const size = { width: 10, height: 15 };
  const image: Box = { x: 0, y: 0, ...size };

  it('keeps exactly what lies in the image', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const clamped = clampBox(box, size);
        const inside = shared(cellsOf(box), cellsOf(image));
        expect(clamped === null ? new Set() : cellsOf(clamped)).toEqual(inside);
        if (clamped !== null) expect(clampBox(clamped, size)).toEqual(clamped);
      }),
    );
  });

  it('keeps nothing of a box that only touches the image', () => {
    expect(clampBox({ x: 10, y: 0, width: 3, height: 3 }, size)).toBeNull();
    expect(clampBox({ x: -3, y: 0, width: 3, height: 3 }, size)).toBeNull();
  });
});
