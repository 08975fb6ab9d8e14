import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantStatistics } from './constantStatistics.ts';
import { toNpy } from './npy.ts';
import { elementReader, elementsIn } from './readElements.ts';

const float32 = (values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

describe('elements', () => {
  it('of float16 are what IEEE 754 says', () => {
    const bits = [0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00, 0x0400, 0x3555];
    const read = elementReader('float16', new Uint8Array(Uint16Array.from(bits).buffer));
    expect(bits.map((_, index) => read?.(index))).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      -0,
      Infinity,
      2 ** -14,
      0.333251953125,
    ]);
  });

  it('of bfloat16 are the upper half of float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (value) => {
        const bits = new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
        const cut = new Float32Array(Uint32Array.of(bits & 0xffff0000).buffer)[0];
        const read = elementReader('bfloat16', new Uint8Array(Uint16Array.of(bits >>> 16).buffer));
        expect(read?.(0)).toEqual(cut);
      }),
    );
  });

  // ONNX documents these values of its 8-bit floats.
  it.each([
    ['float8e4m3fn', 0x7e, 448],
    ['float8e4m3fn', 0x01, 2 ** -9],
    ['float8e4m3fn', 0x7f, NaN],
    ['float8e4m3fnuz', 0x7f, 240],
    ['float8e4m3fnuz', 0x80, NaN],
    ['float8e5m2', 0x7b, 57344],
    ['float8e5m2', 0x7c, Infinity],
    ['float8e5m2fnuz', 0x7f, 57344],
  ] as const)('of %s: %i is %d', (dtype, bits, value) => {
    expect(elementReader(dtype, Uint8Array.of(bits))?.(0)).toEqual(value);
  });

  it('of less than a byte are packed low bits first', () => {
    const read = (dtype: 'int4' | 'uint4' | 'uint2') => {
      const reader = elementReader(dtype, Uint8Array.of(0xa7));
      return Array.from({ length: elementsIn(dtype, 1) }, (_, index) => reader?.(index));
    };
    expect(read('uint4')).toEqual([7, 10]);
    expect(read('int4')).toEqual([7, -6]);
    expect(read('uint2')).toEqual([3, 1, 2, 2]);
  });
});

describe('statistics', () => {
  it('agree with a plain count, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 1, maxLength: 300 }), (values) => {
        const found = constantStatistics('float32', float32(values), values.length);
        const stored = Array.from(Float32Array.from(values));
        const finite = stored.filter(Number.isFinite);
        expect(found?.count).toBe(values.length);
        expect(found?.min).toBe(finite.length === 0 ? null : Math.min(...finite));
        expect(found?.max).toBe(finite.length === 0 ? null : Math.max(...finite));
        expect((found?.nan ?? 0) * values.length).toBeCloseTo(stored.filter(Number.isNaN).length);
        expect((found?.zeros ?? 0) * values.length).toBeCloseTo(stored.filter((value) => value === 0).length);
        expect(found?.histogram.reduce((sum, count) => sum + count, 0)).toBe(finite.length);
      }),
    );
  });

  it('count what float16 cannot hold', () => {
    const found = constantStatistics('float32', float32([65504, 65519, 65520, 1e9, 0, 1e-9, 1e-6, 1]), 8);
    expect(found).toMatchObject({
      beyondHalf: 2 / 8,
      lostInHalf: 1 / 8,
      subnormalInHalf: 1 / 8,
      zeros: 1 / 8,
    });
  });

  it('stop at the elements that the shape promises', () => {
    expect(constantStatistics('float32', float32([1, 2, 99]), 2)).toMatchObject({ count: 2, max: 2 });
  });
});

describe('.npy', () => {
  it('has a head of a multiple of 64 bytes and the elements as they are', () => {
    const file = toNpy('float32', [2, 3], float32([1, 2, 3, 4, 5, 6]));
    const head = new DataView(file.buffer).getUint16(8, true) + 10;
    expect(head % 64).toBe(0);
    const text = String.fromCharCode(...file.subarray(10, head));
    expect(text).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/);
    expect(file.subarray(head)).toEqual(float32([1, 2, 3, 4, 5, 6]));
  });

  it.each([
    [[], '()'],
    [[5], '(5,)'],
    [[1, 2, 3, 4], '(1, 2, 3, 4)'],
  ])('writes the shape %j as Python does', (shape, text) => {
    expect(String.fromCharCode(...toNpy('uint8', shape, new Uint8Array(0)).subarray(10, 120))).toContain(
      `'shape': ${text}`,
    );
  });

  it('widens what NumPy lacks', () => {
    const file = toNpy('bfloat16', [1], new Uint8Array(Uint16Array.of(0x3fc0).buffer));
    expect(new DataView(file.buffer).getFloat32(file.length - 4, true)).toBe(1.5);
  });
});
