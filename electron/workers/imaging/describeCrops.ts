import type { ImageKind } from '#shared/dataset/imageAsset.ts';
import { toGrayscale, withLightPaper } from '#shared/detection/grayscale.ts';
import { estimateSymbolSize } from '#shared/detection/inkScale.ts';
import { cropDescriptor, descriptorLength } from '#shared/evaluation/cropDescriptor.ts';
import type { Box } from '#shared/geometry/box.ts';
import { decodeRgb } from './decodeRgb.ts';

/** See `ImagingMethods.describeCrops`. */
export async function describeCrops(
  path: string,
  kind: ImageKind,
  boxes: readonly Box[],
): Promise<Uint8Array> {
  const { gray, paper } = withLightPaper(toGrayscale(await decodeRgb(path, kind)));
  const symbolSize = estimateSymbolSize(gray) ?? Math.max(gray.width, gray.height);
  const bytes = new Uint8Array(boxes.length * descriptorLength);
  for (const [i, box] of boxes.entries())
    bytes.set(cropDescriptor(gray, paper, box, symbolSize), i * descriptorLength);
  return bytes;
}
