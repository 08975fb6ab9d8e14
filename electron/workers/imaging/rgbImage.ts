/** Upright pixels, three bytes each in the order red, green, blue, rows from the top without padding. */
export interface RgbImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
