import { AppError } from '#shared/base/errors.ts';
import { type Box, boxUnion, type Point, type Size } from '#shared/geometry/box.ts';
import type { InkDocument, InkStroke } from './inkDocument.ts';
import { symbolSize } from './symbolSize.ts';

/** How ink becomes pixels. Changing one of these moves every box of every ink image already in a project. */
export const inkRendering = {
  /** What the longer side of the median symbol comes to, bars, dots and roots apart. */
  symbolPixels: 44,
  penPixels: 3,
  marginPixels: 24,
  longestEdgePixels: 8_192,
} as const;

/** A symbol of the ink in pixels. */
export interface InkLayoutSymbol {
  readonly label: string;
  /** The extent of its strokes plus the pen's width: a dot is as large as the pen. */
  readonly box: Box;
}

/** Ink laid out on an image: everything in pixels of that image. */
export interface InkLayout extends Size {
  readonly penPixels: number;
  /** Pixels for one unit of the source. */
  readonly scale: number;
  /** One for each stroke that has points; a single point is a dot. Repeated points are left out. */
  readonly polylines: readonly (readonly Point[])[];
  readonly symbols: readonly InkLayoutSymbol[];
}

/** The extent of points, without the pen; null for none. */
export function extentOf(points: Iterable<Point>): Box | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

function extentOfStrokes(strokes: readonly InkStroke[], indices: readonly number[]): Box | null {
  const boxes: Box[] = [];
  for (const index of indices) {
    const box = extentOf(strokes[index]?.points ?? []);
    if (box !== null) boxes.push(box);
  }
  return boxUnion(boxes);
}

/**
 * Lays ink out on an image: the same ink gives the same layout always and everywhere. The scale is chosen so that the
 * median symbol has the size that the detector is trained for, whatever units the source uses; ink wider than the
 * longest edge allowed is made smaller.
 *
 * @throws AppError `ink.empty` when no stroke has a point
 */
export function layoutInk(ink: InkDocument): InkLayout {
  const strokeBoxes = ink.strokes.map((stroke) => extentOf(stroke.points)).filter((box) => box !== null);
  const extent = boxUnion(strokeBoxes);
  if (extent === null) throw new AppError('ink.empty', 'It has no strokes.', {});
  const known = ink.symbols.flatMap(({ label, strokeIndices }) => {
    const box = extentOfStrokes(ink.strokes, strokeIndices);
    return box === null ? [] : [{ label, box }];
  });
  const { symbolPixels, penPixels, marginPixels, longestEdgePixels } = inkRendering;

  const longest = Math.max(extent.width, extent.height);
  const median = symbolSize(known, strokeBoxes);
  const wanted = symbolPixels / (median ?? (longest > 0 ? longest : 1));
  const room = longestEdgePixels - 2 * marginPixels;
  const scale = longest * wanted > room ? room / longest : wanted;

  const toPixels = ({ x, y }: Point): Point => ({
    x: (x - extent.x) * scale + marginPixels,
    y: (y - extent.y) * scale + marginPixels,
  });
  const symbols = known.map(({ label, box }) => {
    const corner = toPixels(box);
    return {
      label,
      box: {
        x: corner.x - penPixels / 2,
        y: corner.y - penPixels / 2,
        width: box.width * scale + penPixels,
        height: box.height * scale + penPixels,
      },
    };
  });
  return {
    width: Math.ceil(extent.width * scale + 2 * marginPixels),
    height: Math.ceil(extent.height * scale + 2 * marginPixels),
    penPixels,
    scale,
    polylines: ink.strokes
      .map(({ points }) => withoutRepeats(points.map(toPixels)))
      .filter((line) => line.length > 0),
    symbols,
  };
}

function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const previous = points[index - 1];
    return previous?.x !== point.x || previous.y !== point.y;
  });
}
