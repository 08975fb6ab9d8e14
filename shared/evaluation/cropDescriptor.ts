import type { GrayPixels } from '../detection/grayscale.ts';
import type { Box } from '../geometry/box.ts';

/** Side of the square that a crop is brought to, in cells. */
const side = 24;
/** The blurred ink is kept at a third of that: where it lies, not its outline. */
const shapeSide = 8;
/** Gradients are counted in this many blocks a side, by this many directions without a sign. */
const [blocks, directions] = [4, 8];

/** How much each part counts. Outlines tell symbols apart best; size parts a comma from a bracket. */
const [shapeWeight, gradientWeight, sizeWeight] = [0.7, 1, 0.5];

const shapeLength = shapeSide * shapeSide;
const gradientLength = blocks * blocks * directions;

/** Bytes of one descriptor. */
export const descriptorLength = shapeLength + gradientLength + 2;

/** The mean darkness of each cell of the square around a box, 0 to 1; what lies outside of the box is paper. */
function cellsOf(gray: GrayPixels, paper: number, box: Box): Float64Array {
  const cells = new Float64Array(side * side);
  const { x, y, width, height } = box;
  const extent = Math.max(width, height, 1e-6);
  const [left, top] = [x + (width - extent) / 2, y + (height - extent) / 2];
  const step = extent / side;
  let darkest = 0;
  for (let row = 0; row < side; row += 1) {
    const [from, to] = [Math.max(top + row * step, y), Math.min(top + (row + 1) * step, y + height)];
    if (to <= from) continue;
    for (let column = 0; column < side; column += 1) {
      const start = Math.max(left + column * step, x);
      const end = Math.min(left + (column + 1) * step, x + width);
      if (end <= start) continue;
      const value = meanDarkness(gray, paper, start, from, end, to);
      cells[row * side + column] = value;
      darkest = Math.max(darkest, value);
    }
  }
  // A pale pen is the same symbol.
  if (darkest > 0) for (let i = 0; i < cells.length; i += 1) cells[i] = (cells[i] as number) / darkest;
  return cells;
}

function meanDarkness(
  { data, width, height }: GrayPixels,
  paper: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  const [x0, y0] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const x1 = Math.min(width, Math.max(x0 + 1, Math.ceil(right)));
  const y1 = Math.min(height, Math.max(y0 + 1, Math.ceil(bottom)));
  let sum = 0;
  let weight = 0;
  for (let py = y0; py < y1; py += 1) {
    const tall = Math.min(bottom, py + 1) - Math.max(top, py);
    for (let px = x0; px < x1; px += 1) {
      const share = tall * (Math.min(right, px + 1) - Math.max(left, px));
      if (share <= 0) continue;
      sum += share * Math.max(0, paper - (data[py * width + px] as number));
      weight += share;
    }
  }
  return weight > 0 ? sum / weight : 0;
}

/** Smooths by 1 2 1 in both directions, twice: strokes that lie a cell apart still meet. */
function blurred(cells: Float64Array): Float64Array {
  let from = cells;
  for (let pass = 0; pass < 4; pass += 1) {
    const to = new Float64Array(from.length);
    const isRow = pass % 2 === 0;
    for (let i = 0; i < from.length; i += 1) {
      const place = isRow ? i % side : Math.floor(i / side);
      const stride = isRow ? 1 : side;
      const before = place === 0 ? 0 : (from[i - stride] as number);
      const after = place === side - 1 ? 0 : (from[i + stride] as number);
      to[i] = (before + 2 * (from[i] as number) + after) / 4;
    }
    from = to;
  }
  return from;
}

/** Scales to a length of 1 as a vector, then by the weight; a blank stays blank. */
function writeWeighted(values: Float64Array, weight: number, to: Uint8Array, at: number): void {
  const length = Math.hypot(...values);
  for (let i = 0; i < values.length; i += 1)
    to[at + i] = length === 0 ? 0 : Math.round((255 * weight * (values[i] as number)) / length);
}

function shapeOf(cells: Float64Array): Float64Array {
  const shape = new Float64Array(shapeLength);
  const scale = side / shapeSide;
  for (let i = 0; i < cells.length; i += 1) {
    const [row, column] = [Math.floor(i / side / scale), Math.floor((i % side) / scale)];
    const place = row * shapeSide + column;
    shape[place] = (shape[place] as number) + (cells[i] as number);
  }
  return shape;
}

/** Histograms of oriented gradients (Dalal & Triggs 2005), without overlapping blocks. */
function gradientsOf(cells: Float64Array): Float64Array {
  const histogram = new Float64Array(gradientLength);
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= side || column >= side ? 0 : (cells[row * side + column] as number);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const dx = at(row, column + 1) - at(row, column - 1);
      const dy = at(row + 1, column) - at(row - 1, column);
      const strength = Math.hypot(dx, dy);
      if (strength === 0) continue;
      // Divided between the two nearest directions: the least bit of rounding must not move a stroke to another one.
      const turn = ((Math.atan2(dy, dx) + Math.PI) / Math.PI) * directions;
      const share = turn - Math.floor(turn);
      const block = Math.floor((row * blocks) / side) * blocks + Math.floor((column * blocks) / side);
      for (const [step, part] of [
        [0, 1 - share],
        [1, share],
      ] as const) {
        const place = block * directions + ((Math.floor(turn) + step) % directions);
        histogram[place] = (histogram[place] as number) + strength * part;
      }
    }
  }
  // Square roots keep one long stroke from hiding all the rest.
  return histogram.map(Math.sqrt);
}

/** A ratio on a scale of its logarithm: an eighth is 0, the same is the middle, eightfold is 1. */
const onScale = (ratio: number): number => Math.min(1, Math.max(0, (Math.log2(ratio) + 3) / 6));

/**
 * What a crop looks like, in bytes: its blurred ink, the directions of its strokes, and its size beside the other symbols of
 * the image. Crops of one symbol lie near each other by {@link descriptorDistance}, whatever the scale and the pen.
 *
 * @param gray - dark ink on light paper, of the upright image
 * @param paper - the gray level of the paper
 * @param box - in pixels of it
 * @param symbolSize - the longer side of its median symbol, in pixels
 */
export function cropDescriptor(gray: GrayPixels, paper: number, box: Box, symbolSize: number): Uint8Array {
  const bytes = new Uint8Array(descriptorLength);
  const cells = blurred(cellsOf(gray, paper, box));
  writeWeighted(shapeOf(cells), shapeWeight, bytes, 0);
  writeWeighted(gradientsOf(cells), gradientWeight, bytes, shapeLength);
  const { width, height } = box;
  const longer = Math.max(width, height, 1e-6);
  const sizes = [longer / Math.max(symbolSize, 1e-6), Math.max(width, 1e-6) / Math.max(height, 1e-6)];
  for (const [i, ratio] of sizes.entries())
    bytes[shapeLength + gradientLength + i] = Math.round(255 * sizeWeight * onScale(ratio));
  return bytes;
}

/** How unlike two crops are: the Euclidean distance of their descriptors, 0 for the same. */
export function descriptorDistance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < descriptorLength; i += 1) {
    const difference = (a[i] as number) - (b[i] as number);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

/**
 * The places of crops from the most to the least like one of them, itself first.
 *
 * @param descriptors - null where a crop could not be looked at; these come last
 */
export function rankByLikeness(
  like: Uint8Array,
  descriptors: readonly (Uint8Array | null)[],
): readonly number[] {
  const distances = Float64Array.from(descriptors, (own) =>
    own === null ? Infinity : descriptorDistance(like, own),
  );
  return [...distances.keys()].sort((a, b) => (distances[a] as number) - (distances[b] as number) || a - b);
}
