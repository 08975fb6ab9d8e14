import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import type { Box } from '#shared/geometry/box.ts';
import { iou } from '#shared/geometry/iou.ts';
import { writtenBox } from './cocoBox.ts';
import type { CocoDataset, CocoImage, CocoSummary, CocoSymbol } from './cocoDataset.ts';
import { readCoco } from './readCoco.ts';
import { writeCoco, writeCocoDetections } from './writeCoco.ts';

const createdAt = '2026-01-02T03:04:05.000Z';

async function textOf(
  pieces: AsyncGenerator<string, CocoSummary>,
): Promise<{ text: string; summary: CocoSummary; largest: number }> {
  let text = '';
  let largest = 0;
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) return { text, summary: next.value, largest };
    text += next.value;
    largest = Math.max(largest, next.value.length);
  }
}

const dataset = (
  labelNames: readonly string[],
  images: CocoDataset<CocoSymbol>['images'],
): CocoDataset<CocoSymbol> => ({
  labelNames,
  images,
  description: 'A test',
  createdAt,
});

const drawn = (labelName: string, box: Box): CocoSymbol => ({ labelName, box, state: 'drawn', score: null });
const image = (
  fileName: string,
  items: readonly CocoSymbol[],
  width = 100,
  height = 50,
): CocoImage<CocoSymbol> => ({ fileName, width, height, items });
const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });

const hostileNames = [
  '=',
  '-',
  '|',
  '<',
  '>',
  '&',
  ',',
  '#',
  "'",
  '"',
  '\\frac',
  '0',
  '1',
  'on',
  'null',
  '∑',
  '가',
  '\u2028',
  '</script>',
  '__proto__',
];

describe('the golden file', () => {
  it('is this, to the letter', async () => {
    const symbols: readonly CocoSymbol[] = [
      { labelName: '\\frac', box: box(1.23456789, 2, 10.1, 3), state: 'corrected', score: 0.875 },
      drawn('x', box(0, 0, 100, 50)),
    ];
    const { text, summary } = await textOf(
      writeCoco(dataset(['x', '\\frac', 'unused'], [image('a/1.png', []), image('b/1.png', symbols)])),
    );
    expect(text).toBe(
      `{"info":{"description":"A test","version":"1.0","year":2026,"contributor":"","url":"","date_created":"${createdAt}"},
"licenses":[],
"categories":[{"id":1,"name":"x","supercategory":"symbol"},{"id":2,"name":"\\\\frac","supercategory":"symbol"},{"id":3,"name":"unused","supercategory":"symbol"}],
"annotations":[
{"id":1,"image_id":2,"category_id":2,"bbox":[1.2346,2,10.1,3],"area":30.299999999999997,"iscrowd":0,"segmentation":[],"attributes":{"state":"corrected","score":0.875}},
{"id":2,"image_id":2,"category_id":1,"bbox":[0,0,100,50],"area":5000,"iscrowd":0,"segmentation":[],"attributes":{"state":"drawn","score":null}}],
"images":[
{"id":1,"file_name":"a/1.png","width":100,"height":50},
{"id":2,"file_name":"b/1.png","width":100,"height":50}]}
`,
    );
    expect(summary).toEqual({ images: 2, annotations: 2 });
  });

  it('of nothing is whole', async () => {
    const { text, summary } = await textOf(writeCoco(dataset([], [])));
    expect(readCoco(text)).toEqual({ categories: [], images: [], annotations: [] });
    expect(summary).toEqual({ images: 0, annotations: 0 });
  });
});

describe('golden cases', () => {
  const cases: readonly (readonly [name: string, box: Box])[] = [
    ['the whole image', box(0, 0, 100, 50)],
    ['left edge', box(0, 10.33333, 5.1, 4)],
    ['right edge', box(94.90001, 10, 100 - 94.90001, 4)],
    ['upper edge', box(10.7, 0, 5, 4.00005)],
    ['lower edge', box(10, 45.99999, 5, 50 - 45.99999)],
    ['one pixel', box(99, 49, 1, 1)],
    ['a minus', box(20.25, 25.5, 20, 3)],
    ['a dot', box(33.3333, 12.6666, 4, 4)],
    ['thinner than a decimal', box(7, 7, 0.00001, 0.00002)],
    ['thin at the edge', box(99.99999, 49.99999, 0.00001, 0.00001)],
  ];

  it.each(cases)('%s', async (_name, given) => {
    const { text } = await textOf(writeCoco(dataset(['x'], [image('i.png', [drawn('x', given)])])));
    const [annotation] = readCoco(text).annotations;
    const [x, y, width, height] = annotation?.bbox ?? [0, 0, 0, 0];
    for (const [written, meant] of [
      [x, given.x],
      [y, given.y],
      [width, given.width],
      [height, given.height],
    ] as const) {
      expect(Math.abs(written - meant)).toBeLessThan(1e-3);
    }
    expect(iou(box(x, y, width, height), given)).toBeGreaterThan(0.999);
  });

  it('hostile names come back, in their order, used or not', async () => {
    const items = hostileNames
      .filter((_, index) => index % 2 === 0)
      .map((name) => drawn(name, box(1, 1, 2, 2)));
    const { text } = await textOf(writeCoco(dataset(hostileNames, [image("Ünï cødé 수식 it's.png", items)])));
    const file = readCoco(text);
    expect(file.categories).toEqual(hostileNames.map((name, index) => ({ id: index + 1, name })));
    expect(file.annotations.map(({ categoryId }) => hostileNames[categoryId - 1])).toEqual(
      items.map((item) => item.labelName),
    );
    expect(file.images[0]?.fileName).toBe("Ünï cødé 수식 it's.png");
  });

  it('a label added later leaves the ids as they were', async () => {
    const images = [image('i.png', [drawn('b', box(1, 1, 2, 2))])];
    const before = readCoco((await textOf(writeCoco(dataset(['a', 'b'], images)))).text);
    const after = readCoco((await textOf(writeCoco(dataset(['a', 'b', 'A'], images)))).text);
    expect(after.categories.slice(0, 2)).toEqual(before.categories);
    expect(after.annotations).toEqual(before.annotations);
  });

  it('a thousand boxes', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) =>
      drawn('x', box(index % 90, index / 25, 3.7, 2.1)),
    );
    const file = readCoco((await textOf(writeCoco(dataset(['x'], [image('i.png', items)])))).text);
    expect(file.annotations.map(({ id }) => id)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index + 1),
    );
  });
});

describe('what cannot be written is refused', () => {
  const attempt = async (
    labels: readonly string[],
    ...images: readonly CocoImage<CocoSymbol>[]
  ): Promise<AppError> => {
    try {
      await textOf(writeCoco(dataset(labels, images)));
    } catch (thrown) {
      if (thrown instanceof AppError) return thrown;
      throw thrown;
    }
    throw new Error('It was written.');
  };

  it.each(['', '/a.png', '../a.png', 'a//b.png', 'a/./b.png', 'a\\b.png', 'C:/a.png', 'a\0.png'])(
    'the file name %j',
    async (name) => {
      expect((await attempt([], image(name, []))).code).toBe('export.mismatch');
    },
  );

  it('a name or label that comes twice, a label that is not in the set, sizes that are none', async () => {
    expect((await attempt([], image('a.png', []), image('a.png', []))).message).toMatch(/Two images/);
    expect((await attempt(['x', 'x'])).message).toMatch(/twice/);
    expect((await attempt([''])).message).toMatch(/empty/);
    expect((await attempt(['x'], image('a.png', [drawn('y', box(1, 1, 1, 1))]))).message).toBe(
      'a.png: the label "y" is not in the set.',
    );
    expect((await attempt([], image('a.png', [], 0, 5))).message).toMatch(/no size/);
    expect((await attempt([], image('a.png', [], 1.5, 5))).message).toMatch(/no size/);
  });

  it.each([
    box(100, 0, 5, 5),
    box(-5, 0, 5, 5),
    box(0, 60, 5, 5),
    box(1, 1, 0, 5),
    box(1, 1, -3, 5),
    box(Number.NaN, 1, 2, 2),
    box(1, 1, Infinity, 2),
  ])('the box %j', async (given) => {
    expect((await attempt(['x'], image('a.png', [drawn('x', given)]))).message).toMatch(
      /outside of the image/,
    );
  });
});

describe('detections', () => {
  it('carry their score, and any path as it was given', async () => {
    const images = [
      {
        fileName: '/tmp/../수식.png',
        width: 9,
        height: 9,
        items: [{ labelName: 'x', box: box(-1, 1, 3, 20), score: 0.25 }],
      },
      {
        fileName: 'C:\\scans\\1.bmp',
        width: 9,
        height: 9,
        items: [{ labelName: 'x', box: box(20, 20, 3, 3), score: 1 }],
      },
    ];
    const { text, summary } = await textOf(
      writeCocoDetections({ labelNames: ['x'], images, description: 'd', createdAt }),
    );
    const file = readCoco(text);
    expect(file.images.map(({ fileName }) => fileName)).toEqual(['/tmp/../수식.png', 'C:\\scans\\1.bmp']);
    expect(file.annotations).toEqual([
      { id: 1, imageId: 1, categoryId: 1, bbox: [0, 1, 2, 8], area: 16, score: 0.25, attributes: {} },
    ]);
    expect(summary).toEqual({ images: 2, annotations: 1 });
    expect(Object.keys((JSON.parse(text) as { annotations: object[] }).annotations[0] ?? {})).not.toContain(
      'attributes',
    );
  });
});

describe('any dataset', () => {
  const side = fc.integer({ min: 1, max: 5_000 });
  const anyImage = fc.record({ width: side, height: side }).chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      boxes: fc.array(
        fc.record({
          x: fc.double({ min: 0, max: width * 0.9, noNaN: true }),
          y: fc.double({ min: 0, max: height * 0.9, noNaN: true }),
          // Up to beyond the edge, and down to hardly anything.
          width: fc.oneof(
            fc.double({ min: 1e-4, max: width * 1.2, noNaN: true }),
            fc.double({ min: 1e-9, max: 0.01, noNaN: true }),
          ),
          height: fc.oneof(
            fc.double({ min: 1e-4, max: height * 1.2, noNaN: true }),
            fc.double({ min: 1e-9, max: 0.01, noNaN: true }),
          ),
          label: fc.nat(hostileNames.length - 1),
        }),
        { maxLength: 12 },
      ),
    }),
  );

  it('comes back, each box within a thousandth of a pixel, inside its image, its area that of its sides', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyImage, { maxLength: 6 }), async (given) => {
        const images = given.map(({ width, height, boxes }, index) =>
          image(
            `${index}.png`,
            boxes.map((item) => drawn(hostileNames[item.label] ?? '', item)),
            width,
            height,
          ),
        );
        const { text, summary } = await textOf(writeCoco(dataset(hostileNames, images)));
        const file = readCoco(text);
        expect(file.images).toEqual(
          images.map(({ fileName, width, height }, index) => ({ id: index + 1, fileName, width, height })),
        );
        const meant = images.flatMap((one, index) =>
          one.items.map((item) => ({ item, imageId: index + 1, size: one })),
        );
        expect(file.annotations).toHaveLength(meant.length);
        expect(summary).toEqual({ images: images.length, annotations: meant.length });
        for (const [index, { bbox, imageId, categoryId, area }] of file.annotations.entries()) {
          const { item, size, imageId: meantId } = meant[index] ?? {};
          if (item === undefined || size === undefined) throw new Error('More annotations than symbols');
          expect([imageId, hostileNames[categoryId - 1]]).toEqual([meantId, item.labelName]);
          const [x, y, width, height] = bbox;
          const right = Math.min(size.width, item.box.x + item.box.width);
          const bottom = Math.min(size.height, item.box.y + item.box.height);
          for (const [one, other] of [
            [x, item.box.x],
            [y, item.box.y],
            [x + width, right],
            [y + height, bottom],
          ] as const) {
            expect(Math.abs(one - other)).toBeLessThan(1e-3);
          }
          expect(area).toBe(width * height);
        }
      }),
    );
  });

  it('may be of a source that is read as it is written, in pieces, with memory that does not grow with the symbols', async () => {
    const symbols = Array.from({ length: 400 }, (_, index) =>
      drawn('x', box(index % 90, index % 40, 1.5, 2.5)),
    );
    let given = 0;
    async function* images(): AsyncGenerator<CocoImage<CocoSymbol>> {
      for (let index = 0; index < 500; index++) {
        await Promise.resolve();
        given = index + 1;
        yield image(`${index}.png`, symbols);
      }
    }
    const pieces = writeCoco(dataset(['x'], images()));
    const first = await pieces.next();
    if (first.done === true) throw new Error('It came in one piece.');
    expect(given, 'the first piece is there long before the last image is read').toBeLessThan(5);
    const { text, summary, largest } = await textOf(pieces);
    expect(summary).toEqual({ images: 500, annotations: 200_000 });
    expect(largest).toBeLessThan(70_000);
    expect(readCoco(`${first.value}${text}`).annotations).toHaveLength(200_000);
  });
});

describe('written boxes', () => {
  it('never leave the image by the numbers written, for boxes of more than a decimal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        (limit, share, length) => {
          const start = share * (limit - 1e-3);
          const written = writtenBox(box(start, 0, length * limit, 1), { width: limit, height: 1 });
          const [x, , width] = written?.bbox ?? [Number.NaN, 0, 0, 0];
          expect(x + width).toBeLessThanOrEqual(limit);
          expect(width).toBeGreaterThan(0);
          for (const number of [x, width]) expect(String(number)).toMatch(/^\d+(\.\d{1,4})?$/);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe('the strict reader', () => {
  const valid = {
    info: {},
    licenses: [],
    categories: [{ id: 1, name: 'x' }],
    images: [{ id: 1, file_name: 'a.png', width: 10, height: 10 }],
    annotations: [
      { id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 3, 4], area: 12, iscrowd: 0, segmentation: [] },
    ],
  };

  it('reads what is right', () => {
    expect(readCoco(JSON.stringify(valid)).annotations).toHaveLength(1);
  });

  const annotation = (change: object): object => ({
    ...valid,
    annotations: [{ ...valid.annotations[0], ...change }],
  });
  it.each<readonly [name: string, file: unknown, place: RegExp]>([
    ['no JSON', undefined, /^file/],
    ['a list', [], /^file/],
    ['no info', { ...valid, info: undefined }, /^info/],
    ['no licenses', { ...valid, licenses: undefined }, /^licenses/],
    ['id 0', annotation({ id: 0 }), /annotations\[0\]\.id/],
    ['id as text', annotation({ id: '1' }), /annotations\[0\]\.id/],
    ['an id twice', { ...valid, images: [valid.images[0], valid.images[0]] }, /images\[1\]\.id/],
    ['a name twice', { ...valid, images: [valid.images[0], { ...valid.images[0], id: 2 }] }, /images/],
    [
      'a category twice',
      {
        ...valid,
        categories: [
          { id: 1, name: 'x' },
          { id: 2, name: 'x' },
        ],
      },
      /categories/,
    ],
    ['an unknown image', annotation({ image_id: 2 }), /image_id/],
    ['an unknown category', annotation({ category_id: 2 }), /category_id/],
    ['three numbers', annotation({ bbox: [1, 2, 3] }), /bbox/],
    ['no extent', annotation({ bbox: [1, 2, 0, 4], area: 0 }), /bbox/],
    ['outside', annotation({ bbox: [1, 2, 9.5, 4], area: 38 }), /bbox/],
    ['a wrong area', annotation({ area: 12.001 }), /area/],
    ['no iscrowd', annotation({ iscrowd: undefined }), /iscrowd/],
    ['a segmentation', annotation({ segmentation: [[1, 2, 3]] }), /segmentation/],
  ])('refuses %s', (_name, file, place) => {
    expect(() => readCoco(file === undefined ? '{' : JSON.stringify(file))).toThrow(place);
  });
});
