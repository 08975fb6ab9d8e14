import type { LabelledBox, LabelledImage } from '#shared/formats/label/labelData.ts';

/** Names that break naive writers. */
export const goldenNames = [
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
  'no',
  'null',
  '~',
  '!',
  '∑',
  '가',
  '分数',
  'never used',
];

const drawn = (index: number, x: number, y: number, width: number, height: number): LabelledBox => ({
  labelName: goldenNames[index % (goldenNames.length - 1)] ?? '',
  box: { x, y, width, height },
  state: 'drawn',
  score: null,
});

/** Random numbers that are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/**
 * The cases of the format pages: an empty image, the whole image, all four edges, one pixel, dots and bars, a thousand
 * boxes, every awkward name, awkward file names, the same name in two folders.
 *
 * @returns images by what they are a case of
 */
export function goldenCases(): readonly {
  readonly name: string;
  readonly image: Omit<LabelledImage, 'split'>;
}[] {
  const next = numbers(7);
  const random = (): number => next.next().value;
  const base = { width: 2000, height: 600, latex: null, detections: [] };
  const image = (fileName: string, boxes: readonly LabelledBox[]): Omit<LabelledImage, 'split'> => ({
    ...base,
    fileName,
    boxes,
  });
  const many = (count: number, width: number, height: number): readonly LabelledBox[] =>
    Array.from({ length: count }, (_, index) => {
      const w = width * (0.8 + 0.4 * random());
      const h = height * (0.8 + 0.4 * random());
      return drawn(index, random() * (base.width - w), random() * (base.height - h), w, h);
    });
  return [
    { name: 'empty image', image: image('empty.png', []) },
    { name: 'whole image', image: image('whole.png', [drawn(0, 0, 0, 2000, 600)]) },
    {
      name: 'four edges',
      image: image('edges.png', [
        drawn(0, 0, 10.3, 5.1, 4),
        drawn(1, 1994.9, 10, 5.1, 4),
        drawn(2, 10.7, 0, 5, 4.05),
        drawn(3, 10, 595.99, 5, 4.01),
        drawn(4, 1999, 599, 1, 1),
      ]),
    },
    { name: 'one pixel', image: image('pixel.png', [drawn(0, 3, 4, 1, 1), drawn(1, 0, 0, 1, 1)]) },
    { name: '4 x 4 dots', image: image('dots.png', many(200, 4, 4)) },
    { name: '20 x 3 bars', image: image('bars.png', many(200, 20, 3)) },
    {
      name: 'right edge',
      image: image(
        'right.png',
        many(200, 20, 30).map((one, index) => ({
          ...one,
          box: { ...one.box, x: 2000 - one.box.width, y: index * 2 },
        })),
      ),
    },
    { name: '1,000 boxes', image: image('thousand.png', many(1_000, 20, 30)) },
    {
      name: 'awkward names',
      image: image(
        'names.png',
        goldenNames.slice(0, -1).map((_, index) => drawn(index, index * 30 + 0.123, 7.7, 21.3, 40.9)),
      ),
    },
    {
      name: 'file name',
      image: image("수식 it's, 公式 & <b>.png".replace(/[<>]/g, '_'), [drawn(5, 1.5, 2.5, 3.5, 4.5)]),
    },
    { name: 'one folder', image: image('a/same.png', [drawn(1, 1, 2, 3, 4)]) },
    { name: 'other folder', image: image('b/same.png', [drawn(2, 5, 6, 7, 8)]) },
  ];
}
