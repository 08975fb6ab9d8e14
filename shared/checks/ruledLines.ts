import type { InkMask } from '../detection/binarise.ts';
import { medianGray, type GrayPixels } from '../detection/grayscale.ts';

/** A line of ruled paper reaches the edges of the image up to this share of its length. */
const edgeShare = 0.02;
/** Share of columns in which there has to be a line, or writing over it; in the rest, wear interrupts it. */
const leastCover = 0.55;
/** Share of columns in which the line itself has to be seen. */
const leastSeen = 0.3;
/** A line is at most this wide, as a share of the image's shorter side, and at least as many pixels. */
const thicknessShare = 0.01;
const leastThickness = 3;
/** A line is darker than the paper on both sides of it by this share of what ink is, and by so many gray levels. */
const darkerByShare = 0.3;
const darkerByLevels = 12;
/** Columns that a line may be unseen for, as a share of its length. */
const gapShare = 0.15;
/** How far a line rises or falls, in pixels for each column. */
const slope = 0.06;
/** A line that leaves over a long side of the image has to be at least so long, as a share of the other side. */
const leastLength = 0.2;
/** How much of its distance from where it was expected is believed of what is seen, in place and in direction. */
const pull = 0.2;
const turn = 0.004;

/** A way through the image, along which lines are followed. */
interface Direction {
  /** Pixels along the line, and across it. */
  readonly length: number;
  readonly breadth: number;
  /** Where the data of the first column begins: lines are followed from both ends, as they may leave on the way. */
  readonly origin: number;
  /** Steps in the data to the next pixel along the line, and across it. */
  readonly along: number;
  readonly across: number;
}

/** A direction, with how much darker than its paper a line has to be, in gray levels. */
interface DirectionOfLines extends Direction {
  readonly darkerBy: number;
}

/**
 * Takes the lines of ruled and squared paper out of a mask: thin lines that go from edge to edge, slowly rising or
 * falling ones too. They are followed by their own contrast with the paper beside them, since near writing a line is no
 * ink to {@link binarise}. Where a stroke crosses a line, the stroke stays whole; a fraction bar stays, since it ends
 * before the edges of the image.
 *
 * @param mask - made of `gray`
 * @param gray - dark ink on light paper
 */
export function eraseRuledLines(mask: InkMask, gray: GrayPixels): InkMask {
  const { width, height } = mask;
  const erased = mask.data.slice();
  const directions: readonly Direction[] = [
    { length: width, breadth: height, origin: 0, along: 1, across: width },
    { length: width, breadth: height, origin: width - 1, along: -1, across: width },
    { length: height, breadth: width, origin: 0, along: width, across: 1 },
    { length: height, breadth: width, origin: (height - 1) * width, along: -width, across: 1 },
  ];
  const darkerBy = Math.max(darkerByLevels, darkerByShare * inkContrast(mask, gray));
  const counts = directions.map((direction) => eraseAlong({ ...direction, darkerBy }, mask, gray, erased));
  return counts.some((count) => count > 0) ? { ...mask, data: erased } : mask;
}

/** Gray levels between the paper and the mean of the ink. */
function inkContrast({ data }: InkMask, gray: GrayPixels): number {
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < data.length; pixel += 1) {
    if (data[pixel] !== 1) continue;
    sum += gray.data[pixel] as number;
    count += 1;
  }
  return count === 0 ? 0 : medianGray(gray) - sum / count;
}

/** The image as a line is followed through it. */
interface Tracing extends DirectionOfLines {
  /** 1 for ink. */
  readonly ink: Uint8Array;
  /** Gray levels. */
  readonly levels: Uint8Array;
  /** How wide a line may be, in pixels. */
  readonly thickest: number;
}

/** Erases the lines of one direction; answers how many there were. */
function eraseAlong(
  direction: DirectionOfLines,
  mask: InkMask,
  gray: GrayPixels,
  erased: Uint8Array,
): number {
  const { length, breadth, origin, along, across } = direction;
  const thickest = Math.max(leastThickness, Math.round(thicknessShare * Math.min(length, breadth)));
  const tracing: Tracing = { ...direction, ink: mask.data, levels: gray.data, thickest };
  let count = 0;
  for (let place = 0; place < breadth; place += 1) {
    if (!isLineAt(tracing, 0, place)) continue;
    const line = follow(tracing, place);
    // The rest of this line's own width, which is no other line.
    while (isLineAt(tracing, 0, place + 1)) place += 1;
    if (line === null) continue;
    count += 1;
    for (const [at, middle] of line) {
      const span = inkSpan(tracing, at, middle);
      // Wider than a line: a stroke that crosses it.
      if (span === null || span[1] - span[0] + 1 > thickest) continue;
      for (let where = span[0]; where <= span[1]; where += 1)
        erased[origin + at * along + where * across] = 0;
    }
  }
  return count;
}

/** The ink across the line at a place; null where there is none. It is not looked at further than it matters. */
function inkSpan(
  { ink, breadth, origin, along, across, thickest }: Tracing,
  at: number,
  place: number,
): readonly [first: number, last: number] | null {
  const isInk = (where: number): boolean =>
    where >= 0 && where < breadth && ink[origin + at * along + where * across] === 1;
  if (!isInk(place)) return null;
  let first = place;
  while (place - first <= thickest && isInk(first - 1)) first -= 1;
  let last = place;
  while (last - place <= thickest && isInk(last + 1)) last += 1;
  return [first, last];
}

/** Whether there is a line here: thin ink, or a pixel darker than the paper on both sides, a line's width away. */
function isLineAt(tracing: Tracing, at: number, place: number): boolean {
  const { levels, breadth, origin, along, across, thickest, darkerBy } = tracing;
  if (place < 0 || place >= breadth) return false;
  const span = inkSpan(tracing, at, place);
  if (span !== null) return span[1] - span[0] + 1 <= thickest;
  const base = origin + at * along;
  const least = (levels[base + place * across] as number) + darkerBy;
  const before = place - thickest - 1;
  const after = place + thickest + 1;
  return (
    (before < 0 || (levels[base + before * across] as number) >= least) &&
    (after >= breadth || (levels[base + after * across] as number) >= least)
  );
}

/** Follows a line from the edge; the places that it goes through, column by column, or null when it is none. */
function follow(tracing: Tracing, from: number): readonly (readonly [at: number, place: number])[] | null {
  const { length, breadth } = tracing;
  const longestGap = Math.max(2, Math.round(gapShare * length));
  const places: (readonly [number, number])[] = [];
  // Where the line is expected, and how it rises or falls: writing that it meets must not lead it astray.
  let expected: number = from;
  let rise = 0;
  let lastSeen = 0;
  let seen = 0;
  let covered = 0;
  for (let at = 0; at < length; at += 1) {
    expected += rise;
    const place = Math.round(expected);
    if (place < 0 || place >= breadth) break;
    const found = nearestLine(tracing, at, place, 1 + Math.floor(slope * (at - lastSeen)));
    if (found !== null) {
      lastSeen = at;
      seen += 1;
      covered += 1;
      const off = found - expected;
      expected += pull * off;
      rise = Math.max(-slope, Math.min(slope, rise + turn * off));
    } else if (place < 2 || place >= breadth - 2) {
      // It has left over a long side.
      break;
    } else if (inkSpan(tracing, at, place) !== null) {
      // Below writing the line goes straight on.
      lastSeen = at;
      covered += 1;
    } else if (at - lastSeen > longestGap) return null;
    places.push([at, found ?? place]);
  }
  const edge = Math.max(1, Math.round(edgeShare * length));
  const isThrough = places.length >= leastLength * length && lastSeen >= places.length - 1 - edge;
  const isLine = seen >= leastSeen * places.length && covered >= leastCover * places.length;
  return isThrough && isLine ? places : null;
}

/** The nearest place to one where there is a line, up to so many pixels away; null when there is none. */
function nearestLine(tracing: Tracing, at: number, place: number, sought: number): number | null {
  for (let away = 0; away <= sought; away += 1) {
    if (isLineAt(tracing, at, place - away)) return place - away;
    if (isLineAt(tracing, at, place + away)) return place + away;
  }
  return null;
}
