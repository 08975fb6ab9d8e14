import { encode, decode } from 'bmp-ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BmpError, decodeBmp, readBmpHeader } from '#electron/workers/imaging/bmp.ts';
import { bmp, type BmpOptions } from './imageMakers.ts';

type Rgb = readonly [number, number, number];

function read(bytes: Buffer): readonly Rgb[] {
  const { data } = decodeBmp(bytes, readBmpHeader(bytes));
  return Array.from({ length: data.length / 3 }, (_, i) => [
    data[i * 3] ?? -1,
    data[i * 3 + 1] ?? -1,
    data[i * 3 + 2] ?? -1,
  ]);
}

const red: Rgb = [255, 0, 0];
const green: Rgb = [0, 255, 0];
const blue: Rgb = [0, 0, 255];
const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** Blue, green, red: the order of the file. */
const palette = [
  [0, 0, 0],
  [0, 0, 255],
  [0, 255, 0],
  [255, 0, 0],
] as const;
const colors = [black, red, green, blue];

describe('bitmaps', () => {
  it.each([12, 40, 108, 124] as const)('24 bits under a header of %i bytes, either way up', (headerSize) => {
    const rows = [
      Buffer.from([0, 0, 255, 0, 255, 0, 255, 0, 0]),
      Buffer.from([255, 255, 255, 0, 0, 0, 0, 0, 255]),
    ];
    const expected = [red, green, blue, white, black, red];
    expect(read(bmp(3, 2, rows, { bits: 24, headerSize }))).toEqual(expected);
    if (headerSize !== 12)
      expect(read(bmp(3, 2, rows, { bits: 24, headerSize, topDown: true }))).toEqual(expected);
  });

  it.each([1, 4, 8] as const)(
    '%i bits through a palette, any width, with a gap before the pixels',
    (bits) => {
      for (const headerSize of [12, 40, 124] as const) {
        for (let width = 1; width <= 17; width++) {
          const most = bits === 1 ? 2 : 4;
          const wanted = Array.from({ length: 3 }, (_, y) =>
            Array.from({ length: width }, (__, x) => (x * 5 + y * 3) % most),
          );
          const rows = wanted.map((row) => {
            const packed = Buffer.alloc(Math.ceil((width * bits) / 8));
            for (const [x, index] of row.entries()) {
              const byte = (x * bits) >> 3;
              packed[byte] = (packed[byte] ?? 0) | (index << (8 - bits - ((x * bits) & 7)));
            }
            return packed;
          });
          // A core header has no count: its palette is always full.
          const full =
            headerSize === 12
              ? Array.from({ length: 1 << bits }, (_, i) => palette[i] ?? ([9, 9, 9] as const))
              : palette.slice(0, 1 << bits);
          for (const gap of headerSize === 12 ? [0] : [0, 6]) {
            const image = bmp(width, 3, rows, { bits, headerSize, palette: full, gap });
            expect(read(image), `width ${width}, header ${headerSize}, gap ${gap}`).toEqual(
              wanted.flat().map((index) => colors[index]),
            );
          }
        }
      }
    },
  );

  it('an index without a colour is black', () => {
    expect(read(bmp(2, 1, [Buffer.from([1, 200])], { bits: 8, palette }))).toEqual([red, black]);
  });

  it('16 bits as 5-5-5, as 5-6-5, and as masks say', () => {
    const row = (...values: readonly number[]): Buffer => {
      const bytes = Buffer.alloc(values.length * 2);
      for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, i * 2);
      return bytes;
    };
    expect(read(bmp(3, 1, [row(0x7c00, 0x03e0, 0x001f)], { bits: 16 }))).toEqual([red, green, blue]);
    const masks = [0xf800, 0x07e0, 0x001f, 0] as const;
    expect(
      read(bmp(4, 1, [row(0xf800, 0x07e0, 0x001f, 0x8410)], { bits: 16, compression: 3, masks })),
    ).toEqual([red, green, blue, [132, 130, 132]]);
    const headed = bmp(1, 1, [row(0x07e0)], { bits: 16, compression: 3, masks, headerSize: 124 });
    expect(read(headed)).toEqual([green]);
  });

  it('32 bits: the fourth byte is nothing, unless a mask makes it alpha', () => {
    const row = Buffer.from([0, 0, 255, 0, 255, 0, 0, 128]);
    expect(read(bmp(2, 1, [row], { bits: 32 }))).toEqual([red, blue]);
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
    const options: BmpOptions = { bits: 32, compression: 3, masks, headerSize: 124 };
    expect(read(bmp(2, 1, [row], options))).toEqual([white, [127, 127, 255]]);
    expect(read(bmp(2, 1, [row], { ...options, headerSize: 40, compression: 6 }))).toEqual([
      white,
      [127, 127, 255],
    ]);
    expect(read(bmp(1, 1, [row.subarray(0, 4)], options)), 'alpha left at 0 throughout is no alpha').toEqual([
      red,
    ]);
    const swapped = bmp(1, 1, [row.subarray(0, 4)], { ...options, masks: [0xff, 0xff00, 0xff0000, 0] });
    expect(read(swapped)).toEqual([blue]);
  });

  it('run lengths of 8 bits: runs, literals, line ends, jumps, and an early end', () => {
    const codes = [2, 1, 1, 2, 0, 0, 0, 3, 3, 2, 1, 0, 0, 0, 0, 2, 1, 0, 1, 3, 0, 1];
    const image = bmp(3, 3, Buffer.from(codes), { bits: 8, compression: 1, palette });
    // From the bottom: 1 1 2 / 3 2 1 / jump by one, then 3; the last pixel was never written.
    expect(read(image)).toEqual([black, blue, black, blue, green, red, red, red, green]);
  });

  it('run lengths of 4 bits', () => {
    const codes = [3, 0x12, 0, 0, 0, 3, 0x32, 0x10, 0, 0, 0, 1];
    const image = bmp(3, 2, Buffer.from(codes), { bits: 4, compression: 2, palette });
    expect(read(image)).toEqual([blue, green, red, red, green, red]);
  });

  it('run lengths that run over the edge stay inside', () => {
    const image = bmp(2, 1, Buffer.from([200, 1, 0, 2, 250, 250, 5, 2, 0, 1]), {
      bits: 8,
      compression: 1,
      palette,
    });
    expect(read(image)).toEqual([red, red]);
  });

  it('agrees with another reader and writer', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 9 })
          .chain((width) =>
            fc
              .integer({ min: 1, max: 9 })
              .chain((height) =>
                fc.tuple(
                  fc.constant(width),
                  fc.constant(height),
                  fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }),
                ),
              ),
          ),
        fc.constantFrom(24 as const, 32 as const),
        ([width, height, rgb], bitPP) => {
          const abgr = Buffer.alloc(width * height * 4, 255);
          for (let i = 0; i < width * height; i++)
            abgr.set([rgb[i * 3 + 2] ?? 0, rgb[i * 3 + 1] ?? 0, rgb[i * 3] ?? 0], i * 4 + 1);
          const { data: bytes } = encode({ data: abgr, width, height, bitPP });
          const theirs = decode(bytes).data;
          const ours = decodeBmp(bytes, readBmpHeader(bytes)).data;
          for (let i = 0; i < width * height; i++) {
            expect([...ours.subarray(i * 3, i * 3 + 3)]).toEqual([
              theirs[i * 4 + 3],
              theirs[i * 4 + 2],
              theirs[i * 4 + 1],
            ]);
          }
          expect([...ours]).toEqual([...rgb]);
        },
      ),
    );
  });

  it('cut anywhere is called truncated', () => {
    const whole = bmp(
      5,
      4,
      Array.from({ length: 4 }, () => Buffer.alloc(15, 7)),
      { bits: 24 },
    );
    for (let length = 18; length < whole.length - 1; length++) {
      const cut = whole.subarray(0, length);
      expect(() => decodeBmp(cut, readBmpHeader(cut)), String(length)).toThrow(BmpError);
    }
    expect(
      read(whole.subarray(0, whole.length - 1)),
      'only the padding of the last row is missing',
    ).toHaveLength(20);
  });

  it('of any bytes is read or refused, never anything else', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 0, maxLength: 200 }),
        fc.constantFrom(12, 40, 56, 108, 124),
        fc.nat(40),
        (noise, headerSize, size) => {
          const bytes = Buffer.concat([Buffer.from('BM'), Buffer.from(noise)]);
          if (bytes.length >= 18) bytes.writeUInt32LE(headerSize, 14);
          if (bytes.length >= 30 && headerSize !== 12) {
            bytes.writeInt32LE(size, 18);
            bytes.writeInt32LE(size, 22);
            bytes.writeUInt16LE([1, 4, 8, 16, 24, 32][size % 6] ?? 1, 28);
          }
          try {
            const header = readBmpHeader(bytes);
            if (header.width * header.height < 1e6) decodeBmp(bytes, header);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(BmpError);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
