import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, type NumberRange, readRange, splitTyped, writeRange, writeTerm } from './typedTerms.ts';

describe('words of a typed query', () => {
  it('are terms where they have a key and a value', () => {
    expect(splitTyped('scan label:\\int C:\\x state: "a b"').map(({ term }) => term)).toEqual([
      null,
      { key: 'label', value: '\\int', isQuoted: false },
      { key: 'c', value: '\\x', isQuoted: false },
      null,
      null,
      null,
    ]);
  });

  it('hold spaces in quotes', () => {
    expect(splitTyped('source:"my ""best"" scans" label:" x')).toEqual([
      {
        word: 'source:"my ""best"" scans"',
        term: { key: 'source', value: 'my "best" scans', isQuoted: true },
      },
      { word: 'label:" x', term: { key: 'label', value: ' x', isQuoted: true } },
    ]);
  });

  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 5 }), (values) => {
        const typed = values.map((value) => writeTerm('label', value)).join(' ');
        expect(splitTyped(typed).map(({ term }) => term?.value)).toEqual(values);
      }),
    );
  });
});

describe('a range', () => {
  it.each<[string, NumberRange | null]>([
    ['>0.3', { from: 0.3 }],
    ['0.3..0.4', { from: 0.3, to: 0.4 }],
    ['0.3..<0.4', { from: 0.3, to: 0.4, isBelow: true }],
    ['..<8', { to: 8, isBelow: true }],
    ['..', null],
    ['1.2.3', null],
    ['1..x', null],
  ])('%s', (typed, range) => {
    expect(readRange(typed)).toEqual(range);
  });

  it('reads as it is written, and keeps what lies in it', () => {
    const bound = fc.integer({ min: 0, max: 1000 }).map((n) => n / 100);
    fc.assert(
      fc.property(bound, bound, fc.constantFrom('>=', '<=', '..', '..<'), bound, (a, b, as, value) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const range: NumberRange =
          as === '>='
            ? { from }
            : as === '<='
              ? { to }
              : { from, to, ...(as === '..<' ? { isBelow: true as const } : {}) };
        expect(readRange(writeRange(range))).toEqual(range);
        const isAbove = range.from === undefined || value >= from;
        const isUnder = range.to === undefined || (as === '..<' ? value < to : value <= to);
        expect(isWithin(value, range)).toBe(isAbove && isUnder);
      }),
    );
  });
});
