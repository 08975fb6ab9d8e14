/** Tiles that are there, within a limit. It alone disposes of them. */
export interface TileShelf<T> {
  readonly pixels: number;
  has(key: string): boolean;
  get(key: string): T | undefined;
  put(key: string, tile: T): void;
  /** These are in use from now on and stay; of the others those go that were not in use for longest. */
  want(keys: readonly string[]): void;
  dispose(): void;
}

interface Disposable {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** @param limit - pixels of all tiles together; exceeded only where those in use have more */
export function createTileShelf<T extends Disposable>(limit: number): TileShelf<T> {
  /** In the order in which they were last in use, since a map keeps the order of insertion. */
  const tiles = new Map<string, T>();
  let wanted: ReadonlySet<string> = new Set();
  let pixels = 0;

  const remove = (key: string, tile: T): void => {
    tiles.delete(key);
    pixels -= tile.width * tile.height;
    tile.close();
  };
  const keepLimit = (): void => {
    for (const [key, tile] of tiles) {
      if (pixels <= limit) return;
      if (!wanted.has(key)) remove(key, tile);
    }
  };

  return {
    get pixels() {
      return pixels;
    },
    has: (key) => tiles.has(key),
    get: (key) => tiles.get(key),
    put: (key, tile) => {
      const before = tiles.get(key);
      if (before !== undefined) remove(key, before);
      pixels += tile.width * tile.height;
      tiles.set(key, tile);
      keepLimit();
    },
    want: (keys) => {
      wanted = new Set(keys);
      for (const key of wanted) {
        const tile = tiles.get(key);
        if (tile === undefined) continue;
        tiles.delete(key);
        tiles.set(key, tile);
      }
      keepLimit();
    },
    dispose: () => {
      for (const [key, tile] of tiles) remove(key, tile);
    },
  };
}
