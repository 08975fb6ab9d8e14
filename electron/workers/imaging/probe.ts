import { createHash } from 'node:crypto';
import type { ProbedImage } from '#shared/ipc/worker/imaging.ts';
import { type Picture, pictureOf, sizeOf, withPixels } from './picture.ts';
import { readImageFile } from './readImageFile.ts';

/**
 * Decodes the picture to its last row, without keeping it: shrinking pulls each row through once and, for JPEG and WebP,
 * skips most of the arithmetic. A picture that passes can be shown and detected. On two shared cores a formula of
 * 600 x 200 takes 2 to 5 ms, a JPEG of 3 megapixels 6 ms, a PNG of 48 megapixels 0.7 s: cheap enough to leave none out.
 */
async function decodeOnce(picture: Picture, path: string): Promise<void> {
  if (picture.kind === 'ink') return;
  await withPixels(picture, path, (pipeline) => pipeline.resize(8, 8, { fit: 'fill' }).raw().toBuffer());
}

/** See `ImagingMethods.probe`. Hash, header and pixels come from one reading of the file. */
export async function probe(path: string): Promise<ProbedImage> {
  const file = await readImageFile(path);
  const picture = await pictureOf(file, path);
  await decodeOnce(picture, path);
  const isInk = picture.kind === 'ink';
  return {
    absolutePath: path,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    sizeBytes: file.bytes.length,
    modifiedMs: file.modifiedMs,
    ...sizeOf(picture),
    orientation: isInk ? 1 : picture.raster.orientation,
    kind: picture.kind,
    latex: isInk ? picture.ink.document.latex : null,
    writer: isInk ? picture.ink.document.writer : null,
    symbols: isInk ? picture.ink.layout.symbols.map(({ label, box }) => ({ labelName: label, box })) : [],
  };
}
