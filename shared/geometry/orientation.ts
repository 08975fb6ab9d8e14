import { type Box, boxFromCorners, type Point, type Size } from './box.ts';

/** How a file's rows and columns stand to the picture as it is shown: EXIF and TIFF 6.0, tag 274. 1 is upright. */
export const orientations = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** One of {@link orientations}. */
export type Orientation = (typeof orientations)[number];

/** What a file says of its orientation, read as most do: anything that is no orientation is upright. */
export function orientationOf(value: number | undefined): Orientation {
  return orientations.find((one) => one === value) ?? 1;
}

/** The extent of the file's own pixels; from 5 on, width and height change places. */
export function sizeInFile({ width, height }: Size, orientation: Orientation): Size {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** A point of the upright picture, on pixel edges, in the file's own pixels. */
function pointInFile({ x, y }: Point, { width, height }: Size, orientation: Orientation): Point {
  switch (orientation) {
    case 1:
      return { x, y };
    case 2:
      return { x: width - x, y };
    case 3:
      return { x: width - x, y: height - y };
    case 4:
      return { x, y: height - y };
    case 5:
      return { x: y, y: x };
    case 6:
      return { x: y, y: width - x };
    case 7:
      return { x: height - y, y: width - x };
    case 8:
      return { x: height - y, y: x };
  }
}

/**
 * A box of the upright picture in the pixels that the file holds, for readers that do not turn pictures.
 *
 * @param upright - the extent of the upright picture
 */
export function boxInFile(box: Box, upright: Size, orientation: Orientation): Box {
  // An upright file's boxes stay the same to the last digit.
  if (orientation === 1) return box;
  return boxFromCorners(
    pointInFile(box, upright, orientation),
    pointInFile({ x: box.x + box.width, y: box.y + box.height }, upright, orientation),
  );
}

/**
 * A box in the pixels that a file holds, in the upright picture: {@link boxInFile} the other way.
 *
 * @param upright - the extent of the upright picture
 */
export function boxUpright(box: Box, upright: Size, orientation: Orientation): Box {
  // A quarter turn is taken back by the other one, all others by themselves.
  const back: Orientation = orientation === 6 ? 8 : orientation === 8 ? 6 : orientation;
  return boxInFile(box, sizeInFile(upright, orientation), back);
}
