import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLabels, spell } from './plainTree.ts';
import { readLatex } from './readLatex.ts';

describe('LaTeX in its plainest form', () => {
  it.each([
    ['$x^2$', 'x^{2}'],
    ['{x}^{2}_i', 'x_{i}^{2}'],
    ['\\left( a \\right)', '( a )'],
    ['\\left\\{ a \\right.', '\\{ a'],
    ['\\mathrm{sin} x', '\\sin x'],
    ["f'", 'f^{\\prime}'],
    ['a \\cdot b', 'a . b'],
    ['...', '\\ldots'],
    ['\\frac12', '\\frac{1}{2}'],
    ['\\sqrt[3]{x}', '\\sqrt{3}{x}'],
    ['\\sum\\limits_{i}^n', '\\sum_{i}^{n}'],
    ['a \\le b \\lt c', 'a \\leq b < c'],
    ['\\bar{x}', '\\overline{x}'],
    [
      '\\left(\\begin{matrix} a & b \\\\ c & d \\\\ \\end{matrix}\\right)^T',
      'grid 2 2{(}{)}{a}{b}{c}{d}^{T}',
    ],
    ['\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}', 'grid 2 2{(}{)}{a}{b}{c}{d}'],
    ['\\left\\{\\begin{array}{ll} 1 & x \\\\ 0 & y \\end{array}\\right.', 'grid 2 2{\\{}{}{1}{x}{0}{y}'],
    ['\\begin{cases} 1 & x \\\\ 0 & y \\end{cases}', 'grid 2 2{\\{}{}{1}{x}{0}{y}'],
  ])('reads %s as %s', (latex, plain) => {
    expect(spell(readLatex(latex))).toBe(plain);
  });

  it('lists the symbols that leave ink', () => {
    expect(plainLabels(readLatex('\\frac{\\bar{x}}{\\sqrt{2}}'))).toEqual(['-', '-', 'x', '\\sqrt', '2']);
    expect(plainLabels(readLatex('\\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}'))).toEqual(['[', ']', '1', '2']);
  });

  it('reads anything without throwing', () => {
    const piece = fc.constantFrom(
      '\\frac',
      '{',
      '}',
      '^',
      '_',
      '\\sqrt',
      '[',
      ']',
      '\\begin{matrix}',
      '\\end{matrix}',
      '&',
      '\\\\',
      'x',
      '\\left',
      '$',
      "'",
      '\\bar',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join(' ')),
        ),
        (latex) => void spell(readLatex(latex)),
      ),
    );
  });

  it.each(['{', '\\frac', '\\begin{matrix}', '\\sqrt[', 'x_', '^{'])(
    'holds out against 100,000 times %s',
    (piece) => {
      expect(() => readLatex(piece.repeat(100_000))).not.toThrow();
    },
  );
});
