import type { ImageAsset } from '#shared/dataset/imageAsset.ts';

/** The version makes another file another address: what is kept of the old one is not shown for it. */
function versionOf(image: Pick<ImageAsset, 'sha256'>): string {
  return image.sha256.slice(0, 12);
}

/** Where the window finds the upright picture of an image. */
export function imageUrl(image: Pick<ImageAsset, 'id' | 'sha256'>): string {
  return `/image/${image.id}?v=${versionOf(image)}`;
}

/** Where the window finds the thumbnail of an image, 112 pixels at its longer side. */
export function thumbnailUrl(image: Pick<ImageAsset, 'id' | 'sha256'>): string {
  return `/thumb/${image.id}?v=${versionOf(image)}`;
}
