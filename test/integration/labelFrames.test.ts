import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isReadable, isWritable, labelFormats, writableFormat } from '#shared/formats/label/registry.ts';
import type { Box } from '#shared/geometry/box.ts';
import { orientations } from '#shared/geometry/orientation.ts';
import type { Workers } from '#electron/services/workers.ts';
import { pipeline, stored } from '#test/corpus/imageMakers.ts';
import { type LabelExchange, startLabelExchange } from '#test/support/labelExchange.ts';

let folder: string;
let workers: Workers;
let exported: LabelExchange['exported'];
let imported: LabelExchange['imported'];
let exchange: LabelExchange;

const size = { width: 48, height: 32 };
/** What is black on each picture, as it is shown. */
const inked: Box = { x: 6, y: 4, width: 12, height: 5 };

/** A black box on white, in a file of each orientation, as symbol `x` of a reviewed image. */
async function fillProject(): Promise<void> {
  const data = new Uint8Array(size.width * size.height * 3).fill(255);
  for (let y = inked.y; y < inked.y + inked.height; y++)
    for (let x = inked.x; x < inked.x + inked.width; x++)
      data.fill(0, (y * size.width + x) * 3, (y * size.width + x) * 3 + 3);
  await mkdir(join(folder, 'in'));
  const paths: string[] = [];
  for (const orientation of orientations) {
    const path = join(folder, 'in', `${orientation}.png`);
    const picture = pipeline(stored({ data, ...size }, orientation));
    await writeFile(path, await picture.withMetadata({ orientation }).png().toBuffer());
    paths.push(path);
  }
  await exchange.open('p.surd', ['x']);
  await exchange.addImages(paths);
  const [label] = await workers.storage.call('listLabels', {});
  for (const imageId of orientations) {
    const annotation = {
      id: crypto.randomUUID(),
      imageId,
      labelId: label?.id ?? 0,
      box: inked,
      state: 'drawn' as const,
      score: null,
      detectionId: null,
    };
    const diff = { added: [annotation], removed: [], updated: [] };
    await workers.storage.call('applyDiff', { imageId, kind: 'draw', diff, baseRevision: 0 });
  }
  await workers.storage.call('setImageState', { imageIds: orientations, state: 'reviewed' });
}

async function boxesOf(): Promise<readonly (readonly Box[])[]> {
  const selected = await workers.storage.call('selectImages', { states: null, flagged: null });
  const imageIds = selected.map(({ imageId }) => imageId);
  const images = await workers.storage.call('exportImages', { imageIds, withDetections: false });
  return images.map(({ annotations }) => annotations.map(({ box }) => box));
}

function expectInked(all: readonly (readonly Box[])[]): void {
  expect(all).toHaveLength(orientations.length);
  for (const boxes of all) {
    expect(boxes).toHaveLength(1);
    for (const key of ['x', 'y', 'width', 'height'] as const)
      expect(boxes[0]?.[key]).toBeCloseTo(inked[key], 2);
  }
}

/** Where the black pixels of a file are, its EXIF passed over as many readers do. */
async function inkOf(path: string): Promise<readonly number[]> {
  const { data, info } = await sharp(path, { autoOrient: false })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = [...data].flatMap((value, index) => (value < 128 ? [index] : []));
  const xs = at.map((index) => index % info.width);
  const ys = at.map((index) => Math.floor(index / info.width));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) + 1 - left, Math.max(...ys) + 1 - top];
}

interface Coco {
  readonly images: readonly { id: number; file_name: string; width: number; height: number }[];
  readonly annotations: readonly { image_id: number; bbox: readonly number[] }[];
}

beforeEach(async () => {
  exchange = await startLabelExchange();
  ({ folder, workers, exported, imported } = exchange);
  await fillProject();
});

afterEach(() => exchange.end());

const formats = labelFormats.flatMap((format) =>
  isWritable(format) && isReadable(format) && format.id !== 'coco-results' ? [format.id] : [],
);

describe('photos of all eight orientations', () => {
  it.each([
    ['upright', 'copy', { copied: 1, rewritten: 7, linked: 0, referenced: 0 }],
    ['upright', 'reference', { copied: 0, rewritten: 7, linked: 0, referenced: 1 }],
    ['file', 'copy', { copied: 8, rewritten: 0, linked: 0, referenced: 0 }],
    ['file', 'link', { copied: 0, rewritten: 0, linked: 8, referenced: 0 }],
    ['file', 'reference', { copied: 0, rewritten: 0, linked: 0, referenced: 8 }],
  ] as const)(
    'in the %s frame, images by %s: boxes lie on the ink of the file',
    async (frame, mode, counts) => {
      const receipt = await exported({ frame, images: mode }, 'out');
      expect(receipt).toMatchObject({ frame, imageFiles: counts, dropped: 0 });
      const coco = JSON.parse(await readFile(join(folder, 'out', 'annotations.json'), 'utf8')) as Coco;
      expect(coco.images).toHaveLength(8);
      for (const { id, file_name, width, height } of coco.images) {
        const path = isAbsolute(file_name) ? file_name : join(folder, 'out', 'images', file_name);
        const own = await sharp(path, { autoOrient: false }).metadata();
        expect([width, height]).toEqual([own.width, own.height]);
        const bbox = coco.annotations.find(({ image_id }) => image_id === id)?.bbox;
        expect(bbox).toEqual(await inkOf(path));
      }
    },
  );

  it.each(formats)(
    'come back from %s in the frame of the file, to the project and to a new one',
    async (format) => {
      const modes = writableFormat(format).capabilities.imageModes;
      const images = modes.includes('reference') ? 'reference' : 'copy';
      await exported({ format, frame: 'file', images }, 'out');
      const again = await imported({ format, paths: [join(folder, 'out')] });
      expect(again).toMatchObject({ images: 8, imagesAdded: 0, unchanged: 8, problemCount: 0 });
      await exchange.open('q.surd', []);
      const fresh = await imported({ format, paths: [join(folder, 'out')] });
      expect(fresh).toMatchObject({ images: 8, imagesAdded: 8, boxesAdded: 8, problemCount: 0 });
      expectInked(await boxesOf());
    },
  );

  it('come from files that have no receipt: sizes tell of quarter turns, the person of the others', async () => {
    await exported({ frame: 'file', images: 'copy' }, 'out');
    await rm(join(folder, 'out', 'receipt.json'));
    await exchange.open('q.surd', []);
    const paths = [join(folder, 'out')];
    await imported({ format: 'coco', paths });
    const guessed = await boxesOf();
    expectInked([0, 0, 0, 0, 4, 5, 6, 7].map((index) => guessed[index] ?? []));
    await imported({ format: 'coco', paths, frame: 'file', conflicts: 'theirs' });
    expectInked(await boxesOf());
    // Said to be upright, quarter turns have a size that is not theirs.
    const wrong = await imported({ format: 'coco', paths, frame: 'upright', dryRun: true });
    expect(wrong.problemCount).toBe(4);
    expect(wrong.problems[0]?.cause).toContain('is 48 x 32, the labels are of 32 x 48');
  });
});
