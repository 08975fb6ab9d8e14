import type { ImageKind } from '#shared/dataset/imageAsset.ts';
import { openPicture, withPixels } from './picture.ts';
import type { RgbImage } from './rgbImage.ts';

/**
 * Reads an image file into upright RGB pixels: EXIF orientation applied, first frame only, sRGB, 8 bits, transparency
 * over white, ink drawn black on white. The same pixels that the window shows and that boxes refer to.
 *
 * Changes nothing outside itself when it is imported or called; `sharp.concurrency` and `sharp.cache` are the caller's.
 * Errors: `file.*`, `image.*`, `ink.*`.
 */
export async function decodeRgb(path: string, kind: ImageKind): Promise<RgbImage> {
  const picture = await openPicture(path, kind);
  return withPixels(picture, path, async (pipeline) => {
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels where 3 were asked for`);
    return { data, width: info.width, height: info.height };
  });
}
