import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labelColor } from '#shared/dataset/label.ts';
import { doubtOf } from '#shared/detection/visibleDetections.ts';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';
import type { NewDetection, NewImage } from '#shared/ipc/worker/storage.ts';
import {
  codeOf,
  diffOf,
  drawn,
  newImage,
  storageInProcess,
  withFolder,
  type CallStorage,
} from '#test/support/storageInProcess.ts';

function withProject(use: (storage: CallStorage, folder: string) => void): Promise<void> {
  return withFolder((folder) => {
    const storage = storageInProcess();
    storage('open', { path: join(folder, 'p.surd'), create: true, seedLabels: ['x', 'y'] });
    use(storage, folder);
    storage('close', {});
  });
}

const added = (storage: CallStorage, ...images: readonly NewImage[]): readonly number[] =>
  storage('addImages', { images }).map(({ imageId }) => imageId);

const detection = (labelName: string, score: number): NewDetection => ({
  labelName,
  box: { x: 1.25, y: 2, width: 3, height: 4 },
  score,
});

describe('adding images', () => {
  it('keeps paths relative to the project, so that the folder can be moved whole', () =>
    withFolder((folder) => {
      const before = join(folder, 'before');
      mkdirSync(before);
      const storage = storageInProcess();
      storage('open', { path: join(before, 'p.surd'), create: true, seedLabels: [] });
      const [near = 0, far = 0] = added(
        storage,
        newImage(join(before, 'pictures/수식'), 'ä b.png'),
        newImage(folder, 'outside.png'),
      );
      expect(storage('getImage', { imageId: near }).path).toBe('pictures/수식/ä b.png');
      expect(storage('getImage', { imageId: far }).path).toBe('../outside.png');
      storage('close', {});
      const after = join(folder, 'after');
      renameSync(before, after);
      storage('open', { path: join(after, 'p.surd'), create: false, seedLabels: [] });
      expect(
        storage('getImageFiles', { imageIds: [near, far] }).map(({ absolutePath }) => absolutePath),
      ).toEqual([join(after, 'pictures/수식/ä b.png'), join(folder, 'outside.png')]);
      storage('close', {});
    }));

  it('takes the same bytes once, and follows a file that has moved', () =>
    withProject((storage, folder) => {
      const here = newImage(folder, 'a.png');
      writeFileSync(here.absolutePath, 'bytes');
      const there = { ...here, absolutePath: join(folder, 'b.png') };
      const add = (image: NewImage): unknown => storage('addImages', { images: [image] });
      expect(add(here)).toEqual([{ imageId: 1, outcome: 'added' }]);
      expect(add(here)).toEqual([{ imageId: 1, outcome: 'present' }]);
      expect(add(there)).toEqual([{ imageId: 1, outcome: 'present' }]);
      expect(storage('getImage', { imageId: 1 }).path).toBe('a.png');
      renameSync(here.absolutePath, there.absolutePath);
      expect(add(there)).toEqual([{ imageId: 1, outcome: 'moved' }]);
      expect(storage('getImage', { imageId: 1 }).path).toBe('b.png');
      expect(storage('findByHash', { sha256: here.sha256 })?.absolutePath).toBe(there.absolutePath);
      expect(storage('findByPaths', { absolutePaths: [here.absolutePath, there.absolutePath] })).toHaveLength(
        1,
      );
      expect(storage('info', {}).imageCount).toBe(1);
    }));

  it('takes truth along: reviewed, with labels made as they are met', () =>
    withProject((storage, folder) => {
      const box = { x: 0.5, y: 1, width: 2, height: 1 / 3 };
      const symbols = ['\\alpha', 'x', '\\alpha'].map((labelName) => ({ labelName, box }));
      const [imageId = 0] = added(
        storage,
        newImage(folder, 'a.inkml', { kind: 'ink', latex: '\\alpha x', symbols }),
      );
      const { image, annotations, revision } = storage('loadDocument', { imageId });
      expect(image).toMatchObject({ kind: 'ink', latex: '\\alpha x', state: 'reviewed', annotationCount: 3 });
      expect(revision).toBe(0);
      expect(annotations.map(({ labelId, state, score }) => [labelId, state, score]).sort()).toEqual([
        [1, 'drawn', null],
        [3, 'drawn', null],
        [3, 'drawn', null],
      ]);
      expect(annotations.every((annotation) => annotation.box.height === 1 / 3)).toBe(true);
      expect(storage('listLabels', {})).toEqual([
        { id: 1, name: 'x', color: labelColor(0), usageCount: 1, isRetired: false },
        { id: 2, name: 'y', color: labelColor(1), usageCount: 0, isRetired: false },
        { id: 3, name: '\\alpha', color: labelColor(2), usageCount: 2, isRetired: false },
      ]);
      expect(storage('info', {}).reviewedCount).toBe(1);
      // Truth that came with the file is no step of a person.
      expect(storage('undo', {})).toBeNull();
    }));

  it('is all or nothing', () =>
    withProject((storage, folder) => {
      const bad = newImage(folder, 'bad.png', {
        symbols: [{ labelName: '\\new', box: { x: 0, y: 0, width: 0, height: 1 } }],
      });
      expect(codeOf(() => added(storage, newImage(folder, 'good.png'), bad))).toBe('format.malformed');
      expect(storage('info', {}).imageCount).toBe(0);
      expect(storage('listLabels', {})).toHaveLength(2);
    }));

  it('never gives an id twice', () =>
    withProject((storage, folder) => {
      const [, second = 0] = added(storage, newImage(folder, 'a.png'), newImage(folder, 'b.png'));
      storage('removeImages', { imageIds: [second] });
      const [third = 0] = added(storage, newImage(folder, 'c.png'));
      expect(third).toBe(second + 1);
      storage('replaceDetections', {
        modelId: 'm',
        images: [{ imageId: third, detections: [detection('x', 0.5)] }],
      });
      const [first] = storage('loadDocument', { imageId: third }).detections;
      storage('replaceDetections', {
        modelId: 'm',
        images: [{ imageId: third, detections: [detection('x', 0.5)] }],
      });
      const [again] = storage('loadDocument', { imageId: third }).detections;
      expect(again?.id).toBeGreaterThan(first?.id ?? Number.POSITIVE_INFINITY);
    }));
});

describe('the state of an image', () => {
  it('goes from new over prelabelled to in progress by itself, and to reviewed by a person alone', () =>
    withProject((storage, folder) => {
      const [imageId = 0] = added(storage, newImage(folder, 'a.png'));
      const state = (): string => storage('getImage', { imageId }).state;
      expect(state()).toBe('new');
      const detect = (): unknown =>
        storage('replaceDetections', {
          modelId: 'm',
          images: [{ imageId, detections: [detection('x', 0.9)] }],
        });
      detect();
      expect(state()).toBe('prelabelled');
      const draw = (number: number, baseRevision: number): unknown =>
        storage('applyDiff', {
          imageId,
          kind: 'draw',
          diff: diffOf({ added: [drawn(imageId, number)] }),
          baseRevision,
        });
      draw(1, 0);
      expect(state()).toBe('inProgress');
      detect();
      expect(state()).toBe('inProgress');
      storage('setImageState', { imageIds: [imageId], state: 'reviewed' });
      draw(2, 1);
      detect();
      expect(state()).toBe('reviewed');
    }));

  it('counts symbols, not what was dismissed', () =>
    withProject((storage, folder) => {
      const [imageId = 0] = added(storage, newImage(folder, 'a.png'));
      const box = drawn(imageId, 1, { state: 'accepted', score: 0.5, detectionId: 7 });
      const apply = (diff: Parameters<typeof diffOf>[0], baseRevision: number): unknown =>
        storage('applyDiff', { imageId, kind: 'dismiss', diff: diffOf(diff), baseRevision });
      const counts = (): readonly number[] => [
        storage('getImage', { imageId }).annotationCount,
        storage('listLabels', {})[0]?.usageCount ?? -1,
      ];
      apply({ added: [box, drawn(imageId, 2)] }, 0);
      expect(counts()).toEqual([2, 2]);
      apply({ updated: [[box, { ...box, state: 'dismissed' }]] }, 1);
      expect(counts()).toEqual([1, 1]);
      storage('undo', {});
      expect(counts()).toEqual([2, 2]);
    }));
});

describe('detections', () => {
  it('replace one another, say how doubtful the image is, and leave what a person has made', () =>
    withProject((storage, folder) => {
      const [imageId = 0, other = 0] = added(storage, newImage(folder, 'a.png'), newImage(folder, 'b.png'));
      const accepted = drawn(imageId, 1, { state: 'accepted', score: 0.75, detectionId: 1 });
      storage('applyDiff', { imageId, kind: 'accept', diff: diffOf({ added: [accepted] }), baseRevision: 0 });
      const first = storage('replaceDetections', {
        modelId: 'one',
        images: [{ imageId, detections: [detection('x', 0.9), detection('\\pi', 0.4)] }],
      });
      expect(first).toEqual({ labelsAdded: true });
      expect(storage('getImage', { imageId })).toMatchObject({
        detectionCount: 2,
        doubt: doubtOf([0.9, 0.4]),
      });
      expect(storage('imageIds', { which: 'undetected', modelId: 'one' })).toEqual([other]);
      expect(storage('imageIds', { which: 'undetected', modelId: 'two' })).toEqual([imageId, other]);
      const second = storage('replaceDetections', {
        modelId: 'two',
        images: [
          { imageId, detections: [detection('y', 0.6)] },
          { imageId: 99, detections: [detection('y', 0.6)] },
          { imageId: other, detections: [] },
        ],
      });
      expect(second).toEqual({ labelsAdded: false });
      const { annotations, detections, revision } = storage('loadDocument', { imageId });
      expect(annotations).toEqual([accepted]);
      expect(revision).toBe(1);
      expect(detections.map(({ labelId, score }) => [labelId, score])).toEqual([[2, 0.6]]);
      expect(storage('getImage', { imageId: other })).toMatchObject({
        detectionCount: 0,
        doubt: 1,
        state: 'prelabelled',
      });
      expect(storage('imageIds', { which: 'undetected', modelId: 'two' })).toEqual([]);
    }));

  it('with a box that is none are refused whole, and the model is named', () =>
    withProject((storage, folder) => {
      const [a = 0, b = 0] = added(storage, newImage(folder, 'a.png'), newImage(folder, 'b.png'));
      const bad = { ...detection('\\new', 0.5), box: { x: 0, y: Number.NaN, width: 1, height: 1 } };
      const replace = (): unknown =>
        storage('replaceDetections', {
          modelId: 'crooked',
          images: [
            { imageId: a, detections: [detection('x', 0.5)] },
            { imageId: b, detections: [bad] },
          ],
        });
      expect(codeOf(replace)).toBe('model.badOutput');
      expect(replace).toThrow(/crooked/);
      expect(storage('getImage', { imageId: a })).toMatchObject({ detectionCount: 0, state: 'new' });
      expect(storage('listLabels', {})).toHaveLength(2);
    }));
});

describe('lists', () => {
  const names = ['img10.png', 'Img2.png', 'img1.png', '수식.png', 'sub/IMG3.png', 'É.png', 'img_2%.png'];
  const setUp = (storage: CallStorage, folder: string): readonly number[] => {
    const ids = added(storage, ...names.map((name) => newImage(folder, name)));
    const images = ids
      .slice(0, 4)
      .map((imageId, index) => ({ imageId, detections: [detection('x', 0.5 + index / 10)] }));
    storage('replaceDetections', { modelId: 'm', images });
    storage('setImageFlagged', { imageIds: ids.slice(2, 5), flagged: true });
    storage('setImageState', { imageIds: ids.slice(0, 1), state: 'reviewed' });
    return ids;
  };
  const query = (more: Partial<ImageQuery>): ImageQuery => ({ sort: 'added', descending: false, ...more });
  const paths = (storage: CallStorage, more: Partial<ImageQuery>): readonly string[] =>
    storage('listImages', { query: query(more), offset: 0, limit: 100 }).items.map(({ path }) => path);

  it('sort as people count', () =>
    withProject((storage, folder) => {
      setUp(storage, folder);
      expect(paths(storage, {})).toEqual(names);
      expect(paths(storage, { descending: true })).toEqual(names.toReversed());
      const byName = ['img1.png', 'Img2.png', 'sub/IMG3.png', 'img10.png', 'img_2%.png', 'É.png', '수식.png'];
      expect(paths(storage, { sort: 'name' })).toEqual(byName);
      expect(paths(storage, { sort: 'name', descending: true })).toEqual(byName.toReversed());
      // Most doubtful first; those that no detector has seen come last.
      expect(paths(storage, { sort: 'doubt', descending: true })).toEqual([
        'img10.png',
        'Img2.png',
        'img1.png',
        '수식.png',
        'img_2%.png',
        'É.png',
        'sub/IMG3.png',
      ]);
    }));

  it('find parts of paths whatever their case and Unicode form', () =>
    withProject((storage, folder) => {
      setUp(storage, folder);
      expect(paths(storage, { text: 'SUB/img' })).toEqual(['sub/IMG3.png']);
      expect(paths(storage, { text: 'é'.normalize('NFD') })).toEqual(['É.png']);
      expect(paths(storage, { text: '수식'.normalize('NFD') })).toEqual(['수식.png']);
      expect(paths(storage, { text: '_2%' })).toEqual(['img_2%.png']);
      expect(paths(storage, { text: '' })).toHaveLength(names.length);
    }));

  it('filter, and know where an image stands in them', () =>
    withProject((storage, folder) => {
      const ids = setUp(storage, folder);
      expect(paths(storage, { states: ['reviewed'] })).toEqual(['img10.png']);
      expect(paths(storage, { states: [] })).toEqual([]);
      expect(paths(storage, { flagged: true })).toEqual(['img1.png', '수식.png', 'sub/IMG3.png']);
      for (const sort of ['added', 'name', 'doubt', 'state'] as const) {
        for (const descending of [false, true]) {
          for (const filter of [{}, { flagged: true }, { text: 'img' }, { states: ['new' as const] }]) {
            const asked = query({ sort, descending, ...filter });
            const { total, items } = storage('listImages', { query: asked, offset: 0, limit: 100 });
            expect(total).toBe(items.length);
            const expected = ids.map((id) => {
              const index = items.findIndex((item) => item.id === id);
              return index === -1 ? null : index;
            });
            expect(ids.map((imageId) => storage('indexOfImage', { query: asked, imageId }))).toEqual(
              expected,
            );
            expect(storage('listImages', { query: asked, offset: 1, limit: 2 }).items).toEqual(
              items.slice(1, 3),
            );
          }
        }
      }
    }));
});

describe('what the project remembers', () => {
  it('is the image that was open last, as long as it is there', () =>
    withProject((storage, folder) => {
      const [imageId = 0] = added(storage, newImage(folder, 'a.png'));
      storage('rememberImage', { imageId });
      expect(storage('info', {}).lastImageId).toBe(imageId);
      storage('removeImages', { imageIds: [imageId] });
      expect(storage('info', {}).lastImageId).toBeNull();
      expect(
        codeOf(() => {
          storage('rememberImage', { imageId });
        }),
      ).toBe('storage.unknownRecord');
    }));

  it('is nothing when no project is open', () => {
    const storage = storageInProcess();
    expect(codeOf(() => storage('info', {}))).toBe('project.none');
    storage('close', {});
  });
});

describe('pages for an export', () => {
  it('go through all reviewed images by id, without what was dismissed', () =>
    withProject((storage, folder) => {
      const ids = added(
        storage,
        ...Array.from({ length: 7 }, (_, index) => newImage(folder, `${index}.png`)),
      );
      storage('setImageState', { imageIds: ids.filter((id) => id % 2 === 1), state: 'reviewed' });
      const imageId = ids[2] ?? 0;
      const annotations = [drawn(imageId, 1), drawn(imageId, 2, { state: 'dismissed' })];
      storage('applyDiff', { imageId, kind: 'draw', diff: diffOf({ added: annotations }), baseRevision: 0 });
      const seen: number[] = [];
      for (let afterId = 0; ; afterId = seen.at(-1) ?? 0) {
        const page = storage('exportPage', { which: 'reviewed', afterId, limit: 3 });
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(3);
        for (const exported of page) {
          seen.push(exported.image.id);
          expect(exported.file.absolutePath).toBe(join(folder, exported.image.path));
          expect(exported.annotations).toEqual(exported.image.id === imageId ? [annotations[0]] : []);
        }
      }
      expect(seen).toEqual([1, 3, 5, 7]);
      expect(storage('exportPage', { which: 'all', afterId: 0, limit: 100 })).toHaveLength(7);
    }));
});

describe('labels', () => {
  it('have one name each', () =>
    withProject((storage) => {
      expect(storage('addLabel', { name: 'z' })).toEqual({
        id: 3,
        name: 'z',
        color: labelColor(2),
        usageCount: 0,
        isRetired: false,
      });
      expect(codeOf(() => storage('addLabel', { name: 'z' }))).toBe('storage.duplicateName');
      expect(storage('addLabel', { name: 'Z' }).id).toBe(4);
    }));
});
