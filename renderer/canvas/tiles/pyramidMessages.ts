import type { Size } from '#shared/geometry/box.ts';
import type { Ground } from '../ground.ts';
import type { Tile } from './tileGrid.ts';

/** What the window asks of the worker that holds decoded pictures. Ids are the window's. */
export type PyramidRequest =
  | { readonly kind: 'open'; readonly id: number; readonly url: string }
  | { readonly kind: 'tile'; readonly id: number; readonly tile: Tile }
  | { readonly kind: 'close'; readonly id: number };

export type PyramidAnswer =
  | {
      readonly kind: 'opened';
      readonly id: number;
      readonly size: Size;
      readonly ground: Ground;
      /** The last level as a whole. */
      readonly coarsest: ImageBitmap;
    }
  | { readonly kind: 'tile'; readonly id: number; readonly tile: Tile; readonly bitmap: ImageBitmap }
  /** The picture cannot be had, or no longer. */
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
