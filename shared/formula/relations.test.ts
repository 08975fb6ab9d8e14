import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symbolsOf } from './layoutTree.ts';
import { parseFormula } from './parseFormula.ts';
import { relationsOf } from './relations.ts';

const symbol = fc.record({
  label: fc.constantFrom('x', '-', '\\sqrt', '(', ')', '[', ']', '2', '\\sum', '\\hat', '.', '\\int'),
  box: fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 120 }),
    width: fc.integer({ min: 1, max: 80 }),
    height: fc.integer({ min: 1, max: 80 }),
  }),
});

describe('relationsOf', () => {
  it('makes one tree of all placed symbols: one root, one parent for each of the others', () => {
    fc.assert(
      fc.property(fc.array(symbol, { maxLength: 25 }), (drawn) => {
        const { tree } = parseFormula(drawn.map((one, id) => ({ ...one, id })));
        const ids = symbolsOf(tree).map(({ id }) => id);
        const relations = relationsOf(tree);
        const children = relations.map(({ child }) => child);
        expect(new Set(children).size).toBe(children.length);
        expect(relations).toHaveLength(Math.max(0, ids.length - 1));
        for (const { parent, child } of relations) {
          expect(ids).toContain(parent);
          expect(ids).toContain(child);
          expect(parent).not.toBe(child);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives a symbol one right neighbour, behind a matrix too', () => {
    const rows: readonly (readonly [string, number, number, number, number])[] = [
      ['[', 0, 0, 8, 100],
      ['a', 20, 5, 20, 20],
      ['b', 70, 5, 20, 20],
      ['c', 20, 70, 20, 20],
      ['d', 70, 70, 20, 20],
      [']', 105, 0, 8, 100],
      ['=', 125, 40, 25, 15],
      ['x', 165, 40, 20, 20],
    ];
    const { tree } = parseFormula(
      rows.map(([label, x, y, width, height], id) => ({ id, label, box: { x, y, width, height } })),
    );
    expect(tree[0]?.kind).toBe('grid');
    const right = relationsOf(tree).filter(({ relation }) => relation === 'Right');
    expect(right).toEqual([
      { parent: 5, child: 6, relation: 'Right' },
      { parent: 0, child: 5, relation: 'Right' },
      { parent: 6, child: 7, relation: 'Right' },
    ]);
  });
});
