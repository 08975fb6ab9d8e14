import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isReadable, isWritable, labelFormats } from '#shared/formats/label/registry.ts';
import { convertLabels } from '#electron/services/labels/convertLabels.ts';
import { defaultExport } from '#electron/services/labels/exportOptions.ts';
import type { ImportOptions } from '#electron/services/labels/importOptions.ts';
import type { Workers } from '#electron/services/workers.ts';
import { type LabelExchange, startLabelExchange } from '#test/support/labelExchange.ts';

let folder: string;
let workers: Workers;
let exported: LabelExchange['exported'];
let imported: LabelExchange['imported'];
let exchange: LabelExchange;

const names = ['x', '=', '-', ',', '<', '\\frac', 'null', '가', 'unused'];

async function symbols(): Promise<Map<string, { label: string; box: readonly number[]; state: string }[]>> {
  const labels = new Map((await workers.storage.call('listLabels', {})).map(({ id, name }) => [id, name]));
  const selected = await workers.storage.call('selectImages', { states: null, flagged: null });
  const images = await workers.storage.call('exportImages', {
    imageIds: selected.map(({ imageId }) => imageId),
    withDetections: false,
  });
  return new Map(
    images.map(({ image, annotations }) => [
      image.sha256,
      annotations.map(({ labelId, box, state }) => ({
        label: labels.get(labelId) ?? '',
        box: [box.x, box.y, box.width, box.height],
        state,
      })),
    ]),
  );
}

/** Six reviewed images in two folders, the last without boxes, and one that nobody has looked at. */
async function fillProject(): Promise<void> {
  const paths: string[] = [];
  for (let index = 0; index < 7; index++) {
    const own = join(folder, 'in', index % 2 === 0 ? 'a' : '나 b');
    await mkdir(own, { recursive: true });
    const path = join(own, `same ${index >> 1}.png`);
    await sharp({ create: { width: 120 + index, height: 60, channels: 3, background: '#fff' } })
      .png()
      .toFile(path);
    paths.push(path);
  }
  await exchange.open('p.surd', names);
  await exchange.addImages(paths);
  const labels = await workers.storage.call('listLabels', {});
  for (let imageId = 1; imageId <= 5; imageId++) {
    const added = labels.slice(0, 8).map(({ id }, index) => ({
      id: crypto.randomUUID(),
      imageId,
      labelId: id,
      box: {
        x: index * 10 + imageId / 3,
        y: index * 5 + 0.123456,
        width: 1 + index * 3.3,
        height: index === 0 ? 1 : 7.7,
      },
      state: (['drawn', 'accepted', 'corrected'] as const)[index % 3] ?? 'drawn',
      score: index % 3 === 0 ? null : 0.75,
      detectionId: null,
    }));
    await workers.storage.call('applyDiff', {
      imageId,
      kind: 'draw',
      diff: { added, removed: [], updated: [] },
      baseRevision: 0,
    });
  }
  await workers.storage.call('replaceDetections', {
    modelId: 'm',
    images: [
      { imageId: 1, detections: [{ labelName: 'x', box: { x: 1, y: 2, width: 3, height: 4 }, score: 0.5 }] },
    ],
  });
  await workers.storage.call('setImageState', { imageIds: [1, 2, 3, 4, 5, 6], state: 'reviewed' });
}

beforeEach(async () => {
  exchange = await startLabelExchange();
  ({ folder, workers, exported, imported } = exchange);
  await fillProject();
});

afterEach(() => exchange.end());

const formats = labelFormats.flatMap((format) =>
  isWritable(format) && isReadable(format) ? [format.id] : [],
);

describe('exports', () => {
  it.each(formats)(
    'as %s are read again with nothing dropped, and change nothing when they come back',
    async (format) => {
      const before = await symbols();
      const receipt = await exported({ format }, 'out');
      const isResults = format === 'coco-results';
      expect(receipt).toMatchObject({ images: 6, boxes: isResults ? 1 : 40, dropped: 0 });
      expect(receipt.largestErrorPx).toBeLessThan(1e-3);
      expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
      expect(JSON.parse(await readFile(join(folder, 'out', 'receipt.json'), 'utf8'))).toEqual(receipt);
      if (isResults) return;
      // Whole pixels are other boxes than the project's.
      const again = await imported({ format, paths: [join(folder, 'out')] });
      expect(again).toMatchObject({
        images: 6,
        imagesAdded: 0,
        unchanged: format === 'voc' ? 1 : 6,
        problemCount: 0,
      });
      expect(await symbols()).toEqual(before);

      await exchange.open('other.surd', []);
      const fresh = await imported({ format, paths: [join(folder, 'out')] });
      expect(fresh).toMatchObject({ images: 6, imagesAdded: 6, boxesAdded: 40, problemCount: 0 });
      const now = await symbols();
      for (const [sha256, own] of now) {
        const was = before.get(sha256) ?? [];
        expect(own.map(({ label }) => label).sort()).toEqual(was.map(({ label }) => label).sort());
      }
    },
  );

  it('divide by ratios, the same for the same seed, a folder on one side when asked to', async () => {
    const options = {
      format: 'yolo',
      split: { ratios: { train: 50, val: 50, test: 0 }, seed: 7, groupBy: 'folder' },
    } as const;
    const receipt = await exported(options, 'one');
    const sides = new Map<string, Set<string>>();
    for (const split of ['train', 'val'] as const) {
      for (const own of ['a', '나 b']) {
        const path = join(folder, 'one', 'images', split, 'in', own);
        if (existsSync(path)) sides.set(own, (sides.get(own) ?? new Set()).add(split));
      }
    }
    expect([...sides.values()].map((found) => found.size)).toEqual([1, 1]);
    expect(receipt.splits).toEqual({ train: 3, val: 3 });
    await exported(options, 'two');
    expect(readdirSync(join(folder, 'one'), { recursive: true })).toEqual(
      readdirSync(join(folder, 'two'), { recursive: true }),
    );
    const part = await exported(
      { ...options, filter: { ...defaultExport.filter, onlySplit: 'val' } },
      'three',
    );
    expect(part).toMatchObject({ images: 3, splits: { val: 3 } });
  });

  it('filter by label, state and flag', async () => {
    const { filter } = defaultExport;
    expect(await exported({ filter: { ...filter, labels: ['=', '가'] } }, 'label')).toMatchObject({
      images: 5,
      boxes: 10,
    });
    expect(await exported({ filter: { ...filter, states: null } }, 'all')).toMatchObject({
      images: 7,
      boxes: 40,
    });
    await workers.storage.call('setImageFlagged', { imageIds: [2], flagged: true });
    expect(await exported({ filter: { ...filter, flagged: true } }, 'flag')).toMatchObject({
      images: 1,
      boxes: 8,
    });
    await expect(exported({ filter: { ...filter, labels: ['nothing'] } }, 'none')).rejects.toThrow(
      /no label “nothing”/,
    );
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('link to images or leave them where they are, and say when a format cannot', async () => {
    const linked = await exported({ format: 'yolo', images: 'link' }, 'linked');
    expect(linked.imageFiles).toEqual({ copied: 0, rewritten: 0, linked: 6, referenced: 0 });
    expect(
      lstatSync(join(folder, 'linked', 'images', 'train', 'in', 'a', 'same 0.png')).isSymbolicLink(),
    ).toBe(true);
    const referenced = await exported({ images: 'reference' }, 'referenced');
    expect(referenced.imageFiles.referenced).toBe(6);
    await expect(exported({ format: 'voc', images: 'reference' }, 'no')).rejects.toThrow(/copy or link/);
  });

  it('freeze the order of labels: later ones are appended, another order is refused with the difference', async () => {
    const first = await exported({}, 'first');
    await workers.storage.call('addLabel', { name: 'A first' });
    const labels = await workers.storage.call('listLabels', {});
    await workers.storage.call('moveLabel', { labelId: labels.at(-1)?.id ?? 0, toIndex: 0 });
    const second = await exported({}, 'second');
    expect(second.labels.slice(0, names.length)).toEqual(first.labels);
    expect(second.labels.at(-1)).toMatchObject({ id: names.length + 1, name: 'A first' });
    const text = await readFile(join(folder, 'first', 'labels.lock.json'), 'utf8');
    const swapped = text.replace('"x"', '"?"').replace('"="', '"x"').replace('"?"', '"="');
    await expect(exported({ lock: { file: 'l.json', text: swapped } }, 'third')).rejects.toThrow(
      /export\.labelLock.*1\. was “=” and is “x”; 2\. was “x” and is “=”/,
    );
    await workers.storage.call('changeLabel', { labelId: 1, name: 'renamed', color: '#ffffff' });
    await expect(exported({}, 'fourth')).rejects.toThrow(/1\. was “x” and is “renamed”/);
    expect(await exported({ newLock: true }, 'fifth')).toMatchObject({ boxes: 40 });
  });

  it('say what a format cannot hold before they write', async () => {
    const receipt = await exported({ format: 'voc' }, 'voc');
    expect(receipt.losses.map(({ kind }) => kind)).toEqual([
      'detections',
      'scores',
      'states',
      'fractions',
      'labelSet',
    ]);
    await workers.storage.call('addLabel', { name: 'bell\u0007' });
    await expect(exported({ format: 'cvat' }, 'cvat')).rejects.toThrow(/export\.cannotHold.*bell/);
  });
});

describe('imports', () => {
  const theirs = {
    images: [{ id: 5, file_name: 'same 0.png', width: 120, height: 60 }],
    categories: [
      { id: 0, name: 'zero' },
      { id: 7, name: 'ex' },
    ],
    annotations: [
      { id: 0, image_id: 5, category_id: 7, bbox: [5, 6, 7, 8] },
      { id: 1, image_id: 5, category_id: 0, bbox: [15, 16, 7, 8], iscrowd: 0 },
      { id: 2, image_id: 5, category_id: 9, bbox: [1, 1, 1, 1] },
      { id: 3, image_id: 5, category_id: 7, bbox: [1, 1, -1, 1] },
    ],
  };
  let path: string;

  beforeEach(async () => {
    path = join(folder, 'theirs.json');
    await writeFile(path, JSON.stringify(theirs));
  });

  const options = (
    conflicts: ImportOptions['conflicts'],
    dryRun = false,
  ): Parameters<typeof imported>[0] => ({
    format: 'coco',
    paths: [path],
    imageFolder: join(folder, 'in', 'a'),
    mapping: new Map([['ex', 'x']]),
    conflicts,
    dryRun,
  });

  it('leave boxes and states alone where boxes of the file are damaged, and say so before', async () => {
    const before = await symbols();
    const seen = async () => (await workers.storage.call('loadDocument', { imageId: 1 })).image.state;
    const state = await seen();
    const kept = { damaged: 1, conflicts: 1, boxesAdded: 0, boxesRemoved: 0, problemCount: 2 };
    const dry = await imported(options('theirs', true));
    expect(dry).toMatchObject(kept);
    expect(dry.problems.map(({ line, field }) => [line, field])).toEqual([
      [1, 'annotations[3].bbox'],
      [1, 'annotations[2].category_id'],
    ]);
    expect(await imported(options('theirs'))).toMatchObject(kept);
    expect(await symbols()).toEqual(before);
    expect(await seen()).toBe(state);
    // Into a project without boxes, what could be read comes, to be looked at.
    await workers.storage.call('close', {});
    await exchange.open('fresh.surd', names);
    expect(await imported(options('theirs'))).toMatchObject({ damaged: 1, imagesAdded: 1, boxesAdded: 2 });
    expect(await seen()).not.toBe('reviewed');
  });

  it('tell what they would do, and do it as one step that undo takes back', async () => {
    await writeFile(path, JSON.stringify({ ...theirs, annotations: theirs.annotations.slice(0, 2) }));
    const before = await symbols();
    const dry = await imported(options('theirs', true));
    expect(await symbols()).toEqual(before);
    expect(dry).toMatchObject({ images: 1, conflicts: 1, boxesAdded: 2, boxesRemoved: 8, damaged: 0 });
    expect(dry.labels).toEqual([
      { name: 'zero', mapsTo: 'zero', isNew: true, boxes: 1 },
      { name: 'ex', mapsTo: 'x', isNew: false, boxes: 1 },
    ]);
    const done = await imported(options('theirs'));
    expect({ ...done, dryRun: true }).toEqual(dry);
    expect((await symbols()).get([...before.keys()][0] ?? '')).toEqual([
      { label: 'x', box: [5, 6, 7, 8], state: 'drawn' },
      { label: 'zero', box: [15, 16, 7, 8], state: 'drawn' },
    ]);
    const undone = await workers.storage.call('undo', {});
    expect(undone?.entry.kind).toBe('importLabels');
    expect(await symbols()).toEqual(before);
    await workers.storage.call('redo', {});
    expect((await symbols()).get([...before.keys()][0] ?? '')).toHaveLength(2);
  });

  it('keep mine, or keep both as detections, which go with the undo', async () => {
    const before = await symbols();
    expect(await imported(options('mine'))).toMatchObject({ conflicts: 1, boxesAdded: 0, boxesRemoved: 0 });
    expect(await symbols()).toEqual(before);
    const count = async (): Promise<number> =>
      (await workers.storage.call('loadDocument', { imageId: 1 })).detections.length;
    const had = await count();
    expect(await imported(options('detections'))).toMatchObject({ conflicts: 1, detectionsAdded: 2 });
    expect(await symbols()).toEqual(before);
    expect(await count()).toBe(had + 2);
    expect(await imported(options('detections'))).toMatchObject({ detectionsAdded: 0 });
    await workers.storage.call('undo', {});
    expect(await count()).toBe(had);
    await workers.storage.call('redo', {});
    expect(await count()).toBe(had + 2);
    expect((await workers.storage.call('getImage', { imageId: 1 })).detectionCount).toBe(had + 2);
  });

  it('mark images as reviewed within the step, and undo brings their states back', async () => {
    const states = async (): Promise<readonly string[]> => {
      const images = [1, 2, 3, 4, 5, 6].map((imageId) => workers.storage.call('getImage', { imageId }));
      return (await Promise.all(images)).map(({ state }) => state);
    };
    await exported({}, 'out');
    // One never looked at, one begun, one done: each has what the files say but for the mark.
    await workers.storage.call('setImageState', { imageIds: [1], state: 'new' });
    await workers.storage.call('setImageState', { imageIds: [2], state: 'inProgress' });
    const before = await states();
    const again = await imported({ format: 'coco', paths: [join(folder, 'out')] });
    expect(again).toMatchObject({ unchanged: 6, boxesAdded: 0 });
    expect(await states()).toEqual(Array(6).fill('reviewed'));
    expect((await workers.storage.call('undo', {}))?.entry.kind).toBe('importLabels');
    expect(await states()).toEqual(before);
    await workers.storage.call('redo', {});
    expect(await states()).toEqual(Array(6).fill('reviewed'));
    // What a person has said of an image since is theirs.
    await workers.storage.call('setImageState', { imageIds: [1], state: 'inProgress' });
    await workers.storage.call('undo', {});
    expect((await states()).slice(0, 2)).toEqual(['inProgress', 'inProgress']);
    // Nothing more to do, nothing to undo.
    await workers.storage.call('setImageState', { imageIds: [1, 2], state: 'reviewed' });
    const last = await workers.storage.call('historyState', {});
    await imported({ format: 'coco', paths: [join(folder, 'out')] });
    expect(await workers.storage.call('historyState', {})).toEqual(last);
  });

  it('take rows without sizes, and rows of one image that stand apart', async () => {
    const csv = join(folder, 'rows.csv');
    await writeFile(
      csv,
      'image,label,x,y,width,height\nsame 0.png,x,1,2,3,4\nsame 1.png,x,1,2,3,4\nsame 0.png,=,5,6,7,8\n',
    );
    await exchange.open('rows.surd', []);
    const report = await imported({ format: 'csv', paths: [csv], imageFolder: join(folder, 'in', 'a') });
    expect(report).toMatchObject({ images: 2, imagesAdded: 2, boxesAdded: 3, problemCount: 0 });
  });

  it('say so when there is nothing of the format', async () => {
    const report = await imported({ format: 'inkml', paths: [join(folder, 'in')] });
    expect(report).toMatchObject({ images: 0, problemCount: 1 });
    expect(report.problems[0]?.cause).toBe('nothing in it is InkML (CROHME).');
  });

  it('take nothing of a file that is of other images', async () => {
    const before = await symbols();
    await writeFile(path, JSON.stringify({ ...theirs, images: [{ ...theirs.images[0], width: 99 }] }));
    const report = await imported(options('theirs'));
    expect(report).toMatchObject({ boxesAdded: 0, boxesRemoved: 0 });
    expect(report.problems.some(({ cause }) => cause.includes('99 x 60'))).toBe(true);
    expect(await symbols()).toEqual(before);
  });
});

describe('conversions', () => {
  it.each(formats.filter((format) => format !== 'coco-results'))(
    'from COCO to %s and back lose no box',
    async (format) => {
      await exported({}, 'out');
      const { signal } = new AbortController();
      const there = await convertLabels(
        workers,
        'coco',
        format,
        [join(folder, 'out')],
        join(folder, 'there'),
        'copy',
        signal,
      );
      expect(there).toEqual({ images: 6, boxes: 40, problems: [] });
      const back = await convertLabels(
        workers,
        format,
        'coco',
        [join(folder, 'there')],
        join(folder, 'back'),
        'none',
        signal,
      );
      expect(back).toEqual({ images: 6, boxes: 40, problems: [] });
    },
  );
});
