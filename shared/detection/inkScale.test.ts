import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binarise } from './binarise.ts';
import { connectedComponents } from './connectedComponents.ts';
import type { GrayPixels } from './grayscale.ts';
import { estimateSymbolSize } from './inkScale.ts';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly level?: number;
}

function drawn(width: number, height: number, rectangles: readonly Rectangle[], paper = 255): GrayPixels {
  const data = new Uint8Array(width * height).fill(paper);
  for (const box of rectangles) {
    for (let y = box.y; y < Math.min(height, box.y + box.height); y += 1) {
      data.fill(box.level ?? 0, y * width + box.x, y * width + Math.min(width, box.x + box.width));
    }
  }
  return { width, height, data };
}

/** A hollow square, as a digit is: more paper than ink inside its bounds. */
function ring(x: number, y: number, side: number, pen: number): Rectangle[] {
  return [
    { x, y, width: side, height: pen },
    { x, y: y + side - pen, width: side, height: pen },
    { x, y, width: pen, height: side },
    { x: x + side - pen, y, width: pen, height: side },
  ];
}

const row = (count: number, side: number): Rectangle[] =>
  Array.from({ length: count }, (_, k) => ring(10 + k * (side + 12), 12, side, 3)).flat();

describe('estimateSymbolSize', () => {
  it('finds the size of a row of equal symbols', () => {
    expect(estimateSymbolSize(drawn(400, 64, row(6, 40)))).toBe(40);
  });

  it('says null for a blank page, and for one of grain alone', () => {
    expect(estimateSymbolSize(drawn(200, 80, []))).toBeNull();
    expect(estimateSymbolSize(drawn(200, 80, [{ x: 50, y: 30, width: 2, height: 2 }]))).toBeNull();
  });

  it('is not misled by dots, fraction bars and a frame', () => {
    const dots = Array.from({ length: 12 }, (_, k) => ({ x: 20 + k * 30, y: 70, width: 5, height: 5 }));
    const bar = { x: 20, y: 62, width: 300, height: 3 };
    const frame = [
      { x: 0, y: 0, width: 400, height: 2 },
      { x: 0, y: 88, width: 400, height: 2 },
      { x: 0, y: 0, width: 2, height: 90 },
      { x: 398, y: 0, width: 2, height: 90 },
    ];
    expect(estimateSymbolSize(drawn(400, 90, [...row(6, 40), bar, ...dots, ...frame]))).toBe(40);
  });

  it('looks past the lines of squared paper that join the symbols', () => {
    const lines = [
      ...Array.from({ length: 5 }, (_, k) => ({ x: 0, y: 8 + k * 20, width: 400, height: 1, level: 190 })),
      ...Array.from({ length: 20 }, (_, k) => ({ x: 6 + k * 20, y: 0, width: 1, height: 100, level: 190 })),
    ];
    expect(estimateSymbolSize(drawn(400, 100, [...lines, ...row(6, 40)]))).toBe(40);
  });

  it('measures images too large to be looked at whole', () => {
    const side = 400;
    const large = drawn(
      4000,
      600,
      Array.from({ length: 8 }, (_, k) => ring(40 + k * 480, 80, side, 30)).flat(),
    );
    const estimate = estimateSymbolSize(large);
    expect(estimate).not.toBeNull();
    expect(Math.abs((estimate ?? 0) - side) / side).toBeLessThan(0.02);
  });
});

describe('connectedComponents', () => {
  it('agrees with a flood fill on any mask', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 24 })
          .chain((width) =>
            fc.tuple(
              fc.constant(width),
              fc.array(fc.integer({ min: 0, max: 1 }), { minLength: width, maxLength: width * 16 }),
            ),
          ),
        ([width, bits]) => {
          const height = Math.floor(bits.length / width);
          const data = Uint8Array.from(bits.slice(0, width * height));
          const found = connectedComponents({ width, height, data })
            .map((c) => JSON.stringify(c))
            .sort();
          expect(found).toEqual(
            floodFill(width, height, data)
              .map((c) => JSON.stringify(c))
              .sort(),
          );
        },
      ),
    );
  });
});

function floodFill(width: number, height: number, data: Uint8Array) {
  const seen = new Uint8Array(data.length);
  const components = [];
  for (let start = 0; start < data.length; start += 1) {
    if (data[start] !== 1 || seen[start] === 1) continue;
    const pixels = [start];
    seen[start] = 1;
    for (const pixel of pixels) {
      const x = pixel % width;
      const y = (pixel - x) / width;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v += 1) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u += 1) {
          const next = v * width + u;
          if (data[next] !== 1 || seen[next] === 1) continue;
          seen[next] = 1;
          pixels.push(next);
        }
      }
    }
    const xs = pixels.map((pixel) => pixel % width);
    const ys = pixels.map((pixel) => Math.floor(pixel / width));
    const x = Math.min(...xs);
    const y = Math.min(...ys);
    components.push({
      x,
      y,
      width: Math.max(...xs) - x + 1,
      height: Math.max(...ys) - y + 1,
      area: pixels.length,
    });
  }
  return components;
}

describe('binarise', () => {
  it('keeps ink in shadow and in light alike', () => {
    const width = 300;
    const page = drawn(width, 80, []);
    for (let y = 0; y < 80; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const light = 255 - Math.floor((x * 160) / width);
        const isInk = x % 60 >= 20 && x % 60 < 26 && y >= 20 && y < 60;
        page.data[y * width + x] = isInk ? Math.floor(light * 0.3) : light;
      }
    }
    const pieces = connectedComponents(binarise(page, 16));
    expect(pieces.map(({ x, y, width: w, height: h }) => [x, y, w, h])).toEqual(
      [20, 80, 140, 200, 260].map((x) => [x, 20, 6, 40]),
    );
  });
});
