import { type Box, boxesOverlap } from '#shared/geometry/box.ts';

/** More strokes than this are taken one by one: finding clusters compares each with each. */
const mostStrokesToCluster = 2_000;

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

const sizeOf = (box: Box): number => Math.max(box.width, box.height);

function union(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}

/** Joins strokes that cross each other's box, such as the two of a plus sign, until none do any more. */
function clusters(strokes: readonly Box[]): readonly Box[] {
  if (strokes.length > mostStrokesToCluster) return strokes;
  const joined: Box[] = [];
  for (const stroke of strokes) {
    let box = stroke;
    for (let index = joined.length - 1; index >= 0; index--) {
      const other = joined[index];
      if (other === undefined || !boxesOverlap(grown(box), grown(other))) continue;
      box = union(box, other);
      joined.splice(index, 1);
      index = joined.length;
    }
    joined.push(box);
  }
  return joined;
}

/** A straight stroke has a box without area, which overlaps nothing. */
function grown(box: Box): Box {
  const by = sizeOf(box) * 0.02;
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/** A stroke or cluster that is a bar or a dot says nothing of the size of the writing. */
const isSlender = (box: Box): boolean => Math.min(box.width, box.height) < 0.2 * sizeOf(box);

/** Symbols that are thin, tiny, or as large as what they hold; the detector's training leaves the same ones out. */
const unsized: ReadonlySet<string> = new Set([
  '-',
  '.',
  ',',
  '\\prime',
  '\\sqrt',
  '|',
  '\\ldots',
  '=',
  '!',
  'i',
  '1',
]);

/** A symbol's extent with its name. */
export interface SizedSymbol {
  readonly label: string;
  readonly box: Box;
}

/**
 * The longer side of the median symbol, in the units of the boxes; null when nothing has an extent.
 *
 * @param symbols - known symbols; empty when the ink has no trace groups, and strokes have to do
 */
export function symbolSize(symbols: readonly SizedSymbol[], strokes: readonly Box[]): number | null {
  const joined = clusters(strokes);
  const candidates: readonly (readonly Box[])[] = [
    symbols.filter(({ label }) => !unsized.has(label)).map(({ box }) => box),
    symbols.map(({ box }) => box),
    joined.filter((box) => !isSlender(box)),
    joined,
  ];
  for (const boxes of candidates) {
    const size = median(boxes.map(sizeOf).filter((value) => value > 0));
    if (size !== null) return size;
  }
  return null;
}
