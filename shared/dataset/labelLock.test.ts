import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDifferences, lockDifferences, lockText, parseLock } from './labelLock.ts';

const names = fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), { maxLength: 30 });

describe('the lock of labels', () => {
  it('comes back from its text, whatever the names', () => {
    fc.assert(
      fc.property(names, (labels) => {
        expect(parseLock(lockText(labels), 'l.json').labels).toEqual(labels);
      }),
    );
  });

  it('lets names be appended, and nothing else', () => {
    fc.assert(
      fc.property(names, names, (locked, added) => {
        const lock = parseLock(lockText(locked), 'l.json');
        const appended = [...locked, ...added.filter((name) => !locked.includes(name))];
        expect(lockDifferences(lock, appended)).toEqual([]);
        const [first, second] = locked;
        if (first === undefined || second === undefined) return;
        const swapped = [second, first, ...locked.slice(2)];
        expect(lockDifferences(lock, swapped).map(({ place }) => place)).toEqual([1, 2]);
        expect(lockDifferences(lock, locked.slice(1)).length).toBeGreaterThan(0);
      }),
    );
  });

  it('says in words where it differs', () => {
    const lock = parseLock(lockText(['a', 'b', 'c']), 'l.json');
    expect(describeDifferences(lockDifferences(lock, ['a', 'x']))).toBe(
      '2. was “b” and is “x”; 3. was “c” and is gone',
    );
  });

  it.each(['', '[]', '{}', '{"labels":[1]}', '{"labels":["a","a"]}', '{"labels":[""]}'])(
    'is refused, with its file named: %s',
    (text) => {
      expect(() => parseLock(text, 'my.lock.json')).toThrow(/^my\.lock\.json/);
    },
  );
});
