import type { InkMask } from '../detection/binarise.ts';

/** A line of ruled paper reaches the edges of the image up to this share of its width. */
const edgeShare = 0.02;
/** Share of columns in which a line has to be found; the rest is where wear interrupts it. */
const leastCover = 0.85;
/** Share of columns in which it has to be thin; in the rest, writing crosses it or runs along it. */
const leastThin = 0.3;
/** A line is at most this wide, as a share of the image's shorter side, and at least as many pixels. */
const thicknessShare = 0.01;
const leastThickness = 3;
/** Columns that a line may be gone for, as a share of the image's width. */
const gapShare = 0.03;

/**
 * Takes the lines of ruled and squared paper out of a mask: thin lines that go from edge to edge, slowly rising or
 * falling ones too. Where a stroke crosses a line, the stroke stays whole; a fraction bar stays, since it ends before
 * the edges of the image.
 */
export function eraseRuledLines(mask: InkMask): InkMask {
  const erased = Uint8Array.from(mask.data);
  const across = tracer(mask, mask.width, mask.height, 1, mask.width);
  const down = tracer(mask, mask.height, mask.width, mask.width, 1);
  const count = across(erased) + down(erased);
  return count === 0 ? mask : { ...mask, data: erased };
}

/**
 * @param length - pixels along the line
 * @param breadth - pixels across it
 * @param along - step in `data` to the next pixel along the line
 * @param aside - step to the next pixel across it
 * @returns erases lines and counts them
 */
function tracer(mask: InkMask, length: number, breadth: number, along: number, aside: number) {
  const { data } = mask;
  const thickest = Math.max(leastThickness, Math.round(thicknessShare * Math.min(length, breadth)));
  const edge = Math.max(1, Math.round(edgeShare * length));
  const longestGap = Math.max(2, Math.round(gapShare * length));

  /** The span of ink across the line around a place; null where there is none. */
  const spanAt = (at: number, place: number): readonly [number, number] | null => {
    const base = at * along;
    let seed = -1;
    for (const candidate of [place, place - 1, place + 1]) {
      if (candidate < 0 || candidate >= breadth || data[base + candidate * aside] !== 1) continue;
      seed = candidate;
      break;
    }
    if (seed === -1) return null;
    let first = seed;
    while (first > 0 && seed - first <= thickest && data[base + (first - 1) * aside] === 1) first -= 1;
    let last = seed;
    while (last < breadth - 1 && last - seed <= thickest && data[base + (last + 1) * aside] === 1) last += 1;
    return [first, last];
  };

  /** Follows a line from the edge; the thin spans that it consists of, or null when it is none. */
  const follow = (from: number): readonly (readonly [number, number, number])[] | null => {
    const spans: (readonly [number, number, number])[] = [];
    let place = from;
    let lastSeen = 0;
    let seen = 0;
    for (let at = 0; at < length; at += 1) {
      const span = spanAt(at, place);
      if (span === null) {
        if (at - lastSeen > longestGap) return null;
        continue;
      }
      lastSeen = at;
      seen += 1;
      // Where a stroke crosses, the line goes straight on below it.
      if (span[1] - span[0] + 1 > thickest) continue;
      place = Math.round((span[0] + span[1]) / 2);
      spans.push([at, span[0], span[1]]);
    }
    const isLine =
      lastSeen >= length - edge && seen >= leastCover * length && spans.length >= leastThin * length;
    return isLine ? spans : null;
  };

  return (erased: Uint8Array): number => {
    let count = 0;
    let place = 0;
    while (place < breadth) {
      const span = startsHere(place);
      if (span === null) {
        place += 1;
        continue;
      }
      place = span[1] + 2;
      const spans = follow(Math.round((span[0] + span[1]) / 2));
      if (spans === null) continue;
      count += 1;
      for (const [at, first, last] of spans) {
        for (let aside_ = first; aside_ <= last; aside_ += 1) erased[at * along + aside_ * aside] = 0;
      }
    }
    return count;
  };

  /** Thin ink at the very beginning, at this place. */
  function startsHere(place: number): readonly [number, number] | null {
    if (data[place * aside] !== 1) return null;
    const span = spanAt(0, place);
    return span !== null && span[1] - span[0] + 1 <= thickest ? span : null;
  }
}
