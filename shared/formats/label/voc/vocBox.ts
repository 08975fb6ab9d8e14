// Pascal VOC 2012 devkit: the top left pixel is (1, 1), and a box's last pixel belongs to it.
import { type Box, clampBox, type Size } from '#shared/geometry/box.ts';

/** Corners as VOC names them. */
export interface VocCorners {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
}

/** A way to write boxes in VOC: what the field calls by one name is two things. */
export interface VocMode {
  /** Null when nothing of the box is in the image. */
  corners(box: Box, image: Size): VocCorners | null;
  /** Sides may be 0 or less in a file that is not sound. */
  box(corners: VocCorners): Box;
}

/** Whole pixels from 1, the last one included: the smallest such box that holds all of the box. */
export const integerMode: VocMode = {
  corners: (box, image) => {
    const held = clampBox(box, image);
    return held === null
      ? null
      : {
          xmin: Math.floor(held.x) + 1,
          ymin: Math.floor(held.y) + 1,
          // Sums of floats overshoot whole numbers by an ulp, which is no pixel more.
          xmax: Math.min(
            image.width,
            Math.max(Math.floor(held.x) + 1, Math.ceil(held.x + held.width - 1e-9)),
          ),
          ymax: Math.min(
            image.height,
            Math.max(Math.floor(held.y) + 1, Math.ceil(held.y + held.height - 1e-9)),
          ),
        };
  },
  box: ({ xmin, ymin, xmax, ymax }) => ({
    x: xmin - 1,
    y: ymin - 1,
    width: xmax - xmin + 1,
    height: ymax - ymin + 1,
  }),
};

const decimals = 1e4;
const round = (value: number): number => Math.round(value * decimals) / decimals;

/** Edges of a side, at least one decimal apart unless the side itself is thinner. */
function edges(start: number, length: number, limit: number): readonly [number, number] {
  const from = round(start);
  const to = Math.min(round(start + length), limit);
  return to > from ? [from, to] : [start, Math.min(start + length, limit)];
}

/** Pixel edges from 0 with decimals, as CVAT, LabelMe and Label Studio write VOC. */
export const floatMode: VocMode = {
  corners: (box, image) => {
    const held = clampBox(box, image);
    if (held === null) return null;
    const [xmin, xmax] = edges(held.x, held.width, image.width);
    const [ymin, ymax] = edges(held.y, held.height, image.height);
    return { xmin, ymin, xmax, ymax };
  },
  box: ({ xmin, ymin, xmax, ymax }) => ({ x: xmin, y: ymin, width: xmax - xmin, height: ymax - ymin }),
};
