import { describe, expect, it } from 'vitest';
import { compareSymbols } from './compareSymbols.ts';
import { readLatex } from './readLatex.ts';

const compare = (known: string, found: string) => compareSymbols(readLatex(known), readLatex(found));

describe('boxes against a known formula', () => {
  it('finds nothing to say where both are the same', () => {
    expect(compare('\\left(x+\\frac12\\right)', '(x + \\frac{1}{2})')).toEqual({
      differences: [],
      isSameLayout: true,
    });
  });

  it('counts what is missing and what is too many, the missing first', () => {
    expect(compare('x^2 + x', 'x^1').differences).toEqual([
      { label: 'x', expected: 2, found: 1 },
      { label: '+', expected: 1, found: 0 },
      { label: '2', expected: 1, found: 0 },
      { label: '1', expected: 0, found: 1 },
    ]);
  });

  it('counts fraction bars and minus signs as one and the same dash', () => {
    expect(compare('\\frac{a}{b} - c', 'a - b - c')).toEqual({ differences: [], isSameLayout: false });
  });

  it('tells the same symbols in another layout', () => {
    expect(compare('x^2', 'x_2')).toEqual({ differences: [], isSameLayout: false });
  });
});
