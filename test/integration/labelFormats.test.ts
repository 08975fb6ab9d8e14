import type { SplitName } from '#shared/dataset/splits.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampBox } from '#shared/geometry/box.ts';
import { ExportStems } from '#shared/formats/label/exportStems.ts';
import type {
  LabelDataset,
  LabelledBox,
  LabelledImage,
  ReadImage,
  ReadItem,
} from '#shared/formats/label/labelData.ts';
import { isPlainText, type LabelFormat } from '#shared/formats/label/labelFormat.ts';
import { isReadable, isWritable, labelFormats } from '#shared/formats/label/registry.ts';
import { collectFiles, textSource } from '#test/support/textSource.ts';

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
  'no',
  'null',
  '~',
  '!',
  '{',
  '[a, b]',
  'a: b',
  ': ',
  '- x',
  '∑',
  '가나다',
  '分数',
  '😀',
  ' before',
  'after ',
  'two  spaces',
  ' ',
  'a,b',
  '""',
  "it's",
  '<![CDATA[x]]>',
  ']]>',
  '&lt;',
  '</name>',
  '--',
  '# x',
  '%',
  '*a',
  '@',
  '`',
  '?',
  'Right',
  'COMMA',
  '__proto__',
  'constructor',
  '\u2028',
  '\u007f',
  '\u0085',
  '\ufeff',
  '\t',
  'line\nbreak',
  'carriage\rreturn',
  '\r\n',
];

const unprintableNames = ['\u0000', '\u0001', '\ufffe', '\uffff'];

const formats = labelFormats.flatMap((format) => (isWritable(format) && isReadable(format) ? [format] : []));

/** A file name as the exporter gives it: names from `ExportStems` with an extension. */
const fileNames = fc
  .uniqueArray(
    fc.array(
      fc.oneof(
        fc.constantFrom(
          '수식',
          '公式',
          "it's",
          'a b',
          '&amp;',
          'x,y',
          '#1',
          '=',
          '%20',
          'images',
          'labels',
          'null',
          "'",
          '[1]',
          '{}',
          '()',
          '+',
          '@',
          '😀',
          'a.b',
        ),
        fc.stringMatching(/^[a-z0-9 _-]{1,8}$/).map((name) => `n${name}n`),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    { selector: (parts) => parts.join('/'), maxLength: 8, minLength: 0 },
  )
  .map((all) =>
    all.map((parts, index) => [...parts.slice(0, -1), `${index}-${parts.at(-1) ?? ''}.png`].join('/')),
  );

const boxes = (width: number, height: number): fc.Arbitrary<LabelledBox> => {
  const side = (limit: number): fc.Arbitrary<readonly [number, number]> =>
    fc.oneof(
      // Anywhere.
      fc
        .tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.double({ min: 1e-3, max: 1, noNaN: true }))
        .map(([at, share]) => [at * limit, Math.max(0.01, share * limit)] as const),
      // Whole pixels, down to one.
      fc
        .tuple(fc.nat(limit - 1), fc.integer({ min: 1, max: limit }))
        .map(([at, length]) => [at, Math.min(length, limit - at)] as const),
      // All, left or upper edge, right or lower edge.
      fc.constant([0, limit] as const),
      fc.double({ min: 0.01, max: limit, noNaN: true }).map((length) => [0, length] as const),
      fc.double({ min: 0.01, max: limit, noNaN: true }).map((length) => [limit - length, length] as const),
      // Standing out of the image.
      fc.double({ min: 0.01, max: limit, noNaN: true }).map((length) => [-length / 2, length] as const),
    );
  return fc
    .record({
      labelName: fc.constantFrom(...hostileNames.slice(0, -1)),
      x: side(width),
      y: side(height),
      state: fc.constantFrom('accepted' as const, 'corrected' as const, 'drawn' as const),
      score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ labelName, x, y, state, score }) => ({
      labelName,
      box: { x: x[0], y: y[0], width: x[1], height: y[1] },
      state,
      score,
    }));
};

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 6_000 }),
  height: fc.integer({ min: 1, max: 6_000 }),
});

const images: fc.Arbitrary<readonly LabelledImage[]> = fileNames.chain((names) =>
  fc.tuple(
    ...names.map((fileName) =>
      sizes.chain(({ width, height }) =>
        fc.record({
          fileName: fc.constant(fileName),
          width: fc.constant(width),
          height: fc.constant(height),
          latex: fc.option(fc.constantFrom('\\frac{1}{2}', 'x<y & "z"', '가', 'a,b\nc')),
          split: fc.constant<SplitName | null>(null),
          boxes: fc.array(boxes(width, height), { maxLength: 6 }),
          detections: fc.array(
            boxes(width, height).map(({ labelName, box, score }) => ({
              labelName,
              box,
              score: score ?? 0.5,
            })),
            { maxLength: 3 },
          ),
        }),
      ),
    ),
  ),
);

const splitOrder: readonly SplitName[] = ['train', 'val', 'test'];

/** In splits, those of one together, as an export orders them. */
const divided = images.chain((all) =>
  fc
    .array(fc.constantFrom(...splitOrder), { minLength: all.length, maxLength: all.length })
    .map((splits) =>
      all
        .map((image, index): LabelledImage => ({ ...image, split: splits[index] ?? 'train' }))
        .toSorted((a, b) => splitOrder.indexOf(a.split ?? 'train') - splitOrder.indexOf(b.split ?? 'train')),
    ),
);

interface ReadAll {
  readonly images: ReadonlyMap<string, ReadImage>;
  readonly labels: readonly string[];
  readonly problems: readonly Extract<ReadItem, { kind: 'problem' }>['problem'][];
}

async function readAll(items: AsyncIterable<ReadItem>): Promise<ReadAll> {
  const found = new Map<string, ReadImage>();
  const labels: string[] = [];
  const problems: Extract<ReadItem, { kind: 'problem' }>['problem'][] = [];
  for await (const item of items) {
    if (item.kind === 'image') found.set(item.image.fileName, item.image);
    else if (item.kind === 'labels') labels.push(...item.names);
    else problems.push(item.problem);
  }
  return { images: found, labels: [...new Set(labels)], problems };
}

/** The image as it stands in the format's folder. */
function placed(image: LabelledImage, format: LabelFormat): LabelledImage {
  const folder = format.layout.splitFolder(image.split);
  const stem = new ExportStems(format.layout.reservedFolders).claim(image.fileName);
  return { ...image, fileName: `${folder === '' ? '' : `${folder}/`}${stem}.png` };
}

async function roundTrip(
  format: (typeof formats)[number],
  given: readonly LabelledImage[],
  pieceLength: number,
  labelNames: readonly string[] = hostileNames,
): Promise<{ written: readonly LabelledImage[]; read: ReadAll; files: ReadonlyMap<string, string> }> {
  const written = given.map((image) => placed(image, format));
  const dataset: LabelDataset = {
    labelNames,
    images: written,
    description: 'A <test> & "more"',
    createdAt: '2026-01-02T03:04:05.000Z',
  };
  const files = await collectFiles(format.write(dataset));
  const prefix = format.layout.imageFolder === '' ? '' : `${format.layout.imageFolder}/`;
  const known = new Map(
    written.map(({ fileName, width, height }) => [`${prefix}${fileName}`, { width, height }] as const),
  );
  const read = await readAll(format.read(textSource(files, pieceLength, known)));
  return { written, read, files };
}

function expectSame(format: LabelFormat, image: LabelledImage, read: ReadImage | undefined): void {
  if (read === undefined) throw new Error(`${image.fileName} did not come back.`);
  const { capabilities } = format;
  expect(read.size).toEqual({ width: image.width, height: image.height });
  if (capabilities.latex) expect(read.latex).toBe(image.latex);
  const compare = (
    kept: readonly { labelName: string; box: LabelledBox['box']; score: number | null }[],
    found: readonly { labelName: string; box: LabelledBox['box']; score: number | null }[],
    hasScores: boolean,
  ): void => {
    expect(found.map(({ labelName }) => labelName)).toEqual(kept.map(({ labelName }) => labelName));
    if (hasScores) expect(found.map(({ score }) => score)).toEqual(kept.map(({ score }) => score));
    for (const [index, { box }] of kept.entries()) {
      const held = format.heldBox(box, image);
      const other = found[index]?.box;
      if (held === null || other === undefined) throw new Error('A box is missing.');
      const tolerance = format.tolerance(image);
      for (const [a, b] of [
        [other.x, held.x],
        [other.y, held.y],
        [other.x + other.width, held.x + held.width],
        [other.y + other.height, held.y + held.height],
      ] as const)
        expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance);
    }
  };
  if (capabilities.detections !== 'instead') compare(image.boxes, read.boxes, capabilities.scores);
  if (capabilities.detections !== 'none') compare(image.detections, read.detections, true);
  if (capabilities.states && capabilities.detections !== 'instead')
    expect(read.boxes.map(({ state }) => state)).toEqual(image.boxes.map(({ state }) => state));
}

/** A box the format's rule keeps nothing of, or too little for its decimals, has no place in these tests. */
const isSound = (image: LabelledImage): boolean =>
  [...image.boxes, ...image.detections].every(({ box }) => {
    const held = clampBox(box, image);
    return held !== null && held.width > 1e-3 && held.height > 1e-3;
  });

describe.each(formats.map((format) => [format.id, format] as const))('%s', (_id, format) => {
  it('gives back all that it can hold, names, paths and boxes of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(images, divided),
        fc.integer({ min: 1, max: 400 }),
        async (all, pieceLength) => {
          const given = all.filter(isSound);
          const { written, read } = await roundTrip(format, given, pieceLength);
          expect(read.problems).toEqual([]);
          expect([...read.images.keys()].sort()).toEqual(written.map(({ fileName }) => fileName).sort());
          for (const image of written) expectSame(format, image, read.images.get(image.fileName));
          if (format.capabilities.labelSet) expect(read.labels).toEqual(hostileNames);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps splits', async () => {
    await fc.assert(
      fc.asyncProperty(divided, async (all) => {
        const { written, read } = await roundTrip(format, all.filter(isSound), 1_000);
        for (const image of written) expect(read.images.get(image.fileName)?.split).toBe(image.split);
      }),
      { numRuns: 15 },
    );
  });

  it('writes a thousand boxes, an image without any, and nothing at all', async () => {
    const many = Array.from({ length: 1_000 }, (_, index): LabelledBox => ({
      labelName: hostileNames[index % hostileNames.length] ?? '',
      box: { x: index % 90, y: (index * 7) % 40, width: 3.7, height: 2.1 },
      state: 'drawn',
      score: null,
    }));
    const base = { width: 100, height: 50, latex: null, split: null, detections: [] };
    const { written, read } = await roundTrip(
      format,
      [
        { ...base, fileName: 'many.png', boxes: many },
        { ...base, fileName: 'none.png', boxes: [] },
      ],
      70_000,
    );
    expect(read.problems).toEqual([]);
    for (const image of written) expectSame(format, image, read.images.get(image.fileName));
    const nothing = await roundTrip(format, [], 1_000);
    expect(nothing.read.images.size).toBe(0);
  });

  it('holds names that cannot be printed, or says that it cannot', async () => {
    const dataset = { width: 10, height: 10, latex: null, split: null };
    for (const name of unprintableNames) {
      const box = { x: 1, y: 1, width: 2, height: 3 };
      const items = { labelName: name, box, state: 'drawn' as const, score: null };
      if (!format.capabilities.controlCharacters) {
        expect(isPlainText(name)).toBe(false);
        continue;
      }
      const image = { ...dataset, fileName: 'a.png', boxes: [items], detections: [{ ...items, score: 0.5 }] };
      const { written, read } = await roundTrip(format, [image], 7, [name]);
      expect(read.problems).toEqual([]);
      for (const one of written) expectSame(format, one, read.images.get(one.fileName));
    }
  });

  it('tells of damage and goes on: never more than was written, never a bug', async () => {
    await fc.assert(
      fc.asyncProperty(
        divided,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('cut', 'x', '"', '<', '}', '\u0000', '99999999999'),
        fc.nat(20),
        async (all, at, damage, which) => {
          const given = all.filter(isSound).map((image) => placed(image, format));
          const files = await collectFiles(
            format.write({
              labelNames: hostileNames,
              images: given,
              description: 'd',
              createdAt: '2026-01-02',
            }),
          );
          const paths = [...files.keys()];
          const path = paths[which % paths.length] ?? '';
          const text = files.get(path) ?? '';
          const place = Math.floor(at * text.length);
          const damaged =
            damage === 'cut' ? text.slice(0, place) : text.slice(0, place) + damage + text.slice(place);
          const read = await readAll(format.read(textSource(new Map([...files, [path, damaged]]), 333)));
          for (const { file, cause } of read.problems) {
            expect(files.has(file)).toBe(true);
            expect(cause).not.toMatch(/undefined|is not a function|not iterable/);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
