import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '#shared/geometry/box.ts';
import type { InkDocument, InkSymbol } from './inkDocument.ts';
import { inkRendering, layoutInk } from './renderInk.ts';

const { symbolPixels, penPixels, marginPixels, longestEdgePixels } = inkRendering;

function document(
  strokes: readonly (readonly (readonly [number, number])[])[],
  symbols: readonly InkSymbol[] = [],
): InkDocument {
  return {
    strokes: strokes.map((points, index) => ({
      id: String(index),
      points: points.map(([x, y]) => ({ x, y })),
    })),
    symbols,
    latex: null,
    writer: null,
    ui: null,
  };
}

const symbol = (label: string, ...strokeIndices: number[]): InkSymbol => ({
  label,
  strokeIndices,
  href: null,
});

describe('ink on an image', () => {
  it('has its median symbol at the size wanted, a margin, and boxes as wide as the pen goes', () => {
    const strokes = [
      [
        [10, 10],
        [12, 14],
      ],
      [
        [20, 10],
        [24, 12],
      ],
      [
        [30, 12],
        [30, 12],
      ],
    ] as const;
    const layout = layoutInk(document(strokes, [symbol('a', 0), symbol('b', 1), symbol('.', 2)]));
    const scale = symbolPixels / 4;
    expect(layout.scale).toBe(scale);
    expect(layout).toMatchObject({
      width: 20 * scale + 2 * marginPixels,
      height: 4 * scale + 2 * marginPixels,
    });
    expect(layout.symbols).toEqual([
      {
        label: 'a',
        box: {
          x: marginPixels - penPixels / 2,
          y: marginPixels - penPixels / 2,
          width: 2 * scale + penPixels,
          height: 4 * scale + penPixels,
        },
      },
      {
        label: 'b',
        box: {
          x: marginPixels + 10 * scale - penPixels / 2,
          y: marginPixels - penPixels / 2,
          width: 4 * scale + penPixels,
          height: 2 * scale + penPixels,
        },
      },
      {
        label: '.',
        box: {
          x: marginPixels + 20 * scale - penPixels / 2,
          y: marginPixels + 2 * scale - penPixels / 2,
          width: penPixels,
          height: penPixels,
        },
      },
    ]);
    expect(layout.polylines[2], 'repeated points are one dot').toHaveLength(1);
  });

  it('does not take bars, dots and roots for the size of the writing', () => {
    const strokes = [
      [
        [0, 0],
        [10, 8],
      ],
      [
        [0, 20],
        [90, 20],
      ],
      [
        [0, 30],
        [70, 30],
      ],
      [
        [0, 40],
        [60, 60],
      ],
    ] as const;
    const labels = [symbol('x', 0), symbol('-', 1), symbol('-', 2), symbol('\\sqrt', 3)];
    expect(layoutInk(document(strokes, labels)).scale).toBe(symbolPixels / 10);
    expect(layoutInk(document(strokes, labels.slice(1, 2))).scale).toBe(symbolPixels / 90);
    expect(layoutInk(document(strokes.slice(0, 3))).scale, 'nor by their shape, without symbols').toBe(
      symbolPixels / 10,
    );
  });

  it('estimates the size from strokes that cross where no symbols are known', () => {
    const plus = (x: number): readonly (readonly (readonly [number, number])[])[] => [
      [
        [x, 5],
        [x + 10, 5],
      ],
      [
        [x + 5, 0],
        [x + 5, 10],
      ],
    ];
    const layout = layoutInk(document([...plus(0), ...plus(50), ...plus(100)]));
    expect(layout.scale).toBeCloseTo(symbolPixels / 10);
    expect(layout.symbols).toEqual([]);
  });

  it('can be a dot, dots, or nothing but one line', () => {
    expect(layoutInk(document([[[5, 5]]]))).toMatchObject({
      width: 2 * marginPixels,
      height: 2 * marginPixels,
    });
    expect(layoutInk(document([[[0, 0]], [[0, 8]]])).height).toBe(symbolPixels + 2 * marginPixels);
    expect(
      layoutInk(
        document([
          [
            [0, 0],
            [9, 0],
          ],
        ]),
      ),
    ).toMatchObject({ width: symbolPixels + 2 * marginPixels, height: 2 * marginPixels });
    expect(() => layoutInk(document([[]]))).toThrow(expect.objectContaining({ code: 'ink.empty' }) as Error);
  });

  it('never grows beyond the longest edge', () => {
    const dots = Array.from(
      { length: 9 },
      (_, i) =>
        [
          [i, 0],
          [i + 0.01, 0.01],
        ] as const,
    );
    const layout = layoutInk(
      document([
        ...dots,
        [
          [1e6, 0],
          [1e6 + 0.01, 0],
        ],
      ]),
    );
    expect(layout.width).toBeLessThanOrEqual(longestEdgePixels);
    expect(layout.width).toBeGreaterThan(longestEdgePixels - 2);
  });

  it('is the same at any scale and place of the source, inside the image, and the same each time', () => {
    const coordinate = fc.integer({ min: -500, max: 500 });
    const stroke = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(stroke, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(0.001, 0.5, 1, 2000),
        coordinate,
        (strokes, by, offset) => {
          const symbols = strokes.map((_, index) => symbol('x', index));
          const one = layoutInk(document(strokes, symbols));
          const two = layoutInk(
            document(
              strokes.map((points) => points.map(([x, y]) => [x * by + offset, y * by + offset] as const)),
              symbols,
            ),
          );
          expect(layoutInk(document(strokes, symbols))).toEqual(one);
          // A rounding in the last place may take the next whole pixel.
          expect(Math.abs(one.width - two.width)).toBeLessThanOrEqual(1);
          expect(Math.abs(one.height - two.height)).toBeLessThanOrEqual(1);
          for (const [index, { box }] of one.symbols.entries()) {
            const other = two.symbols[index]?.box;
            for (const key of ['x', 'y', 'width', 'height'] as const)
              expect(other?.[key]).toBeCloseTo(box[key], 3);
            expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
            expect(box.x + box.width).toBeLessThanOrEqual(one.width);
            expect(box.y + box.height).toBeLessThanOrEqual(one.height);
            expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(penPixels);
          }
          const inside = ({ x, y }: Point): boolean =>
            x >= marginPixels && y >= marginPixels && x <= one.width && y <= one.height;
          expect(one.polylines.flat().every(inside)).toBe(true);
        },
      ),
    );
  });
});
