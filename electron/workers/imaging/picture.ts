import type { Sharp } from 'sharp';
import { AppError } from '#shared/base/errors.ts';
import type { ImageKind } from '#shared/dataset/imageAsset.ts';
import { drawInk, type Ink, openInk } from './ink.ts';
import { openRaster, type Raster, withRaster } from './raster.ts';
import { readImageFile, type ReadFile } from './readImageFile.ts';
import { sniff } from './sniff.ts';

/** A file that has been read and found to be an image, either kind. */
export type Picture =
  | { readonly kind: 'raster'; readonly raster: Raster; readonly file: ReadFile }
  | { readonly kind: 'ink'; readonly ink: Ink; readonly file: ReadFile };

/** Tells what a read file is and reads its header, or its ink. Errors: `image.*`, `ink.*`. */
export async function pictureOf(file: ReadFile, path: string): Promise<Picture> {
  const sniffed = sniff(file.bytes);
  if (sniffed.format === null) {
    throw new AppError(
      'image.unknownFormat',
      `${path}: this is no image that Surd reads; it looks like ${sniffed.seems}.`,
      {
        file: path,
        seems: sniffed.seems,
      },
    );
  }
  if (sniffed.format === 'inkml') return { kind: 'ink', ink: openInk(file.bytes, path), file };
  return { kind: 'raster', raster: await openRaster(file.bytes, path, sniffed.format), file };
}

/**
 * Reads an image again that was taken in before as `kind`. What has become something else since then is refused, as its
 * size and boxes would no longer fit.
 */
export async function openPicture(path: string, kind: ImageKind): Promise<Picture> {
  const picture = await pictureOf(await readImageFile(path), path);
  if (picture.kind !== kind) {
    throw new AppError('image.changed', `${path}: the file was replaced by one of another kind.`, {
      file: path,
    });
  }
  return picture;
}

/** Width and height of the upright frame. */
export function sizeOf(picture: Picture): { readonly width: number; readonly height: number } {
  const { width, height } = picture.kind === 'ink' ? picture.ink.layout : picture.raster;
  return { width, height };
}

/** Runs a pipeline over the upright pixels; what it throws becomes one of our errors. */
export function withPixels<T>(
  picture: Picture,
  path: string,
  run: (pipeline: Sharp) => Promise<T>,
): Promise<T> {
  return picture.kind === 'ink'
    ? run(drawInk(picture.ink.layout))
    : withRaster(picture.raster, picture.file.bytes, path, run);
}
