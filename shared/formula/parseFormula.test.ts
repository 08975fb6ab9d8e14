import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxBoxes, symbolsOf, type SymbolBox } from './layoutTree.ts';
import { parseFormula } from './parseFormula.ts';
import { plainTree, spell } from './plainTree.ts';

/** Boxes written as `label x y width height`. */
function boxes(...lines: readonly string[]): SymbolBox[] {
  return lines.map((line, id) => {
    const [label = '', x, y, width, height] = line.split(' ');
    return { id, label, box: { x: Number(x), y: Number(y), width: Number(width), height: Number(height) } };
  });
}

function read(...lines: readonly string[]): string {
  return spell(plainTree(parseFormula(boxes(...lines)).tree));
}

const labels =
  'x a 1 2 + - = ( ) [ ] \\{ \\frac \\sqrt \\sum \\int \\lim \\sin , . \\prime f g \\hat | 한 \\weird'.split(
    ' ',
  );

const anyBox = fc.record({
  label: fc.oneof(fc.constantFrom(...labels), fc.string({ maxLength: 4 })),
  box: fc.record({
    x: fc.integer({ min: -50, max: 600 }),
    y: fc.integer({ min: -50, max: 300 }),
    width: fc.integer({ min: 0, max: 300 }),
    height: fc.integer({ min: 0, max: 200 }),
  }),
});

const anyBoxes = fc
  .array(anyBox, { maxLength: 40 })
  .map((all): SymbolBox[] => all.map((one, id) => ({ id, ...one })));

/** The tree as text, ids included. */
function told(symbols: readonly SymbolBox[]): string {
  const { tree, unplaced } = parseFormula(symbols);
  return JSON.stringify([tree, unplaced], (key, value: unknown) => (key === 'box' ? undefined : value));
}

describe('what is read from boxes', () => {
  it('puts what stands on one baseline side by side', () => {
    expect(read('a 0 20 20 20', '+ 30 20 20 20', 'b 60 0 20 40')).toBe('a + b');
  });

  it('tells superscript from subscript', () => {
    expect(read('x 0 20 30 30', '2 33 4 15 22')).toBe('x^{2}');
    expect(read('x 0 20 30 30', '2 33 40 15 22')).toBe('x_{2}');
  });

  it('takes a dash with something above and below for a fraction, and one without for a minus', () => {
    expect(read('a 20 0 20 20', '- 0 30 60 3', 'b 20 40 20 40')).toBe('\\frac{a}{b}');
    expect(read('a 0 0 20 20', '- 30 8 20 3', 'b 60 -20 20 40')).toBe('a - b');
  });

  it('takes what a root covers as its radicand', () => {
    expect(read('\\sqrt 0 0 80 50', 'x 25 20 20 20', '+ 50 20 20 20', '1 90 10 8 35')).toBe(
      '\\sqrt{}{x +} 1',
    );
  });

  it('reads limits as scripts of their operator, even where they begin left of it', () => {
    expect(
      read(
        '\\sum 20 30 40 50',
        'i 5 95 8 18',
        '= 18 100 20 8',
        '1 45 95 8 18',
        'n 32 8 16 14',
        'x 80 45 25 22',
      ),
    ).toBe('\\sum_{i = 1}^{n} x');
  });
});

describe('what it does with boxes that no formula has', () => {
  it('makes nothing of nothing', () => {
    expect(parseFormula([])).toEqual({ tree: [], unplaced: [] });
  });

  it.each([
    ['badBox', { x: Number.NaN, y: 0, width: 1, height: 1 }, 'x'],
    ['badBox', { x: 0, y: Number.POSITIVE_INFINITY, width: 1, height: 1 }, 'x'],
    ['badBox', { x: 0, y: 0, width: -1, height: 1 }, 'x'],
    ['badBox', { x: 1e308, y: 0, width: 1e308, height: 1 }, 'x'],
    ['noLabel', { x: 0, y: 0, width: 1, height: 1 }, '  '],
  ])('leaves a box out as %s', (reason, box, label) => {
    const symbol = { id: 7, label, box };
    expect(parseFormula([symbol])).toEqual({ tree: [], unplaced: [{ symbol, reason, instead: null }] });
  });

  it('names the box that stands on the same spot, and the one that has the same id', () => {
    const box = { x: 0, y: 0, width: 10, height: 10 };
    const { unplaced } = parseFormula([
      { id: 1, label: 'a', box },
      { id: 2, label: 'b', box },
      { id: 1, label: 'c', box: { ...box, x: 20 } },
    ]);
    expect(unplaced.map(({ symbol, reason, instead }) => [symbol.label, reason, instead])).toEqual([
      ['b', 'overlaid', 1],
      ['c', 'sameId', 1],
    ]);
  });

  it.each([
    ['at random', (i: number) => ({ x: (i * 7919) % 4001, y: (i * 104729) % 997, width: 30, height: 30 })],
    ['on a stair', (i: number) => ({ x: i * 20, y: i * -12, width: 18, height: 18 })],
    ['within each other', (i: number) => ({ x: i, y: i, width: 30000 - 2 * i, height: 30000 - 3 * i })],
  ])(
    'arranges 5,000 boxes %s within seconds, and says so of those beyond',
    (_, boxAt) => {
      const symbols = Array.from({ length: maxBoxes + 10 }, (__, id) => ({
        id,
        label: labels[id % labels.length] ?? 'x',
        box: boxAt(id),
      }));
      const { tree, unplaced } = parseFormula(symbols);
      expect(symbolsOf(tree).length + unplaced.length).toBe(symbols.length);
    },
    20_000,
  );
});

describe('laws', () => {
  it('places each box once or says why not', () => {
    fc.assert(
      fc.property(anyBoxes, (symbols) => {
        const { tree, unplaced } = parseFormula(symbols);
        const ids = [...symbolsOf(tree), ...unplaced.map(({ symbol }) => symbol)].map(({ id }) => Number(id));
        expect(ids.sort((a, b) => a - b)).toEqual(symbols.map(({ id }) => id));
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of the boxes', () => {
    fc.assert(
      fc.property(
        anyBoxes.chain((symbols) =>
          fc.tuple(
            fc.constant(symbols),
            fc.shuffledSubarray(symbols, { minLength: symbols.length, maxLength: symbols.length }),
          ),
        ),
        ([symbols, shuffled]) => {
          const sorted = (text: string): unknown => {
            const [tree, unplaced] = JSON.parse(text) as [unknown, { symbol: { id: number } }[]];
            return [tree, unplaced.sort((a, b) => a.symbol.id - b.symbol.id)];
          };
          expect(sorted(told(shuffled))).toEqual(sorted(told(symbols)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not depend on the scale', () => {
    fc.assert(
      fc.property(anyBoxes, fc.constantFrom(0.25, 2, 64), (symbols, scale) => {
        const scaled = symbols.map(({ box: { x, y, width, height }, ...rest }) => ({
          ...rest,
          box: { x: x * scale, y: y * scale, width: width * scale, height: height * scale },
        }));
        expect(told(scaled)).toBe(told(symbols));
      }),
      { numRuns: 200 },
    );
  });
});
