import { beforeEach, expect, it, vi } from 'vitest';
import { createTiledPicture, type TiledPicture } from './tiledPicture.ts';
import { tileKey, type Tile } from './tileGrid.ts';

const bitmap = () => ({ width: 520, height: 520, close: vi.fn<() => void>() });

let asked: Tile[];
let coarsest: ReturnType<typeof bitmap>;
let picture: TiledPicture;

beforeEach(() => {
  asked = [];
  coarsest = bitmap();
  picture = createTiledPicture({
    ground: 'light',
    size: { width: 12_000, height: 4000 },
    coarsest,
    ask: (tile) => asked.push(tile),
    onDispose: () => undefined,
  });
});

/** Answers all that is asked for, also what is asked for meanwhile. */
const answerAll = (): Map<string, ReturnType<typeof bitmap>> => {
  const given = new Map<string, ReturnType<typeof bitmap>>();
  for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
    const made = bitmap();
    given.set(tileKey(next), made);
    picture.arrive(next, made);
  }
  return given;
};

const corner = { x: 0, y: 0, width: 1000, height: 500 };

it('is drawn from the coarsest level until its tiles are there', () => {
  const before = picture.piecesFor(corner, 1);
  expect(before.isSharp).toBe(false);
  expect(new Set(before.pieces.map(({ source }) => source))).toEqual(new Set([coarsest]));
  const given = answerAll();
  const after = picture.piecesFor(corner, 1);
  expect(after.isSharp).toBe(true);
  expect(after.pieces.map(({ source }) => source)).toEqual([given.get('0/0/0'), given.get('0/1/0')]);
});

it('needs no tile where the coarsest level is fine enough', () => {
  const { pieces, isSharp } = picture.piecesFor({ x: 0, y: 0, width: 12_000, height: 4000 }, 0.05);
  expect(isSharp).toBe(true);
  expect(pieces).toEqual([
    { source: coarsest, covers: { x: 0, y: 0, width: 12_000, height: 4000 }, cell: null },
  ]);
  expect(asked).toEqual([]);
});

it('stands in with a coarser tile for one that is missing', () => {
  picture.piecesFor(corner, 0.5);
  const given = answerAll();
  const { pieces, isSharp } = picture.piecesFor(corner, 1);
  expect(isSharp).toBe(false);
  expect(pieces[0]?.source).toBe(given.get('1/0/0'));
  expect(pieces[0]?.cell).toEqual({ x: 0, y: 0, width: 512, height: 512 });
});

it('asks for a few at a time, those in sight first, and for each once', () => {
  const area = { x: 2000, y: 1000, width: 2000, height: 1000 };
  picture.piecesFor(area, 1);
  picture.piecesFor(area, 1);
  expect(asked).toHaveLength(8);
  expect(asked[0]).toEqual({ level: 0, column: 3, row: 1 });
  const order = [...answerAll().keys()];
  expect(new Set(order).size).toBe(order.length);
  // Five columns and three rows are in sight; the ninth column is half a tile away.
  expect(order.slice(0, 15)).not.toContain('0/8/1');
  expect(order).toContain('0/8/1');
});

it('no longer asks for what has gone out of sight', () => {
  picture.piecesFor({ x: 0, y: 0, width: 6000, height: 4000 }, 1);
  picture.piecesFor({ x: 11_000, y: 0, width: 500, height: 500 }, 1);
  const later = [...answerAll().keys()].slice(8);
  expect(later.length).toBeGreaterThan(0);
  for (const key of later) expect(Number(key.split('/')[1])).toBeGreaterThan(19);
});

it('tells of a tile in sight, not of one beside it', () => {
  const listener = vi.fn<() => void>();
  picture.subscribe(listener);
  picture.piecesFor(corner, 1);
  answerAll();
  expect(listener).toHaveBeenCalledTimes(2);
  expect(picture.revision).toBe(2);
});

it('closes all that it has at the end, and what comes later', () => {
  picture.piecesFor(corner, 1);
  const late = asked.pop();
  const given = answerAll();
  picture.dispose();
  const tile = bitmap();
  if (late !== undefined) picture.arrive(late, tile);
  for (const { close } of [coarsest, tile, ...given.values()]) expect(close).toHaveBeenCalledOnce();
});
