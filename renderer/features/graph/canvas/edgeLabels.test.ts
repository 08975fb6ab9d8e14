import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureOf } from './testPicture.ts';
import { edgeLabels } from './edgeLabels.ts';
import type { GraphWords } from './graphElements.ts';
import { indexPicture } from './visibleParts.ts';

const words: GraphWords = {
  part: String,
  block: String,
  aside: '',
  nodes: String,
  values: (count) => `${count} values`,
  inputs: String,
  outputs: String,
};
const box = (x: number, y: number) => ({ x, y, width: 60, height: 30 });

describe('the words on lines', () => {
  it('say the shape once where lines fan out so closely that they would cover each other', () => {
    const near = pictureOf(
      [box(0, 0), box(-20, 100), box(20, 100), box(600, 100)],
      [1, 2, 3].map((to) => ({ from: 0, to, label: '1×64×56×56' })),
    );
    const labels = edgeLabels(near, indexPicture(near).ends, words);
    expect(labels.map((label) => label?.text ?? null)).toEqual(['1×64×56×56', null, '1×64×56×56']);
  });

  it('stand in the middle of a line, at the bend in its middle where there is one', () => {
    const picture = pictureOf(
      [box(0, 0), box(0, 230)],
      [
        { from: 0, to: 1, label: '8' },
        { from: 0, to: 1, label: '9', bends: [{ x: 90, y: 40 }] },
      ],
    );
    expect(edgeLabels(picture, indexPicture(picture).ends, words)).toEqual([
      { text: '8', x: 0, y: 115 },
      { text: '9', x: 90, y: 40 },
    ]);
  });

  it('are cut in the middle where they are longer than can be read at a glance', () => {
    const picture = pictureOf(
      [box(0, 0), box(0, 230)],
      [{ from: 0, to: 1, label: `${'batch'.repeat(30)}×768` }],
    );
    const [label] = edgeLabels(picture, indexPicture(picture).ends, words);
    expect(label?.text).toBe('batchbatchbatchb…hbatchbatch×768');
    expect(label?.text).toHaveLength(32);
  });

  it('keep off the titles of open boxes', () => {
    const container = { x: 0, y: 300, width: 200, height: 400 };
    const picture = pictureOf(
      [container, box(0, 0), { ...box(0, 230), parent: 0 }],
      [
        { from: 1, to: 2, label: '1×64', bends: [{ x: -60, y: 115 }] },
        { from: 1, to: 2, label: '1×65', bends: [{ x: 80, y: 115 }] },
      ],
    );
    const labels = edgeLabels(picture, indexPicture(picture).ends, words);
    expect(labels.map((label) => label?.text ?? null)).toEqual([null, '1×65']);
  });

  it('never cover each other, and are left out for no other reason', () => {
    const place = fc.nat(400);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 30 }),
        fc.array(fc.tuple(fc.nat(29), fc.nat(29), fc.string({ minLength: 1, maxLength: 12 })), {
          maxLength: 40,
        }),
        (places, pairs) => {
          const lines = pairs.flatMap(([from, to, label]) =>
            from < places.length && to < places.length && from !== to ? [{ from, to, label }] : [],
          );
          const picture = pictureOf(
            places.map(([x, y]) => box(x, y)),
            lines,
          );
          const { ends } = indexPicture(picture);
          const shown = edgeLabels(picture, ends, words).filter((label) => label !== null);
          const covers = (a: (typeof shown)[number], b: (typeof shown)[number]): boolean =>
            Math.abs(a.x - b.x) < ((a.text.length + b.text.length) / 2) * 5.6 && Math.abs(a.y - b.y) < 13;
          shown.forEach((label, index) => {
            for (const other of shown.slice(0, index)) expect(covers(label, other)).toBe(false);
          });
          // A line by itself always has its words.
          lines.forEach((line) => {
            const alone = pictureOf(
              places.map(([x, y]) => box(x, y)),
              [line],
            );
            expect(edgeLabels(alone, indexPicture(alone).ends, words)).toMatchObject([{ text: line.label }]);
          });
        },
      ),
    );
  });
});
