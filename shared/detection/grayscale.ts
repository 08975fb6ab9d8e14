/** Upright pixels, three interleaved channels. */
export interface RgbPixels {
  readonly width: number;
  readonly height: number;
  /** `width * height * 3` bytes: red, green, blue. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** One channel of bytes, row by row. */
export interface GrayPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Luma of ITU-R BT.601 in whole numbers, `(299 R + 587 G + 114 B + 500) div 1000`, so that every implementation gives
 * the same byte.
 */
export function toGrayscale({ width, height, data }: RgbPixels): GrayPixels {
  const gray = new Uint8Array(width * height);
  for (let pixel = 0, channel = 0; pixel < gray.length; pixel += 1, channel += 3) {
    const red = data[channel] as number;
    const green = data[channel + 1] as number;
    const blue = data[channel + 2] as number;
    gray[pixel] = Math.floor((299 * red + 587 * green + 114 * blue + 500) / 1000);
  }
  return { width, height, data: gray };
}

/** The lower median of the gray levels: what the paper has, since a formula is mostly paper. */
export function medianGray({ data }: GrayPixels): number {
  const histogram = new Uint32Array(256);
  for (const level of data) histogram[level] = (histogram[level] as number) + 1;
  const half = (data.length + 1) >>> 1;
  let count = 0;
  for (let level = 0; level < 256; level += 1) {
    count += histogram[level] as number;
    if (count >= half) return level;
  }
  return 255;
}

/** Light ink on a dark board becomes dark ink on light paper. */
export function invertGray({ width, height, data }: GrayPixels): GrayPixels {
  return { width, height, data: data.map((level) => 255 - level) };
}

/** A board, not paper: darker than this at the median. */
const darkPaper = 110;

/** Dark ink on light paper, whatever was written on, and the paper's gray level. */
export function withLightPaper(gray: GrayPixels): { readonly gray: GrayPixels; readonly paper: number } {
  const paper = medianGray(gray);
  return paper < darkPaper ? { gray: invertGray(gray), paper: 255 - paper } : { gray, paper };
}

/** Means of `factor` x `factor` pixels, rounded down; rows and columns left over at the end are dropped. */
export function shrinkByMean({ width, height, data }: GrayPixels, factor: number): GrayPixels {
  const columns = Math.floor(width / factor);
  const rows = Math.floor(height / factor);
  const small = new Uint8Array(columns * rows);
  const count = factor * factor;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let y = row * factor; y < (row + 1) * factor; y += 1) {
        const start = y * width + column * factor;
        for (let x = start; x < start + factor; x += 1) sum += data[x] as number;
      }
      small[row * columns + column] = Math.floor(sum / count);
    }
  }
  return { width: columns, height: rows, data: small };
}
