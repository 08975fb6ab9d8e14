import type { Box, Size } from '#shared/geometry/box.ts';

/**
 * A large picture as a pyramid: level 0 is the picture itself, each further one is half as wide and high. Levels are cut
 * into tiles. A box of a level is in pixels of that level, from its upper left corner.
 */
export interface Tile {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** Pixels at the side of a tile, without its margin. */
export const tileSide = 512;
/**
 * So many pixels of its neighbours a tile carries around it: smoothing looks at two to each side, and a coarser tile that
 * stands in for a finer one may be off by the rounding of the level's size.
 */
export const tileMargin = 4;
/** The last level has at most this many pixels at its longer side. */
const coarsestSide = 1024;
/** A level that is finer than the screen but for this is fine enough. */
const fineEnough = 0.99;

/** The sizes of all levels, the finest first. */
export function levelsOf(size: Size): readonly Size[] {
  const levels = [size];
  let { width, height } = size;
  while (Math.max(width, height) > coarsestSide) {
    width = Math.max(1, Math.round(width / 2));
    height = Math.max(1, Math.round(height / 2));
    levels.push({ width, height });
  }
  return levels;
}

/**
 * The coarsest level that is at least as fine as the screen; the finest one where none is.
 *
 * @param scale - screen pixels for a pixel of the picture
 */
export function levelFor(levels: readonly Size[], scale: number): number {
  const wanted = (levels[0]?.width ?? 0) * scale * fineEnough;
  return Math.max(
    0,
    levels.findLastIndex(({ width }) => width >= wanted),
  );
}

/** A box of the picture as a box of a level; the two differ by little more than a power of two. */
export function toLevel(box: Box, picture: Size, level: Size): Box {
  return scaled(box, level.width / picture.width, level.height / picture.height);
}

/** A box of a level as a box of the picture. */
export function toPicture(box: Box, picture: Size, level: Size): Box {
  return scaled(box, picture.width / level.width, picture.height / level.height);
}

/**
 * The tiles that cover a part of the picture and nothing else, row by row.
 *
 * @param area - in pixels of the picture; what of it lies outside is left out
 */
export function tilesIn(levels: readonly Size[], index: number, area: Box): readonly Tile[] {
  const [picture, level] = [levels[0], levels[index]];
  if (picture === undefined || level === undefined) return [];
  const { x, y, width, height } = toLevel(area, picture, level);
  const [firstColumn, lastColumn] = range(x, x + width, level.width);
  const [firstRow, lastRow] = range(y, y + height, level.height);
  const tiles: Tile[] = [];
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1)
      tiles.push({ level: index, column, row });
  }
  return tiles;
}

/** The part of its level that a tile is drawn for; those of a level lie side by side. */
export function cellOf({ column, row }: Tile, level: Size): Box {
  const x = column * tileSide;
  const y = row * tileSide;
  return { x, y, width: Math.min(tileSide, level.width - x), height: Math.min(tileSide, level.height - y) };
}

/** The part of its level that a tile carries: its cell with a margin, as far as the level goes. */
export function carriedBy(tile: Tile, level: Size): Box {
  const cell = cellOf(tile, level);
  const x = Math.max(0, cell.x - tileMargin);
  const y = Math.max(0, cell.y - tileMargin);
  return {
    x,
    y,
    width: Math.min(level.width, cell.x + cell.width + tileMargin) - x,
    height: Math.min(level.height, cell.y + cell.height + tileMargin) - y,
  };
}

/** The tile of the next coarser level that has what this one has. */
export function coarser({ level, column, row }: Tile): Tile {
  return { level: level + 1, column: column >> 1, row: row >> 1 };
}

/** What tells tiles of a picture apart. */
export function tileKey({ level, column, row }: Tile): string {
  return `${level}/${column}/${row}`;
}

/** First and last tile along one side; the last is before the first where nothing is covered. */
function range(from: number, to: number, length: number): readonly [number, number] {
  const [start, end] = [Math.max(0, from), Math.min(length, to)];
  if (end <= start) return [0, -1];
  return [Math.floor(start / tileSide), Math.ceil(end / tileSide) - 1];
}

function scaled({ x, y, width, height }: Box, byX: number, byY: number): Box {
  return { x: x * byX, y: y * byY, width: width * byX, height: height * byY };
}
