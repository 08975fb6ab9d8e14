import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxInFile, boxUpright, orientationOf, orientations, sizeInFile } from './orientation.ts';

const upright = fc.record({
  width: fc.integer({ min: 1, max: 5_000 }),
  height: fc.integer({ min: 1, max: 5_000 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('orientations', () => {
  it('put a corner of the picture where TIFF 6.0 says', () => {
    const corner = { x: 0, y: 0, width: 2, height: 1 };
    const places = orientations.map((one) => boxInFile(corner, { width: 10, height: 6 }, one));
    expect(places).toEqual([
      { x: 0, y: 0, width: 2, height: 1 },
      { x: 8, y: 0, width: 2, height: 1 },
      { x: 8, y: 5, width: 2, height: 1 },
      { x: 0, y: 5, width: 2, height: 1 },
      { x: 0, y: 0, width: 1, height: 2 },
      { x: 0, y: 8, width: 1, height: 2 },
      { x: 5, y: 8, width: 1, height: 2 },
      { x: 5, y: 0, width: 1, height: 2 },
    ]);
  });

  it('are taken back exactly, and keep boxes within the picture', () => {
    fc.assert(
      fc.property(
        upright,
        share,
        share,
        share,
        share,
        fc.constantFrom(...orientations),
        (size, a, b, c, d, one) => {
          const box = { x: a * size.width, y: b * size.height, width: 0, height: 0 };
          const whole = { ...box, width: c * (size.width - box.x), height: d * (size.height - box.y) };
          const inFile = boxInFile(whole, size, one);
          const file = sizeInFile(size, one);
          expect(inFile.x).toBeGreaterThanOrEqual(-1e-9);
          expect(inFile.y).toBeGreaterThanOrEqual(-1e-9);
          expect(inFile.x + inFile.width).toBeLessThanOrEqual(file.width + 1e-9);
          expect(inFile.y + inFile.height).toBeLessThanOrEqual(file.height + 1e-9);
          const back = boxUpright(inFile, size, one);
          for (const key of ['x', 'y', 'width', 'height'] as const)
            expect(Math.abs(back[key] - whole[key])).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('are upright where a file says nothing sensible', () => {
    expect([undefined, 0, 9, 1.5, Number.NaN].map(orientationOf)).toEqual([1, 1, 1, 1, 1]);
    expect(orientationOf(6)).toBe(6);
  });
});
