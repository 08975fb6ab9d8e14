import type { ImageFormat } from './sniff.ts';

/**
 * Whether the file's own structure runs past its end. It explains a failed decoding; whether a file can be used, decoding
 * decides.
 */
export function endsEarly(format: ImageFormat, bytes: Buffer): boolean {
  switch (format) {
    case 'png':
      return pngEndsEarly(bytes);
    case 'jpeg':
      return jpegEndsEarly(bytes);
    case 'webp':
      return bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length;
    case 'gif':
      return bytes.lastIndexOf(0x3b) < bytes.length - 2;
    case 'tiff':
      return tiffEndsEarly(bytes);
    case 'bmp':
    case 'inkml':
      return false;
  }
}

function pngEndsEarly(bytes: Buffer): boolean {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (type === 'IEND') return at > bytes.length;
  }
  return true;
}

/** Entropy-coded data never holds FF D9 but as the end of the image; the segments before it may (thumbnails do). */
function jpegEndsEarly(bytes: Buffer): boolean {
  const startOfScan = 0xda;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    at += 2 + bytes.readUInt16BE(at + 2);
    if (marker === startOfScan) return bytes.indexOf(Buffer.from([0xff, 0xd9]), at) === -1;
  }
  return true;
}

/** Follows the first directory of a classic TIFF: its place, and the place and size of its strips or tiles. */
function tiffEndsEarly(bytes: Buffer): boolean {
  if (bytes.length < 8) return true;
  const isLittle = bytes[0] === 0x49;
  const u16 = (at: number): number => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  if (u16(2) !== 42) return false;
  const directory = u32(4);
  if (directory + 2 > bytes.length) return true;
  const entries = u16(directory);
  if (directory + 2 + entries * 12 > bytes.length) return true;
  const values = new Map<number, readonly number[]>();
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    const tag = u16(at);
    // Strip and tile offsets and byte counts.
    if (![273, 279, 324, 325].includes(tag)) continue;
    const size = u16(at + 2) === 3 ? 2 : 4;
    const count = u32(at + 4);
    const from = count * size <= 4 ? at + 8 : u32(at + 8);
    if (from + count * size > bytes.length) return true;
    values.set(
      tag,
      Array.from({ length: count }, (_, index) =>
        size === 2 ? u16(from + index * 2) : u32(from + index * 4),
      ),
    );
  }
  const offsets = values.get(273) ?? values.get(324) ?? [];
  const counts = values.get(279) ?? values.get(325) ?? [];
  return offsets.some((offset, index) => offset + (counts[index] ?? 0) > bytes.length);
}
