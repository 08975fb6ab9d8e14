const rowsOfChunk = 8192;

/**
 * A table of numbers that grows by pieces, 8 bytes a number: a million rows as objects would take some 200 MB, and one array
 * that is doubled holds half of them twice while it is copied.
 */
export class NumberRows {
  readonly #width: number;
  readonly #chunks: Float64Array[] = [];
  #length = 0;

  /** @param width - numbers of a row */
  constructor(width: number) {
    this.#width = width;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a row of as many numbers as the table is wide. */
  add(values: readonly number[]): void {
    const place = this.#length % rowsOfChunk;
    if (place === 0) this.#chunks.push(new Float64Array(rowsOfChunk * this.#width));
    this.#chunks.at(-1)?.set(values, place * this.#width);
    this.#length += 1;
  }

  /** A number of a row; NaN where there is none. */
  at(row: number, column: number): number {
    const chunk = this.#chunks[Math.floor(row / rowsOfChunk)];
    return chunk?.[(row % rowsOfChunk) * this.#width + column] ?? Number.NaN;
  }
}
