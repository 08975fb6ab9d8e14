// Ultralytics YOLO: class, centre and extent of a box as shares of the image, six decimals.
import { type Box, clampBox, type Size } from '#shared/geometry/box.ts';

const unit = 1e6;

/**
 * Centre and extent of one side in millionths of the image, so that neither edge lies outside of it as printed: readers
 * drop the whole image for one such box. The extent is at least a millionth.
 */
function side(start: number, length: number, limit: number): readonly [centre: number, extent: number] {
  let extent = Math.max(1, Math.round((length / limit) * unit));
  // A half millionth has to stay on both sides.
  const least = Math.ceil(extent / 2);
  const centre = Math.min(
    Math.max(Math.round(((start + length / 2) / limit) * unit), Math.min(least, unit / 2)),
    unit - 1,
  );
  while (extent > 1 && (2 * centre - extent < 0 || 2 * centre + extent > 2 * unit)) extent -= 1;
  return [centre, extent];
}

/** The four fields of a line; null when nothing of the box is in the image. */
export function yoloFields(box: Box, image: Size): string | null {
  const held = clampBox(box, image);
  if (held === null) return null;
  const [cx, width] = side(held.x, held.width, image.width);
  const [cy, height] = side(held.y, held.height, image.height);
  return [cx, cy, width, height].map((value) => (value / unit).toFixed(6)).join(' ');
}

/** The box of four fields, in pixels. Sides may be 0 or less in a file that is not sound. */
export function yoloBox(cx: number, cy: number, width: number, height: number, image: Size): Box {
  return {
    x: (cx - width / 2) * image.width,
    y: (cy - height / 2) * image.height,
    width: width * image.width,
    height: height * image.height,
  };
}
