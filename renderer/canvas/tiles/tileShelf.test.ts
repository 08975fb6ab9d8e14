import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createTileShelf } from './tileShelf.ts';

const tile = (width: number) => ({ width, height: 1, close: vi.fn<() => void>() });

it('lets those go that were not in use for longest, never those that are', () => {
  const shelf = createTileShelf<ReturnType<typeof tile>>(30);
  const [a, b, c, d] = [tile(10), tile(10), tile(10), tile(10)];
  shelf.put('a', a);
  shelf.put('b', b);
  shelf.put('c', c);
  shelf.want(['a', 'd']);
  shelf.put('d', d);
  expect(b.close).toHaveBeenCalledOnce();
  for (const kept of [a, c, d]) expect(kept.close).not.toHaveBeenCalled();
});

it('goes beyond the limit only for tiles in use', () => {
  const shelf = createTileShelf<ReturnType<typeof tile>>(15);
  shelf.want(['a', 'b']);
  shelf.put('a', tile(10));
  shelf.put('b', tile(10));
  expect(shelf.pixels).toBe(20);
  shelf.want(['b']);
  expect(shelf.pixels).toBe(10);
});

it('holds the limit, counts what it has, and closes each tile once, whatever is done', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const step = fc.oneof(
    fc.record({ put: key, width: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ want: fc.uniqueArray(key) }),
  );
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 0, max: 60 }), (steps, limit) => {
      const shelf = createTileShelf<ReturnType<typeof tile>>(limit);
      const made: ReturnType<typeof tile>[] = [];
      let wanted: readonly string[] = [];
      for (const each of steps) {
        if ('want' in each) shelf.want((wanted = each.want));
        else {
          const put = tile(each.width);
          made.push(put);
          shelf.put(each.put, put);
        }
        const open = made.filter(({ close }) => close.mock.calls.length === 0);
        expect(shelf.pixels).toBe(open.reduce((sum, { width }) => sum + width, 0));
        const inUse = wanted.reduce((sum, name) => sum + (shelf.get(name)?.width ?? 0), 0);
        expect(shelf.pixels).toBeLessThanOrEqual(Math.max(limit, inUse));
      }
      shelf.dispose();
      for (const { close } of made) expect(close).toHaveBeenCalledOnce();
      expect(shelf.pixels).toBe(0);
    }),
  );
});
