import type { ImageKind } from '#shared/dataset/imageAsset.ts';
import { openPicture, type Picture, withPixels } from './picture.ts';

/** What Chromium decodes itself, with the type it is served as. */
const contentTypes = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp', gif: 'image/gif' } as const;

/** The content type under which the file's own bytes show the upright frame in Chromium; null when they do not. */
function ownContentType(picture: Picture): string | null {
  if (picture.kind === 'ink') return null;
  const { format, orientation, isPlain, hasCommonColors } = picture.raster;
  if (orientation !== 1 || !isPlain || !hasCommonColors) return null;
  return format === 'bmp' || format === 'tiff' ? null : contentTypes[format];
}

/** See `ImagingMethods.display`. */
export async function display(
  path: string,
  kind: ImageKind,
): Promise<{ readonly bytes: Uint8Array; readonly contentType: string }> {
  const picture = await openPicture(path, kind);
  const own = ownContentType(picture);
  if (own !== null) return { bytes: picture.file.bytes, contentType: own };
  // Fast rather than small: these bytes go no further than the window.
  const bytes = await withPixels(picture, path, (pipeline) =>
    pipeline.png({ compressionLevel: 1 }).toBuffer(),
  );
  return { bytes, contentType: contentTypes.png };
}

/** See `ImagingMethods.thumbnail`. */
export async function thumbnail(path: string, kind: ImageKind, edge: number): Promise<Uint8Array> {
  const picture = await openPicture(path, kind);
  return withPixels(picture, path, (pipeline) =>
    pipeline
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer(),
  );
}
