import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedLike } from './sortedLike.ts';

const order = (a: { readonly at: number }, b: { readonly at: number }): number => a.at - b.at;

describe('sorting again', () => {
  it('gives what sorting anew gives, whatever there was before', () => {
    const pool = Array.from({ length: 20 }, (_, at) => ({ at: (at * 7) % 20 }));
    const some = fc.subarray(pool).map((items) => [...items].reverse());
    fc.assert(
      fc.property(fc.array(some, { maxLength: 5 }), (all) => {
        let last: readonly { readonly at: number }[] = [];
        for (const items of all) {
          const before = last;
          last = sortedLike(items, last, order);
          expect(last).toEqual([...items].sort(order));
          expect(last === before).toBe(
            items.length === before.length && items.every((item) => before.includes(item)),
          );
        }
      }),
    );
  });
});
