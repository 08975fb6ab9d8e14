import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLookAlikes, lookAlikesOf, nextLookAlike } from './lookAlikes.ts';

const everything = (): boolean => true;
const names = [...new Set(defaultLookAlikes.flat())];

describe('look-alikes', () => {
  it('are those that annotators meet', () => {
    expect(lookAlikesOf('1', defaultLookAlikes)).toEqual(['1', 'l', '|', 'I', '/']);
    expect(lookAlikesOf('y', defaultLookAlikes)).toEqual([]);
  });

  it('go round, forwards and backwards', () => {
    expect(nextLookAlike('1', '1', 1, defaultLookAlikes, everything)).toBe('l');
    expect(nextLookAlike('1', '/', 1, defaultLookAlikes, everything)).toBe('1');
    expect(nextLookAlike('1', '1', -1, defaultLookAlikes, everything)).toBe('/');
  });

  it('pass over labels that the project lacks', () => {
    expect(nextLookAlike('1', '1', 1, defaultLookAlikes, (name) => name === 'I')).toBe('I');
    expect(nextLookAlike('1', '1', 1, defaultLookAlikes, () => false)).toBeNull();
    expect(nextLookAlike('y', 'y', 1, defaultLookAlikes, everything)).toBeNull();
  });

  it('reach each member once before they come back to the first', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(1 as const, -1 as const),
        fc.subarray(names),
        (start, by, usable) => {
          const isUsable = (name: string): boolean => usable.includes(name);
          const seen = [start];
          for (;;) {
            const next = nextLookAlike(start, seen.at(-1) ?? start, by, defaultLookAlikes, isUsable);
            if (next === null || next === start) break;
            expect(seen).not.toContain(next);
            seen.push(next);
          }
          const wanted = lookAlikesOf(start, defaultLookAlikes).filter((n) => n === start || isUsable(n));
          expect([...seen].sort()).toEqual([...wanted].sort());
        },
      ),
    );
  });
});
