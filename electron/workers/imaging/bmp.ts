// Windows bitmaps: BITMAPCOREHEADER to BITMAPV5HEADER of the Windows SDK (wingdi.h). libvips, as sharp carries it, reads
// none; bmp-ts 1.0.9 neither minds the offset of the pixels nor reads past the first row of a 4-bit image of odd width.
import type { RgbImage } from './rgbImage.ts';

/** Why a bitmap cannot be read: it ends early, or it is not as the specification wants it. */
export class BmpError extends Error {
  readonly reason: 'truncated' | 'damaged';

  constructor(reason: 'truncated' | 'damaged', message: string) {
    super(message);
    this.name = 'BmpError';
    this.reason = reason;
  }
}

const compressions = { none: 0, rle8: 1, rle4: 2, bitFields: 3, alphaBitFields: 6 } as const;

interface Channel {
  readonly shift: number;
  readonly max: number;
  readonly mask: number;
}

interface Masks {
  readonly red: Channel;
  readonly green: Channel;
  readonly blue: Channel;
  readonly alpha: Channel | null;
}

/** What a bitmap's headers say, checked against each other and against the file's length. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bitsPerPixel: number;
  readonly compression: number;
  readonly pixelOffset: number;
  readonly palette: { readonly offset: number; readonly entryBytes: number; readonly count: number };
  readonly masks: Masks | null;
}

function need(bytes: Buffer, end: number): void {
  if (bytes.length < end)
    throw new BmpError('truncated', `its headers end after ${bytes.length} of ${end} bytes`);
}

function channel(mask: number): Channel {
  if (mask === 0) return { shift: 0, max: 0, mask: 0 };
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, max: mask >>> shift, mask };
}

function readMasks(
  bytes: Buffer,
  headerSize: number,
  compression: number,
  bitsPerPixel: number,
): Masks | null {
  if (bitsPerPixel !== 16 && bitsPerPixel !== 32) return null;
  if (compression === compressions.none) {
    const [red, green, blue] = bitsPerPixel === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0xff00, 0xff];
    return { red: channel(red), green: channel(green), blue: channel(blue), alpha: null };
  }
  const hasAlpha = compression === compressions.alphaBitFields || headerSize >= 56;
  need(bytes, hasAlpha ? 70 : 66);
  const alpha = hasAlpha ? bytes.readUInt32LE(66) : 0;
  return {
    red: channel(bytes.readUInt32LE(54)),
    green: channel(bytes.readUInt32LE(58)),
    blue: channel(bytes.readUInt32LE(62)),
    alpha: alpha === 0 ? null : channel(alpha),
  };
}

const rowBytesOf = (width: number, bitsPerPixel: number): number =>
  Math.ceil((width * bitsPerPixel) / 32) * 4;

/** Reads a bitmap's headers; nothing is allocated by what they claim. */
export function readBmpHeader(bytes: Buffer): BmpHeader {
  need(bytes, 26);
  const headerSize = bytes.readUInt32LE(14);
  const isCore = headerSize === 12;
  if (!isCore && headerSize !== 16) need(bytes, 14 + Math.max(headerSize, 40));
  else need(bytes, 14 + headerSize);
  const width = isCore ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const signedHeight = isCore ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const bitsPerPixel = bytes.readUInt16LE(isCore ? 24 : 28);
  const hasFullHeader = !isCore && headerSize !== 16;
  const compression = hasFullHeader ? bytes.readUInt32LE(30) : compressions.none;
  const colorsUsed = hasFullHeader ? bytes.readUInt32LE(46) : 0;

  if (width <= 0 || signedHeight === 0) {
    throw new BmpError('damaged', `it claims to have ${width} x ${signedHeight} pixels`);
  }
  const allowedBits: Readonly<Record<number, readonly number[]>> = {
    [compressions.none]: [1, 2, 4, 8, 16, 24, 32],
    [compressions.rle8]: [8],
    [compressions.rle4]: [4],
    [compressions.bitFields]: [16, 32],
    [compressions.alphaBitFields]: [16, 32],
  };
  if (allowedBits[compression]?.includes(bitsPerPixel) !== true) {
    throw new BmpError(
      'damaged',
      `compression ${compression} with ${bitsPerPixel} bits a pixel is none that is known`,
    );
  }
  const masksAfterHeader = headerSize === 40 && compression >= compressions.bitFields;
  const paletteOffset =
    14 + headerSize + (masksAfterHeader ? (compression === compressions.bitFields ? 12 : 16) : 0);
  const entryBytes = isCore ? 3 : 4;
  const declared = colorsUsed === 0 || colorsUsed > 256 ? 256 : colorsUsed;
  const possible = bitsPerPixel > 8 ? 0 : Math.min(declared, 1 << bitsPerPixel);
  const claimedOffset = bytes.readUInt32LE(10);
  const pixelOffset = claimedOffset < 14 + headerSize ? paletteOffset + possible * entryBytes : claimedOffset;
  const count = Math.max(0, Math.min(possible, Math.floor((pixelOffset - paletteOffset) / entryBytes)));
  const height = Math.abs(signedHeight);
  const isRle = compression === compressions.rle8 || compression === compressions.rle4;
  if (!isRle) {
    // Some writers leave out the padding of the last row.
    const lastRow = Math.ceil((width * bitsPerPixel) / 8);
    const end = pixelOffset + rowBytesOf(width, bitsPerPixel) * (height - 1) + lastRow;
    if (bytes.length < end) throw new BmpError('truncated', `it ends after ${bytes.length} of ${end} bytes`);
  } else if (bytes.length <= pixelOffset) {
    throw new BmpError('truncated', 'it ends before its pixels begin');
  }
  const masks = readMasks(bytes, headerSize, compression, bitsPerPixel);
  return {
    width,
    height,
    topDown: signedHeight < 0,
    bitsPerPixel,
    compression,
    pixelOffset,
    palette: { offset: paletteOffset, entryBytes, count },
    masks,
  };
}

/** The palette as RGB triples; indices past its end are black. */
function readPalette(bytes: Buffer, header: BmpHeader): Uint8Array {
  const { offset, entryBytes, count } = header.palette;
  need(bytes, offset + count * entryBytes);
  const rgb = new Uint8Array(256 * 3);
  for (let index = 0; index < count; index++) {
    const at = offset + index * entryBytes;
    rgb[index * 3] = bytes[at + 2] ?? 0;
    rgb[index * 3 + 1] = bytes[at + 1] ?? 0;
    rgb[index * 3 + 2] = bytes[at] ?? 0;
  }
  return rgb;
}

/** The indices of a run-length encoded bitmap, in the file's own order of rows; what is skipped stays 0. */
function readRunLengths(bytes: Buffer, header: BmpHeader): Uint8Array {
  const { width, height } = header;
  const isNibbles = header.compression === compressions.rle4;
  const indices = new Uint8Array(width * height);
  let at = header.pixelOffset;
  let x = 0;
  let y = 0;
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new BmpError('truncated', 'it ends in the middle of its pixels');
    return byte;
  };
  const put = (index: number): void => {
    if (x < width && y < height) indices[y * width + x] = index;
    x++;
  };
  while (y < height) {
    const count = next();
    const value = next();
    if (count > 0) {
      for (let i = 0; i < count; i++) put(isNibbles ? (i % 2 === 0 ? value >> 4 : value & 15) : value);
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x += next();
      y += next();
    } else {
      const start = at;
      for (let i = 0; i < value; i++) {
        if (!isNibbles) put(next());
        else if (i % 2 === 0) put(next() >> 4);
        else put((bytes[at - 1] ?? 0) & 15);
      }
      if ((at - start) % 2 === 1) at++;
    }
  }
  return indices;
}

/** Reads the index of each pixel in a row whose pixels have 1, 2, 4 or 8 bits. */
function indexAt(bytes: Buffer, row: number, x: number, bits: number): number {
  const bit = x * bits;
  const byte = bytes[row + (bit >> 3)] ?? 0;
  return (byte >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
}

const scale = (value: number, { shift, max, mask }: Channel): number =>
  max === 0 ? 0 : Math.round((((value & mask) >>> shift) * 255) / max);

function fillFromMasks(bytes: Buffer, header: BmpHeader, masks: Masks, data: Uint8Array): void {
  const { width, height, bitsPerPixel } = header;
  const rowBytes = rowBytesOf(width, bitsPerPixel);
  const step = bitsPerPixel / 8;
  const alphas = masks.alpha === null ? null : new Uint8Array(width * height);
  let isAnyOpaque = false;
  for (let y = 0; y < height; y++) {
    const row = header.pixelOffset + (header.topDown ? y : height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++) {
      const at = row + x * step;
      const value = step === 2 ? bytes.readUInt16LE(at) : bytes.readUInt32LE(at);
      const to = y * width + x;
      data[to * 3] = scale(value, masks.red);
      data[to * 3 + 1] = scale(value, masks.green);
      data[to * 3 + 2] = scale(value, masks.blue);
      if (alphas !== null && masks.alpha !== null) {
        const alpha = scale(value, masks.alpha);
        alphas[to] = alpha;
        isAnyOpaque ||= alpha > 0;
      }
    }
  }
  // Many writers name an alpha channel and leave it at 0 throughout: they mean an opaque image.
  if (alphas === null || !isAnyOpaque) return;
  for (const [pixel, alpha] of alphas.entries()) {
    for (let to = pixel * 3; to < pixel * 3 + 3; to++) {
      data[to] = Math.round(((data[to] ?? 0) * alpha + 255 * (255 - alpha)) / 255);
    }
  }
}

function fillFromPalette(bytes: Buffer, header: BmpHeader, data: Uint8Array): void {
  const { width, height, bitsPerPixel, topDown } = header;
  const palette = readPalette(bytes, header);
  const isRle = header.compression !== compressions.none;
  const indices = isRle ? readRunLengths(bytes, header) : null;
  const rowBytes = rowBytesOf(width, bitsPerPixel);
  for (let y = 0; y < height; y++) {
    const fileRow = topDown ? y : height - 1 - y;
    const row = header.pixelOffset + fileRow * rowBytes;
    for (let x = 0; x < width; x++) {
      const index =
        indices === null ? indexAt(bytes, row, x, bitsPerPixel) : (indices[fileRow * width + x] ?? 0);
      const to = (y * width + x) * 3;
      data[to] = palette[index * 3] ?? 0;
      data[to + 1] = palette[index * 3 + 1] ?? 0;
      data[to + 2] = palette[index * 3 + 2] ?? 0;
    }
  }
}

function fillFromBytes(bytes: Buffer, header: BmpHeader, data: Uint8Array): void {
  const { width, height } = header;
  const rowBytes = rowBytesOf(width, 24);
  for (let y = 0; y < height; y++) {
    let from = header.pixelOffset + (header.topDown ? y : height - 1 - y) * rowBytes;
    let to = y * width * 3;
    for (let x = 0; x < width; x++, from += 3, to += 3) {
      data[to] = bytes[from + 2] ?? 0;
      data[to + 1] = bytes[from + 1] ?? 0;
      data[to + 2] = bytes[from] ?? 0;
    }
  }
}

/** Decodes a bitmap whose header has been read, transparency over white. Throws {@link BmpError}. */
export function decodeBmp(bytes: Buffer, header: BmpHeader): RgbImage {
  const data = new Uint8Array(header.width * header.height * 3);
  if (header.bitsPerPixel === 24) fillFromBytes(bytes, header, data);
  else if (header.masks !== null) fillFromMasks(bytes, header, header.masks, data);
  else fillFromPalette(bytes, header, data);
  return { data, width: header.width, height: header.height };
}
