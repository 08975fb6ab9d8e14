import { stat } from 'node:fs/promises';
import { type InkMap, readInk } from '#shared/checks/inkMap.ts';
import type { ImageKind } from '#shared/dataset/imageAsset.ts';
import { toGrayscale } from '#shared/detection/grayscale.ts';
import { decodeRgb } from './decodeRgb.ts';

/** The open image and the one before it: an edit of boxes asks again, with the same ink. */
const keptImages = 2;

/**
 * Reads the ink of images, and keeps that of the last ones for as long as their files do not change. Errors: `file.*`,
 * `image.*`, `ink.*`.
 */
export function createInkCache(): (path: string, kind: ImageKind) => Promise<InkMap> {
  const kept = new Map<string, Promise<InkMap>>();
  return async (path, kind) => {
    // What cannot be looked at is told by whoever reads it, in words.
    const { mtimeMs, size } = await stat(path).catch(() => ({ mtimeMs: 0, size: 0 }));
    const key = JSON.stringify([path, kind, mtimeMs, size]);
    const known = kept.get(key);
    kept.delete(key);
    const ink = known ?? decodeRgb(path, kind).then((image) => readInk(toGrayscale(image)));
    kept.set(key, ink);
    ink.catch(() => {
      kept.delete(key);
    });
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - keptImages))) kept.delete(oldest);
    return ink;
  };
}
