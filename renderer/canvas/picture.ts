import type { Box, Size } from '#shared/geometry/box.ts';
import { fetchPicture } from './fetchPicture.ts';
import { groundOf, type Ground } from './ground.ts';
import { createPyramids } from './tiles/pyramids.ts';

/** A bitmap and what of the picture it shows; boxes are in pixels of the picture. */
export interface Piece {
  readonly source: ImageBitmap;
  /** All that the bitmap shows. */
  readonly covers: Box;
  /** The part it is to be drawn for, which joins those of other pieces; null for the whole picture. */
  readonly cell: Box | null;
}

/** A picture decoded and ready to be drawn. */
export interface Picture {
  readonly ground: Ground;
  /**
   * What to draw for a part of the picture, at least as fine as the screen or as fine as it is there. Finer pieces that are
   * missing are asked for.
   *
   * @param area - pixels of the picture
   * @param scale - screen pixels for a pixel of the picture
   */
  piecesFor(
    area: Box,
    scale: number,
  ): {
    readonly pieces: readonly Piece[];
    /** Whether nothing finer is to come. */
    readonly isSharp: boolean;
  };
  /** Another number once finer pieces have come for what was asked for last. */
  readonly revision: number;
  /** Calls back after each change of {@link revision}. */
  subscribe(listener: () => void): () => void;
  dispose(): void;
}

/**
 * Loads and decodes a picture.
 *
 * @param size - what the project says of it, in pixels
 * @returns rejects when it cannot be loaded or decoded
 */
export type LoadPicture = (url: string, size: Size) => Promise<Picture>;

/** Up to here one bitmap serves every zoom: the graphics library shrinks it well and fast enough. */
const largestSingle = 3_000_000;

const noListener = (): void => undefined;

/**
 * Decoding is done away from the window's thread, and the pixels are kept: those of an image element are decoded when it is
 * first drawn, and dropped at will, which stops the window each time.
 */
async function loadSingle(url: string, size: Size): Promise<Picture> {
  const blob = await fetchPicture(url);
  const [source, ground] = await Promise.all([createImageBitmap(blob), groundOf(blob)]);
  const pieces: readonly Piece[] = [{ source, covers: { x: 0, y: 0, ...size }, cell: null }];
  return {
    ground,
    piecesFor: () => ({ pieces, isSharp: true }),
    revision: 0,
    subscribe: () => noListener,
    dispose: () => {
      source.close();
    },
  };
}

/** Loads small pictures as one bitmap, large ones as tiles. */
export function createPictureLoader(): { readonly load: LoadPicture; dispose(): void } {
  const pyramids = createPyramids();
  return {
    load: (url, size) =>
      size.width * size.height <= largestSingle ? loadSingle(url, size) : pyramids.open(url),
    dispose: () => {
      pyramids.dispose();
    },
  };
}
