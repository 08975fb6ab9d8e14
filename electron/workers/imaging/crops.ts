import sharp from 'sharp';
import type { ImageKind } from '#shared/dataset/imageAsset.ts';
import type { Box } from '#shared/geometry/box.ts';
import { decodeRgb } from './decodeRgb.ts';

/** Whole pixels that lie within, at least one. */
function within(area: Box, width: number, height: number) {
  const left = Math.max(0, Math.min(width - 1, Math.floor(area.x)));
  const top = Math.max(0, Math.min(height - 1, Math.floor(area.y)));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width, Math.ceil(area.x + area.width)) - left),
    height: Math.max(1, Math.min(height, Math.ceil(area.y + area.height)) - top),
  };
}

/** See `ImagingMethods.crops`. */
export async function crops(
  path: string,
  kind: ImageKind,
  areas: readonly Box[],
  edge: number,
): Promise<readonly { readonly bytes: Uint8Array; readonly area: Box }[]> {
  const { data, width, height } = await decodeRgb(path, kind);
  return Promise.all(
    areas.map(async (asked) => {
      const region = within(asked, width, height);
      const bytes = await sharp(data, { raw: { width, height, channels: 3 } })
        .extract(region)
        .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 80, effort: 2 })
        .toBuffer();
      return {
        bytes,
        area: { x: region.left, y: region.top, width: region.width, height: region.height },
      };
    }),
  );
}
