import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleAt, handlePoint, handles, limitMove, minBoxSide, resizeBox } from './handles.ts';

const image = { width: 400, height: 100 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Within the image, at least a pixel wide. */
const box = fc
  .tuple(number(0, 399), number(0, 99), number(0, 1), number(0, 1))
  .map(([x, y, w, h]) => ({ x, y, width: 1 + w * (399 - x), height: 1 + h * (99 - y) }));
const handle = fc.constantFrom(...handles);

describe('resizeBox', () => {
  it('keeps the opposite edges, a pixel of size, and the image', () => {
    fc.assert(
      fc.property(box, handle, number(-500, 500), number(-500, 500), (from, grip, dx, dy) => {
        const to = resizeBox(from, grip, dx, dy, image);
        expect(to.width).toBeGreaterThanOrEqual(minBoxSide - 1e-9);
        expect(to.height).toBeGreaterThanOrEqual(minBoxSide - 1e-9);
        expect(to.x).toBeGreaterThanOrEqual(0);
        expect(to.y).toBeGreaterThanOrEqual(0);
        expect(to.x + to.width).toBeLessThanOrEqual(400 + 1e-9);
        expect(to.y + to.height).toBeLessThanOrEqual(100 + 1e-9);
        if (!grip.includes('w')) expect(to.x).toBe(from.x);
        if (!grip.includes('e')) expect(to.x + to.width).toBeCloseTo(from.x + from.width, 9);
        if (!grip.startsWith('n')) expect(to.y).toBe(from.y);
        if (!grip.startsWith('s')) expect(to.y + to.height).toBeCloseTo(from.y + from.height, 9);
      }),
    );
  });

  it('leaves a box alone that is not pulled, even one outside the image', () => {
    const outside = { x: -5, y: -5, width: 500, height: 0.5 };
    for (const grip of handles) {
      const to = resizeBox(outside, grip, 0, 0, image);
      expect(to.x).toBeCloseTo(outside.x);
      expect(to.width).toBeCloseTo(outside.width);
      expect(to.height).toBeCloseTo(outside.height);
    }
  });
});

describe('handleAt', () => {
  it('finds each handle where it is drawn, on a box with room for all', () => {
    const large = { x: 50, y: 20, width: 60, height: 50 };
    for (const grip of handles) expect(handleAt(large, handlePoint(large, grip), 5)).toBe(grip);
  });

  it('leaves the middle of any box to move it by', () => {
    fc.assert(
      fc.property(box, number(0.1, 50), (each, reach) => {
        const middle = { x: each.x + each.width / 2, y: each.y + each.height / 2 };
        expect(handleAt(each, middle, reach)).toBeNull();
      }),
    );
  });
});

describe('limitMove', () => {
  it('keeps a group in the image, and never moves it the other way', () => {
    fc.assert(
      fc.property(box, number(-500, 500), number(-500, 500), (union, dx, dy) => {
        const by = limitMove(union, dx, dy, image);
        expect(union.x + by.x).toBeGreaterThanOrEqual(-1e-9);
        expect(union.x + union.width + by.x).toBeLessThanOrEqual(400 + 1e-9);
        expect(union.y + by.y).toBeGreaterThanOrEqual(-1e-9);
        expect(union.y + union.height + by.y).toBeLessThanOrEqual(100 + 1e-9);
        expect(Math.abs(by.x)).toBeLessThanOrEqual(Math.abs(dx) + 1e-9);
        expect(by.x * dx).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
