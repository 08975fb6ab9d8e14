import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { labelLatex } from './labelLatex.ts';
import { bare, type LayoutNode, type Run, type SymbolBox } from './layoutTree.ts';
import { parseFormula } from './parseFormula.ts';
import { plainTree, spell } from './plainTree.ts';
import { readLatex } from './readLatex.ts';
import { latexParts, writeLatex, type LatexPart } from './writeLatex.ts';

const box = { x: 0, y: 0, width: 1, height: 1 };
let lastId = 0;

function boxOf(label: string): SymbolBox {
  lastId += 1;
  return { id: lastId, label, box };
}

const known =
  'x a n 1 2 0 + - = < > ( ) [ ] \\{ \\} | / , . ! \\prime \\alpha \\sum \\int \\lim \\sin \\times \\leq \\to \\infty \\ldots \\cdot \\exists'.split(
    ' ',
  );

/** Layout trees of any shape, so many levels deep, with labels of the given kind. */
function anyTree(label: fc.Arbitrary<string>, levels = 3): fc.Arbitrary<Run> {
  const symbol = label.map(boxOf);
  const none = fc.constant<Run>([]);
  const inner = levels > 1 ? anyTree(label, levels - 1) : none;
  const script = fc.oneof({ weight: 3, arbitrary: none }, { weight: 1, arbitrary: inner });
  const hung = fc
    .record({ superscript: script, subscript: script })
    .map((scripts) => ({ ...bare, ...scripts }));
  const plain = fc
    .tuple(symbol, hung)
    .map(([one, scripts]): LayoutNode => ({ kind: 'symbol', symbol: one, ...scripts }));
  if (levels <= 1) return fc.array(plain, { maxLength: 3 });
  const some = fc.array(plain, { minLength: 1, maxLength: 3 });
  const fraction = fc.tuple(inner, inner, hung).map(([numerator, denominator, scripts]): LayoutNode => ({
    kind: 'fraction',
    symbol: boxOf('-'),
    numerator,
    denominator,
    ...scripts,
  }));
  const root = fc.tuple(inner, inner, hung).map(([radicand, index, scripts]): LayoutNode => ({
    kind: 'root',
    symbol: boxOf('\\sqrt'),
    radicand,
    index,
    ...scripts,
  }));
  const accent = fc
    .tuple(fc.constantFrom('-', '\\hat', '\\vec', '\\overline'), some, hung)
    .map(([mark, body, scripts]): LayoutNode => ({ kind: 'accent', symbol: boxOf(mark), body, ...scripts }));
  const fences = fc.constantFrom(['(', ')'], ['[', ']'], ['\\{', ''], ['|', '|'], ['[', ')']);
  const cells = fc.array(fc.array(some, { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 3 });
  const grid = fc.tuple(fences, cells, hung).map(([[open = '', close = ''], rows, scripts]): LayoutNode => ({
    kind: 'grid',
    symbol: boxOf(open),
    close: close === '' ? null : boxOf(close),
    rows,
    ...scripts,
  }));
  return fc.array(fc.oneof(plain, plain, fraction, root, accent, grid), { maxLength: 3 });
}

function draw(latex: string): string {
  return katex.renderToString(latex, { throwOnError: true, strict: 'ignore' });
}

function boxesOf(parts: readonly LatexPart[]): unknown[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : [...part.boxes, ...boxesOf(part.parts)]));
}

describe('LaTeX of a layout tree', () => {
  it.each([
    ['x^{2} - 3x + 2 = 0'],
    ['\\frac{-b \\pm \\sqrt{b^{2} - 4ac}}{2a}'],
    ['\\sum_{i = 1}^{n}\\alpha_{i}'],
    ['\\lim_{x \\to 0}\\frac{\\sin x}{x}'],
    ['\\sqrt[{3}]{x}'],
  ])('writes %s as it is read', (latex) => {
    const asTree = (nodes: ReturnType<typeof readLatex>): Run =>
      nodes.map(({ label, sub, sup, parts: [first = [], second = []] }): LayoutNode => {
        const scripts = { ...bare, subscript: asTree(sub), superscript: asTree(sup) };
        if (label === '\\frac')
          return {
            kind: 'fraction',
            symbol: boxOf('-'),
            numerator: asTree(first),
            denominator: asTree(second),
            ...scripts,
          };
        if (label === '\\sqrt')
          return {
            kind: 'root',
            symbol: boxOf(label),
            index: asTree(first),
            radicand: asTree(second),
            ...scripts,
          };
        return { kind: 'symbol', symbol: boxOf(label), ...scripts };
      });
    expect(writeLatex(asTree(readLatex(latex)))).toBe(latex);
  });

  it('writes the letters of a function as one token of all their boxes', () => {
    const letters = ['s', 'i', 'n'].map((label): LayoutNode => ({
      kind: 'symbol',
      symbol: boxOf(label),
      ...bare,
    }));
    const [name] = latexParts(letters);
    expect(name).toMatchObject({ boxes: letters.map(({ symbol }) => symbol.id), parts: ['\\sin'] });
  });

  it('is read back as the tree that it was written from', () => {
    fc.assert(
      fc.property(anyTree(fc.constantFrom(...known)), (tree) => {
        expect(spell(readLatex(writeLatex(tree)))).toBe(spell(plainTree(tree)));
      }),
      { numRuns: 500 },
    );
  });

  it('has each box in one token', () => {
    fc.assert(
      fc.property(anyTree(fc.constantFrom(...known)), (tree) => {
        const ids = boxesOf(latexParts(tree));
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('is drawn by KaTeX, whatever the tree and the labels', () => {
    const label = fc.oneof(
      fc.constantFrom(
        ...known,
        '\\frac',
        '\\sqrt',
        '\\hat',
        '#',
        '%',
        '^',
        '~',
        '\\',
        '&',
        '$',
        '_',
        '{',
        '}',
        '"',
        "'",
        '`',
        'COMMA',
        'sin',
        '\\unknown',
        '한글',
        'é',
        '́',
        '\uD800',
        '😀',
        '\\begin',
        '\\\\',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(anyTree(label), (tree) => {
        expect(() => draw(writeLatex(tree))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('is drawn by KaTeX for boxes at random', () => {
    const symbols = fc.array(
      fc.record({
        label: fc.constantFrom(...known, '\\sqrt', '\\hat', '['),
        box: fc.record({
          x: fc.integer({ min: 0, max: 400 }),
          y: fc.integer({ min: 0, max: 200 }),
          width: fc.integer({ min: 1, max: 120 }),
          height: fc.integer({ min: 1, max: 90 }),
        }),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(symbols, (all) => {
        const { tree } = parseFormula(all.map((one, id) => ({ id, ...one })));
        expect(() => draw(writeLatex(tree))).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

describe('LaTeX of a label', () => {
  it.each([
    ['x', 'x'],
    ['\\alpha', '\\alpha'],
    ['%', '\\%'],
    ['−', '-'],
    ['\\foo', '\\mathrm{foo}'],
    ['sin', '\\sin'],
    ['한글', '\\text{한글}'],
    ['\u0000', '\\square'],
  ])('sets %j as %s', (label, latex) => {
    expect(labelLatex(label)).toBe(latex);
    expect(() => draw(latex)).not.toThrow();
  });
});
