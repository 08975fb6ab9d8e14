/**
 * What Surd takes in. The limits are the same for looking, showing and detecting, so that an image that came in can also
 * be worked on.
 */
export const limits = {
  /** The whole file is read at once, since hash and pixels have to be of the same bytes. */
  fileBytes: 512 * 1024 * 1024,
  /** 2^27 pixels: 384 MB as RGB in the detector, 512 MB as RGBA in the window. */
  pixels: 134_217_728,
  /** Skia, which draws the window, addresses pixels of a bitmap with 16 bits. */
  edge: 32_767,
  inkBytes: 32 * 1024 * 1024,
} as const;
