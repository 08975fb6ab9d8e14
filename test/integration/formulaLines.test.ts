import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulaLines } from '#shared/formula/formulaLines.ts';
import type { SymbolBox } from '#shared/formula/layoutTree.ts';

interface Truth {
  readonly images: readonly { readonly id: number; readonly file_name: string; readonly height: number }[];
  readonly annotations: readonly {
    readonly id: number;
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly number[];
  }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
}

const truth = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../samples/truth.json'), 'utf8'),
) as Truth;
const names = new Map(truth.categories.map(({ id, name }) => [id, name]));

/** The boxes of a sample, moved down. */
function sample(imageId: number, down: number): SymbolBox[] {
  return truth.annotations
    .filter(({ image_id }) => image_id === imageId)
    .map(({ id, category_id, bbox: [x = 0, y = 0, width = 0, height = 0] }) => ({
      id: `${down} ${id}`,
      label: names.get(category_id) ?? '',
      box: { x, y: y + down, width, height },
    }));
}

const anySymbol = fc
  .record({
    label: fc.constantFrom('x', '-', '\\sum', '.'),
    x: fc.integer({ min: 0, max: 400 }),
    y: fc.integer({ min: 0, max: 400 }),
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ label, ...box }) => ({ label, box }));
const anySymbols = fc
  .array(anySymbol, { maxLength: 40 })
  .map((all): SymbolBox[] => all.map((symbol, id) => ({ ...symbol, id })));

describe('the lines of a page', () => {
  it.each(truth.images.map(({ id, file_name }) => [file_name, id] as const))(
    'keep the formula of %s together',
    (_, id) => {
      expect(formulaLines(sample(id, 0))).toHaveLength(1);
    },
  );

  it('are the formulas that stand one below the other', () => {
    const stacked: SymbolBox[][] = [];
    let down = 0;
    for (const { id, height } of truth.images.slice(0, 10)) {
      stacked.push(sample(id, down));
      down += height;
    }
    expect(formulaLines(stacked.flat())).toEqual(stacked);
  });

  it('hold each box once, from top to bottom, with white between', () => {
    fc.assert(
      fc.property(anySymbols, (symbols) => {
        const lines = formulaLines(symbols);
        const ids = lines.flat().map(({ id }) => id);
        expect([...ids].sort()).toEqual(symbols.map(({ id }) => id).sort());
        let bottom = -Infinity;
        for (const line of lines) {
          expect(Math.min(...line.map(({ box }) => box.y))).toBeGreaterThan(bottom);
          bottom = Math.max(...line.map(({ box }) => box.y + box.height));
        }
      }),
    );
  });

  it('do not depend on the scale or the order of the boxes', () => {
    fc.assert(
      fc.property(anySymbols, fc.constantFrom(0.25, 0.5, 2, 8), (symbols, scale) => {
        const idsOf = (all: readonly SymbolBox[]) =>
          formulaLines(all).map((line) => line.map(({ id }) => id).sort());
        const scaled = symbols.map((symbol) => ({
          ...symbol,
          box: {
            x: symbol.box.x * scale,
            y: symbol.box.y * scale,
            width: symbol.box.width * scale,
            height: symbol.box.height * scale,
          },
        }));
        expect(idsOf(scaled.reverse())).toEqual(idsOf(symbols));
      }),
    );
  });

  it('leave out what has no place, and are none where there is nothing', () => {
    expect(formulaLines([])).toEqual([]);
    expect(formulaLines([{ id: 1, label: 'x', box: { x: 0, y: NaN, width: 1, height: 1 } }])).toEqual([]);
  });
});
