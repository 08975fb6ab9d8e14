import type { Box, Size } from '#shared/geometry/box.ts';
import type { Ground } from '../ground.ts';
import type { Picture, Piece } from '../picture.ts';
import {
  carriedBy,
  cellOf,
  coarser,
  levelFor,
  levelsOf,
  tileKey,
  tileSide,
  tilesIn,
  toPicture,
  type Tile,
} from './tileGrid.ts';
import { createTileShelf } from './tileShelf.ts';

/** Pixels of all tiles of a picture that are kept, 96 MB of them; those in sight are kept in any case. */
const tileLimit = 24_000_000;
/** As many tiles are asked for at a time: with more, those come late that a move has brought into sight. */
const atOnce = 8;

/** A picture whose tiles come when they are in sight. */
export interface TiledPicture extends Picture {
  arrive(tile: Tile, bitmap: ImageBitmap): void;
}

export interface TiledPictureParts {
  readonly ground: Ground;
  readonly size: Size;
  /** The last level as a whole. */
  readonly coarsest: ImageBitmap;
  /** Asks for a tile, which arrives later. */
  readonly ask: (tile: Tile) => void;
  readonly onDispose: () => void;
}

export function createTiledPicture(parts: TiledPictureParts): TiledPicture {
  const { ground, size, coarsest, ask, onDispose } = parts;
  const levels = levelsOf(size);
  const last = levels.length - 1;
  const whole: Piece = { source: coarsest, covers: { x: 0, y: 0, ...size }, cell: null };
  const shelf = createTileShelf<ImageBitmap>(tileLimit);
  const listeners = new Set<() => void>();
  const asked = new Set<string>();
  /** Those in sight first. */
  let wanted: readonly Tile[] = [];
  let inSight: ReadonlySet<string> = new Set();
  let revision = 0;
  let isDisposed = false;

  const askForMore = (): void => {
    for (const tile of wanted) {
      if (asked.size >= atOnce) return;
      const key = tileKey(tile);
      if (shelf.has(key) || asked.has(key)) continue;
      asked.add(key);
      ask(tile);
    }
  };

  const boxIn = (box: Box, { level }: Tile): Box => toPicture(box, size, levels[level] ?? size);
  /** What is drawn for a tile: itself, or the finest coarser one that is there. */
  const pieceFor = (tile: Tile): Piece => {
    const cell = boxIn(cellOf(tile, levels[tile.level] ?? size), tile);
    for (let from = tile; from.level < last; from = coarser(from)) {
      const source = shelf.get(tileKey(from));
      if (source === undefined) continue;
      return { source, covers: boxIn(carriedBy(from, levels[from.level] ?? size), from), cell };
    }
    return { ...whole, cell };
  };

  return {
    ground,
    get revision() {
      return revision;
    },
    piecesFor: (area, scale) => {
      const level = levelFor(levels, scale);
      if (level === last) {
        wanted = [];
        inSight = new Set();
        return { pieces: [whole], isSharp: true };
      }
      const tiles = tilesIn(levels, level, area);
      inSight = new Set(tiles.map(tileKey));
      // Half a tile further: the next ones are there when a move brings them into sight.
      const around = tilesIn(levels, level, grown(area, (tileSide / 2) * 2 ** level));
      wanted = [...tiles, ...around.filter((tile) => !inSight.has(tileKey(tile)))];
      shelf.want(wanted.map(tileKey));
      askForMore();
      return { pieces: tiles.map(pieceFor), isSharp: tiles.every((tile) => shelf.has(tileKey(tile))) };
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    arrive: (tile, bitmap) => {
      if (isDisposed) {
        bitmap.close();
        return;
      }
      const key = tileKey(tile);
      asked.delete(key);
      shelf.put(key, bitmap);
      askForMore();
      if (!inSight.has(key)) return;
      revision += 1;
      for (const listener of listeners) listener();
    },
    dispose: () => {
      isDisposed = true;
      shelf.dispose();
      coarsest.close();
      onDispose();
    },
  };
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
