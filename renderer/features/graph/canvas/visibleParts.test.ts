import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureOf, type DrawnBox, type DrawnLine } from './testPicture.ts';
import { indexPicture, neighbourOf, visibleParts, type SeenPart } from './visibleParts.ts';

const everything: SeenPart = { x1: -1e6, y1: -1e6, x2: 1e6, y2: 1e6 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyBox = fc.record<DrawnBox>({
  x: number(0, 3000),
  y: number(0, 3000),
  width: number(20, 240),
  height: number(20, 60),
});
const anyPicture = fc
  .tuple(
    fc.array(anyBox, { minLength: 1, maxLength: 40 }),
    fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 60 }),
  )
  .map(([boxes, pairs]) => {
    const lines = pairs.flatMap(([from, to]): DrawnLine[] =>
      from < boxes.length && to < boxes.length ? [{ from, to }] : [],
    );
    return { boxes, lines, indexed: indexPicture(pictureOf(boxes, lines)) };
  });
const anyView = fc
  .tuple(number(-500, 3000), number(-500, 3000), number(10, 2000), number(10, 2000))
  .map(([x1, y1, width, height]): SeenPart => ({ x1, y1, x2: x1 + width, y2: y1 + height }));

/** Touches the part that is seen. */
const touches = ({ x, y, width, height }: DrawnBox, seen: SeenPart): boolean =>
  x + width / 2 >= seen.x1 &&
  x - width / 2 <= seen.x2 &&
  y + height / 2 >= seen.y1 &&
  y - height / 2 <= seen.y2;

describe('what is drawn of a picture', () => {
  it('is every box in sight, and beside them the ends of lines alone', () => {
    fc.assert(
      fc.property(anyPicture, anyView, ({ boxes, lines, indexed }, seen) => {
        const drawn = visibleParts(indexed, seen, 1);
        const ends = new Set(drawn.edges.flatMap((edge) => [lines[edge]?.from, lines[edge]?.to]));
        boxes.forEach((box, index) => {
          const isDrawn = drawn.items.includes(index);
          if (touches(box, seen)) expect(isDrawn).toBe(true);
          else if (isDrawn) expect(ends.has(index)).toBe(true);
        });
        for (const end of ends) expect(drawn.items).toContain(end);
      }),
    );
  });

  it('is in the order of the scene, each part once', () => {
    fc.assert(
      fc.property(anyPicture, anyView, number(0.001, 4), ({ indexed }, seen, zoom) => {
        for (const places of Object.values(visibleParts(indexed, seen, zoom)) as number[][])
          expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      }),
    );
  });

  it('is never less when more is seen', () => {
    fc.assert(
      fc.property(anyPicture, anyView, ({ indexed }, seen) => {
        const whole = visibleParts(indexed, everything, 1);
        const part = visibleParts(indexed, seen, 1);
        for (const item of part.items) expect(whole.items).toContain(item);
        for (const edge of part.edges) expect(whole.edges).toContain(edge);
      }),
    );
  });

  it('leaves out what is too small to be seen', () => {
    const boxes = [
      { x: 0, y: 0, width: 100, height: 30 },
      { x: 0, y: 40, width: 100, height: 300 },
    ];
    const indexed = indexPicture(pictureOf(boxes, [{ from: 0, to: 1 }]));
    expect(visibleParts(indexed, everything, 1)).toEqual({ items: [0, 1], edges: [0] });
    expect(visibleParts(indexed, everything, 0.02)).toEqual({ items: [1], edges: [] });
  });

  it('is bounded whatever the model, the largest boxes first', () => {
    const boxes = Array.from({ length: 3000 }, (_, index) => ({
      x: index * 50,
      y: 0,
      width: 40,
      height: index % 10 === 0 ? 60 : 30,
    }));
    const lines = boxes.slice(1).map((_, index) => ({ from: index, to: index + 1 }));
    const drawn = visibleParts(indexPicture(pictureOf(boxes, lines)), everything, 1);
    expect(drawn.edges.length).toBeLessThanOrEqual(450);
    expect(drawn.items.length).toBeLessThanOrEqual(450 + 2 * drawn.edges.length);
    for (let large = 0; large < boxes.length; large += 10) expect(drawn.items).toContain(large);
  });

  it('holds a line whose ends are out of sight where a bend of it is in sight', () => {
    const boxes = [
      { x: 0, y: 0, width: 40, height: 30 },
      { x: 0, y: 1000, width: 40, height: 30 },
    ];
    const indexed = indexPicture(pictureOf(boxes, [{ from: 0, to: 1, bends: [{ x: 600, y: 500 }] }]));
    expect(visibleParts(indexed, { x1: 500, y1: 400, x2: 700, y2: 600 }, 1)).toEqual({
      items: [0, 1],
      edges: [0],
    });
    expect(visibleParts(indexed, { x1: 700, y1: 400, x2: 900, y2: 600 }, 1)).toEqual({
      items: [],
      edges: [],
    });
  });
});

describe('an indexed picture', () => {
  it('knows how deep each box stands, and that a line without an end has none', () => {
    const picture = pictureOf(
      [
        { x: 0, y: 0, width: 400, height: 400 },
        { x: 0, y: 0, width: 200, height: 200, parent: 0 },
        { x: 0, y: 0, width: 50, height: 30, parent: 1 },
      ],
      [{ from: 2, to: 9 }],
    );
    const indexed = indexPicture(picture);
    expect([...indexed.depths]).toEqual([0, 1, 2]);
    expect([...indexed.ends]).toEqual([2, -1]);
    expect(visibleParts(indexed, everything, 1).edges).toEqual([]);
  });

  it('leads along lines and rows, and nowhere where there is nothing', () => {
    const boxes = [
      { x: 100, y: 0, width: 40, height: 30 },
      { x: 0, y: 100, width: 40, height: 30 },
      { x: 190, y: 100, width: 40, height: 30 },
      { x: 400, y: 100, width: 40, height: 30 },
    ];
    const indexed = indexPicture(
      pictureOf(boxes, [
        { from: 0, to: 1 },
        { from: 0, to: 2 },
        { from: 0, to: 3 },
      ]),
    );
    expect(neighbourOf(indexed, 'b0', 'down')).toBe('b2');
    expect(neighbourOf(indexed, 'b2', 'left')).toBe('b1');
    expect(neighbourOf(indexed, 'b2', 'right')).toBe('b3');
    expect(neighbourOf(indexed, 'b2', 'up')).toBe('b0');
    expect(neighbourOf(indexed, 'b0', 'up')).toBeNull();
    expect(neighbourOf(indexed, 'gone', 'down')).toBeNull();
  });
});
