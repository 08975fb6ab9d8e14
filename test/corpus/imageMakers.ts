import { deflateSync, crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from '#electron/workers/imaging/rgbImage.ts';

/** A picture in which each of the eight orientations looks different: a corner of each colour, one of them smaller. */
export function pattern(width = 48, height = 32): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isLeft = x < width / 3;
      const isTop = y < height / 2;
      const color = isTop ? (isLeft ? [255, 0, 0] : [0, 255, 0]) : isLeft ? [0, 0, 255] : [40, 40, 40];
      data.set(color, (y * width + x) * 3);
    }
  }
  return { data, width, height };
}

/** Where the upright pixel (x, y) stands in a file of this orientation (TIFF 6.0, tag 274). */
const storedAt: Readonly<
  Record<number, (x: number, y: number, w: number, h: number) => readonly [number, number]>
> = {
  1: (x, y) => [x, y],
  2: (x, y, w) => [w - 1 - x, y],
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  4: (x, y, _w, h) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, w) => [y, w - 1 - x],
  7: (x, y, w, h) => [h - 1 - y, w - 1 - x],
  8: (x, y, _w, h) => [h - 1 - y, x],
};

/** The pixels as a camera held that way stores them. */
export function stored(upright: RgbImage, orientation: number): RgbImage {
  const { width: w, height: h } = upright;
  const isTurned = orientation >= 5;
  const width = isTurned ? h : w;
  const data = new Uint8Array(w * h * 3);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [sx, sy] = storedAt[orientation]?.(x, y, w, h) ?? [x, y];
      data.set(upright.data.subarray((y * w + x) * 3, (y * w + x) * 3 + 3), (sy * width + sx) * 3);
    }
  }
  return { data, width, height: isTurned ? w : h };
}

/** A sharp pipeline over raw RGB pixels. */
export function pipeline({ data, width, height }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A whole, valid, all-white PNG of one bit a pixel: huge ones take little time and space. */
export function bilevelPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rowBytes = 1 + Math.ceil(width / 8);
  const rows = Buffer.alloc(rowBytes * height, 0xff);
  for (let y = 0; y < height; y++) rows[y * rowBytes] = 0;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The same PNG with an `acTL` chunk, by which animated ones are known. */
export function markedAnimated(png: Buffer): Buffer {
  const afterHeader = 8 + 25;
  const control = Buffer.alloc(8);
  control.writeUInt32BE(1, 0);
  return Buffer.concat([png.subarray(0, afterHeader), chunk('acTL', control), png.subarray(afterHeader)]);
}

/** What {@link bmp} writes. */
export interface BmpOptions {
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly headerSize?: 12 | 40 | 108 | 124;
  readonly topDown?: boolean;
  readonly compression?: number;
  /** For 16 and 32 bits: red, green, blue, alpha; written for compression 3. */
  readonly masks?: readonly [number, number, number, number];
  /** Blue, green, red for each entry. */
  readonly palette?: readonly (readonly [number, number, number])[];
  /** Bytes between the headers and the pixels, as some editors leave. */
  readonly gap?: number;
}

/** A Windows bitmap around rows of pixel bytes, which are given from the top and without padding. */
export function bmp(
  width: number,
  height: number,
  rows: readonly Buffer[] | Buffer,
  options: BmpOptions,
): Buffer {
  const { bits, headerSize = 40, topDown = false, compression = 0, masks, palette = [], gap = 0 } = options;
  const isCore = headerSize === 12;
  const info = Buffer.alloc(headerSize);
  info.writeUInt32LE(headerSize, 0);
  if (isCore) {
    info.writeUInt16LE(width, 4);
    info.writeUInt16LE(height, 6);
    info.writeUInt16LE(1, 8);
    info.writeUInt16LE(bits, 10);
  } else {
    info.writeInt32LE(width, 4);
    info.writeInt32LE(topDown ? -height : height, 8);
    info.writeUInt16LE(1, 12);
    info.writeUInt16LE(bits, 14);
    info.writeUInt32LE(compression, 16);
    info.writeUInt32LE(palette.length, 32);
  }
  const tail: Buffer[] = [];
  if (masks !== undefined) {
    const written = Buffer.alloc(16);
    for (const [index, mask] of masks.entries()) written.writeUInt32LE(mask >>> 0, index * 4);
    if (headerSize >= 56) info.set(written, 40);
    else tail.push(written.subarray(0, compression === 6 ? 16 : 12));
  }
  const colors = Buffer.from(palette.flatMap(([b, g, r]) => (isCore ? [b, g, r] : [b, g, r, 0])));
  let pixels: Buffer;
  if (Buffer.isBuffer(rows)) pixels = rows;
  else {
    const rowBytes = Math.ceil((width * bits) / 32) * 4;
    const padded = rows.map((row) => Buffer.concat([row, Buffer.alloc(rowBytes - row.length)]));
    pixels = Buffer.concat(topDown ? padded : padded.toReversed());
  }
  const head = Buffer.alloc(14);
  const offset = 14 + headerSize + tail.reduce((sum, part) => sum + part.length, 0) + colors.length + gap;
  head.write('BM', 'latin1');
  head.writeUInt32LE(offset + pixels.length, 2);
  head.writeUInt32LE(offset, 10);
  return Buffer.concat([head, info, ...tail, colors, Buffer.alloc(gap, 0xaa), pixels]);
}
