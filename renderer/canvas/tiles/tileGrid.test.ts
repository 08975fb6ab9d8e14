import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '#shared/geometry/box.ts';
import {
  carriedBy,
  cellOf,
  coarser,
  levelFor,
  levelsOf,
  tileMargin,
  tilesIn,
  toPicture,
} from './tileGrid.ts';

const side = fc.integer({ min: 1, max: 32_767 });
const size = fc.record({ width: side, height: side });
/** A picture and a part of it, which may reach beyond it. */
const scene = size.chain((picture) =>
  fc.record({
    picture: fc.constant(picture),
    index: fc.integer({ min: 0, max: levelsOf(picture).length - 1 }),
    area: fc.record({
      x: fc.double({ min: -500, max: picture.width, noNaN: true }),
      y: fc.double({ min: -500, max: picture.height, noNaN: true }),
      width: fc.double({ min: 1, max: 3000, noNaN: true }),
      height: fc.double({ min: 1, max: 3000, noNaN: true }),
    }),
  }),
);
const areaOf = ({ width, height }: Box): number => Math.max(0, width) * Math.max(0, height);
const common = (a: Box, b: Box): number => {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return areaOf({ x: 0, y: 0, width, height });
};

describe('levels', () => {
  it('halve until the longer side has 1024 pixels at most', () => {
    expect(levelsOf({ width: 12_000, height: 4000 })).toEqual([
      { width: 12_000, height: 4000 },
      { width: 6000, height: 2000 },
      { width: 3000, height: 1000 },
      { width: 1500, height: 500 },
      { width: 750, height: 250 },
    ]);
    fc.assert(
      fc.property(size, (picture) => {
        const last = levelsOf(picture).at(-1);
        expect(Math.max(last?.width ?? NaN, last?.height ?? NaN)).toBeLessThanOrEqual(1024);
      }),
    );
  });

  it('are chosen as fine as the screen, and never twice as fine where a coarser one is there', () => {
    fc.assert(
      fc.property(size, fc.double({ min: 0.001, max: 64, noNaN: true }), (picture, scale) => {
        const levels = levelsOf(picture);
        const index = levelFor(levels, scale);
        const widthAt = (at: number): number => levels[at]?.width ?? NaN;
        const needed = picture.width * scale * 0.99;
        if (index > 0) expect(widthAt(index)).toBeGreaterThanOrEqual(needed);
        if (index < levels.length - 1) expect(widthAt(index + 1)).toBeLessThan(needed);
      }),
    );
  });

  it.each([
    [8, 0],
    [1, 0],
    [0.51, 0],
    [0.5, 1],
    [0.2, 2],
    [0.05, 4],
  ])('at scale %d is level %d', (scale, index) => {
    expect(levelFor(levelsOf({ width: 12_000, height: 4000 }), scale)).toBe(index);
  });
});

describe('tiles', () => {
  it('cover what is seen of the picture, without overlap, and each of them is seen', () => {
    fc.assert(
      fc.property(scene, ({ picture, index, area }) => {
        const levels = levelsOf(picture);
        const level = levels[index] ?? picture;
        const shares = tilesIn(levels, index, area).map((tile) =>
          common(toPicture(cellOf(tile, level), picture, level), area),
        );
        const seen = common({ x: 0, y: 0, ...picture }, area);
        const covered = shares.reduce((sum, share) => sum + share, 0);
        expect(Math.abs(covered - seen)).toBeLessThanOrEqual(1e-6 * Math.max(1, seen));
        expect(Math.min(1, ...shares)).toBeGreaterThan(-1e-6);
      }),
    );
  });

  it('carry their cell and a margin of their neighbours, and nothing beyond the level', () => {
    fc.assert(
      fc.property(scene, ({ picture, index, area }) => {
        const levels = levelsOf(picture);
        const level = levels[index] ?? picture;
        for (const tile of tilesIn(levels, index, area)) {
          const cell = cellOf(tile, level);
          const carried = carriedBy(tile, level);
          expect(common(cell, carried)).toBe(areaOf(cell));
          expect(common({ x: 0, y: 0, ...level }, carried)).toBe(areaOf(carried));
          if (tile.column > 0) expect(cell.x - carried.x).toBe(tileMargin);
          if (tile.row > 0) expect(cell.y - carried.y).toBe(tileMargin);
        }
      }),
    );
  });

  it('lie within what the tile of the next level carries, which may stand in for them', () => {
    fc.assert(
      fc.property(scene, ({ picture, index, area }) => {
        const levels = levelsOf(picture);
        const [level, next] = [levels[index], levels[index + 1]];
        if (level === undefined || next === undefined) return;
        for (const tile of tilesIn(levels, index, area)) {
          const cell = toPicture(cellOf(tile, level), picture, level);
          const parent = toPicture(carriedBy(coarser(tile), next), picture, next);
          expect(common(cell, parent)).toBeCloseTo(areaOf(cell), 3);
        }
      }),
    );
  });

  it('are none where the picture is out of sight', () => {
    const levels = levelsOf({ width: 5000, height: 5000 });
    expect(tilesIn(levels, 0, { x: -200, y: 0, width: 100, height: 100 })).toEqual([]);
    expect(tilesIn(levels, 0, { x: 5000, y: 0, width: 100, height: 100 })).toEqual([]);
  });
});
