import sharp, { type Metadata, type Sharp } from 'sharp';
import { AppError } from '#shared/base/errors.ts';
import { type Orientation, orientationOf } from '#shared/geometry/orientation.ts';
import { type BmpHeader, BmpError, decodeBmp, readBmpHeader } from './bmp.ts';
import { endsEarly } from './endOfFile.ts';
import { limits } from './limits.ts';
import type { ImageFormat } from './sniff.ts';

/** The raster formats among {@link ImageFormat}. */
export type RasterFormat = Exclude<ImageFormat, 'inkml'>;

/** A picture whose header has been read and found within the limits. */
export interface Raster {
  readonly format: RasterFormat;
  /** Of the upright frame. */
  readonly width: number;
  readonly height: number;
  /** How the file's own pixels stand to the upright frame. */
  readonly orientation: Orientation;
  /** Whether the file's own pixels are opaque and the only frame. */
  readonly isPlain: boolean;
  /** Whether the colours are ones that any reader shows alike: not CMYK, Lab and the like. */
  readonly hasCommonColors: boolean;
  /** A new pipeline over the upright first frame: sRGB, 8 bits, transparency over white. */
  readonly open: () => Sharp;
}

const names: Readonly<Record<RasterFormat, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  bmp: 'BMP',
  tiff: 'TIFF',
  gif: 'GIF',
};

/** What decoding a picture failed of, as one of our errors. */
export function rasterError(thrown: unknown, path: string, format: RasterFormat, bytes: Buffer): AppError {
  if (thrown instanceof AppError) return thrown;
  const cause = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
  const isTruncated = thrown instanceof BmpError ? thrown.reason === 'truncated' : endsEarly(format, bytes);
  return isTruncated
    ? new AppError(
        'image.truncated',
        `${path}: the ${names[format]} image is cut off; the file has ${bytes.length} bytes and should have more (${cause}). Copy or download it again.`,
        { file: path, format, sizeBytes: bytes.length, cause },
        { cause: thrown },
      )
    : new AppError(
        'image.damaged',
        `${path}: the ${names[format]} image is damaged (${cause}).`,
        { file: path, format, cause },
        { cause: thrown },
      );
}

/** Refuses what could not be shown and detected with the memory of an ordinary computer. */
export function refuseIfTooLarge(path: string, width: number, height: number): void {
  const isWithinPixels = width * height <= limits.pixels;
  if (isWithinPixels && Math.max(width, height) <= limits.edge) return;
  const limit = isWithinPixels
    ? `${limits.edge} pixels a side`
    : `${Math.floor(limits.pixels / 1e6)} megapixels (this one has ${Math.ceil((width * height) / 1e6)})`;
  throw new AppError(
    'image.tooLarge',
    `${path}: ${width} x ${height} pixels are more than the limit of ${limit}.`,
    {
      file: path,
      width,
      height,
      limit,
    },
  );
}

function openBmp(bytes: Buffer, path: string): Raster {
  let header: BmpHeader;
  try {
    header = readBmpHeader(bytes);
  } catch (thrown) {
    throw rasterError(thrown, path, 'bmp', bytes);
  }
  const { width, height } = header;
  refuseIfTooLarge(path, width, height);
  const open = (): Sharp => {
    const { data } = decodeBmp(bytes, header);
    return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: limits.pixels });
  };
  return { format: 'bmp', width, height, orientation: 1, isPlain: true, hasCommonColors: true, open };
}

/** An animated PNG says so in a chunk before its pixels; libvips shows the still image, Chromium would animate. */
function isAnimatedPng(bytes: Buffer): boolean {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
    at += 12 + bytes.readUInt32BE(at);
  }
  return false;
}

/** Reads a picture's header. Errors: `image.*`. */
export async function openRaster(bytes: Buffer, path: string, format: RasterFormat): Promise<Raster> {
  if (format === 'bmp') return openBmp(bytes, path);
  let metadata: Metadata;
  try {
    // The limit is checked below, where the message can name it.
    metadata = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
  } catch (thrown) {
    throw rasterError(thrown, path, format, bytes);
  }
  const { width, height } = metadata.autoOrient;
  refuseIfTooLarge(path, width, height);
  const isStill = (metadata.pages ?? 1) === 1 && !(format === 'png' && isAnimatedPng(bytes));
  return {
    format,
    width,
    height,
    orientation: orientationOf(metadata.orientation),
    isPlain: isStill && !metadata.hasAlpha,
    hasCommonColors: ['srgb', 'b-w', 'rgb16', 'grey16', 'rgb'].includes(metadata.space),
    open: () =>
      sharp(bytes, {
        limitInputPixels: limits.pixels,
        failOn: 'error',
        sequentialRead: true,
        autoOrient: true,
      })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb'),
  };
}

/** Runs a pipeline of {@link Raster.open}; what it throws becomes one of our errors. */
export async function withRaster<T>(
  raster: Raster,
  bytes: Buffer,
  path: string,
  run: (pipeline: Sharp) => Promise<T>,
): Promise<T> {
  try {
    return await run(raster.open());
  } catch (thrown) {
    throw rasterError(thrown, path, raster.format, bytes);
  }
}
