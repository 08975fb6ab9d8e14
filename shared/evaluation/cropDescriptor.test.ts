import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrayPixels } from '../detection/grayscale.ts';
import type { Box } from '../geometry/box.ts';
import { cropDescriptor, descriptorDistance, descriptorLength, rankByLikeness } from './cropDescriptor.ts';

/** White paper with dark bars. */
function page(bars: readonly Box[], darkness = 255, width = 120, height = 120): GrayPixels {
  const data = new Uint8Array(width * height).fill(255);
  for (const bar of bars)
    for (let y = bar.y; y < bar.y + bar.height; y += 1)
      data.fill(255 - darkness, y * width + bar.x, y * width + bar.x + bar.width);
  return { data, width, height };
}

/** A plus and a minus sign of a size, with the box around them. */
const plus = (x: number, y: number, size: number, pen: number): readonly Box[] => [
  { x, y: y + Math.floor((size - pen) / 2), width: size, height: pen },
  { x: x + Math.floor((size - pen) / 2), y, width: pen, height: size },
];
const square = (x: number, y: number, size: number): Box => ({ x, y, width: size, height: size });

describe('crop descriptors', () => {
  it('are alike for one symbol at other places, scales and pens, and not for another', () => {
    const small = cropDescriptor(page(plus(10, 10, 20, 3)), 255, square(10, 10, 20), 20);
    const moved = cropDescriptor(page(plus(70, 50, 20, 3)), 255, square(70, 50, 20), 20);
    const large = cropDescriptor(page(plus(10, 10, 60, 9)), 255, square(10, 10, 60), 60);
    const pale = cropDescriptor(page(plus(10, 10, 20, 3), 90), 255, square(10, 10, 20), 20);
    const frame = [
      { x: 10, y: 10, width: 20, height: 3 },
      { x: 10, y: 27, width: 20, height: 3 },
      { x: 10, y: 10, width: 3, height: 20 },
      { x: 27, y: 10, width: 3, height: 20 },
    ];
    const other = cropDescriptor(page(frame), 255, square(10, 10, 20), 20);
    expect(descriptorDistance(small, moved)).toBeLessThan(1.5);
    expect(descriptorDistance(small, pale)).toBeLessThan(3);
    expect(descriptorDistance(small, large)).toBeLessThan(60);
    expect(descriptorDistance(small, other)).toBeGreaterThan(150);
  });

  it('tell a symbol from the same one beside larger neighbours', () => {
    const ink = page(plus(10, 10, 20, 3));
    const alone = cropDescriptor(ink, 255, square(10, 10, 20), 20);
    const script = cropDescriptor(ink, 255, square(10, 10, 20), 60);
    expect(descriptorDistance(alone, script)).toBeGreaterThan(20);
  });

  it('are of any box, also one that stands out of the image or has no ink', () => {
    const box = fc.record({
      x: fc.double({ min: -200, max: 200, noNaN: true }),
      y: fc.double({ min: -200, max: 200, noNaN: true }),
      width: fc.double({ min: 0, max: 300, noNaN: true }),
      height: fc.double({ min: 0, max: 300, noNaN: true }),
    });
    const ink = page(plus(10, 10, 20, 3));
    fc.assert(
      fc.property(box, fc.double({ min: 0, max: 100, noNaN: true }), (drawn, symbolSize) => {
        const bytes = cropDescriptor(ink, 255, drawn, symbolSize);
        expect(bytes).toHaveLength(descriptorLength);
        expect(descriptorDistance(bytes, bytes)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('rank the crop itself first, and last what could not be looked at', () => {
    const at = (size: number): Uint8Array =>
      cropDescriptor(page(plus(10, 10, size, 3)), 255, square(10, 10, size), 20);
    const [a, b, c] = [at(20), at(24), at(60)];
    expect(rankByLikeness(a, [c, null, b, a])).toEqual([3, 2, 0, 1]);
  });
});
