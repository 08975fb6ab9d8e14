import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '#electron/workers/storage/openProject.ts';
import type { DriverName } from '#electron/workers/storage/openDatabase.ts';
import {
  codeOf,
  diffOf,
  drawn,
  newImage,
  storageInProcess,
  withFolder,
  type CallStorage,
} from '#test/support/storageInProcess.ts';

const names = ['x', 'X', 'y'];

function open(folder: string, driver: DriverName = 'better-sqlite3') {
  const storage = storageInProcess((path, options) => openProject(path, { ...options, driver }));
  storage('open', { path: join(folder, 'p.surd'), create: true, seedLabels: names });
  const ids = storage('addImages', {
    images: ['a', 'b', 'c'].map((name) => newImage(folder, `${name}.png`)),
  }).map(({ imageId }) => imageId);
  const labelId = (name: string): number =>
    storage('listLabels', {}).find((label) => label.name === name)?.id ?? 0;
  return { storage, ids, labelId };
}

function draw(storage: CallStorage, imageId: number, labelId: number, id: number): void {
  const { revision } = storage('loadDocument', { imageId });
  storage('applyDiff', {
    imageId,
    kind: 'draw',
    diff: diffOf({ added: [{ ...drawn(imageId, id), labelId }] }),
    baseRevision: revision,
  });
}

const boxes = (storage: CallStorage, ids: readonly number[]) =>
  ids.map((imageId) => storage('loadDocument', { imageId }).annotations);
const active = (storage: CallStorage): string[] =>
  storage('listLabels', {})
    .filter(({ isRetired }) => !isRetired)
    .map(({ name }) => name);

it('tells what is boxed on several images, and of one that is gone that there is nothing', () =>
  withFolder((folder) => {
    const { storage, ids, labelId } = open(folder);
    const [a = 0, b = 0, c = 0] = ids;
    draw(storage, a, labelId('x'), 1);
    storage('replaceDetections', {
      modelId: 'm',
      images: [
        {
          imageId: b,
          detections: [{ labelName: 'y', box: { x: 1, y: 1, width: 9, height: 9 }, score: 0.7 }],
        },
      ],
    });
    const told = storage('boxesOf', { imageIds: [c, b, a, 999] });
    expect(told.map(({ imageId }) => imageId)).toEqual([c, b, a, 999]);
    for (const { imageId, annotations, detections } of told.slice(0, 3)) {
      const document = storage('loadDocument', { imageId });
      expect({ annotations, detections }).toEqual({
        annotations: document.annotations,
        detections: document.detections,
      });
    }
    expect(told.map(({ annotations, detections }) => [annotations.length, detections.length])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [0, 0],
    ]);
    storage('close', {});
  }));

describe('a correction on many images', () => {
  it('is one step: relabelled, deleted and added boxes come back together', () =>
    withFolder((folder) => {
      const { storage, ids, labelId } = open(folder);
      const [a = 0, b = 0] = ids;
      draw(storage, a, labelId('x'), 1);
      draw(storage, a, labelId('x'), 2);
      draw(storage, b, labelId('x'), 3);
      const before = boxes(storage, ids);
      const [first, second] = before[0] ?? [];
      const [third] = before[1] ?? [];
      const corrections = [
        { kind: 'relabel' as const, imageId: a, annotationId: first?.id ?? '', labelId: labelId('y') },
        { kind: 'delete' as const, imageId: a, annotationId: second?.id ?? '' },
        { kind: 'relabel' as const, imageId: b, annotationId: third?.id ?? '', labelId: labelId('y') },
        {
          kind: 'add' as const,
          imageId: b,
          annotationId: crypto.randomUUID(),
          labelId: labelId('X'),
          box: { x: 1, y: 2, width: 3, height: 4 },
          score: 0.7,
        },
      ];
      expect(storage('spreadCorrections', { corrections })).toEqual({ imageIds: [a, b], boxCount: 4 });
      const after = boxes(storage, ids);
      expect(after.map((all) => all.map((one) => one.labelId).sort())).toEqual([
        [labelId('y')],
        [labelId('X'), labelId('y')],
        [],
      ]);
      // A call that is repeated after a crash of the process.
      expect(storage('spreadCorrections', { corrections })).toEqual({ imageIds: [], boxCount: 0 });
      expect(storage('undo', {})?.entry).toMatchObject({ kind: 'spread', boxCount: 4 });
      expect(boxes(storage, ids)).toEqual(before);
      storage('redo', {});
      expect(boxes(storage, ids)).toEqual(after);
    }));

  it('is refused as a whole where a label is none', () =>
    withFolder((folder) => {
      const { storage, ids, labelId } = open(folder);
      const [a = 0, b = 0] = ids;
      draw(storage, a, labelId('x'), 1);
      draw(storage, b, labelId('x'), 2);
      const before = boxes(storage, ids);
      const corrections = before.flat().map(({ id, imageId }, index) => ({
        kind: 'relabel' as const,
        imageId,
        annotationId: id,
        labelId: index === 0 ? labelId('y') : 999,
      }));
      expect(codeOf(() => storage('spreadCorrections', { corrections }))).toBe('storage.unknownRecord');
      expect(boxes(storage, ids)).toEqual(before);
    }));
});

describe('the label set', () => {
  it('renames, recolours and reorders, and keeps every id', () =>
    withFolder((folder) => {
      const { storage, labelId } = open(folder);
      const ids = new Map(storage('listLabels', {}).map(({ name, id }) => [name, id]));
      storage('changeLabel', { labelId: labelId('y'), name: '\\gamma', color: '#123456' });
      storage('moveLabel', { labelId: labelId('\\gamma'), toIndex: 0 });
      expect(active(storage)).toEqual(['\\gamma', 'x', 'X']);
      expect(storage('listLabels', {})[0]).toMatchObject({ id: ids.get('y'), color: '#123456' });
      const twice = () => {
        storage('changeLabel', { labelId: labelId('x'), name: 'X', color: '#000000' });
      };
      expect(codeOf(twice)).toBe('storage.duplicateName');
      storage('close', {});
    }));

  it.each<DriverName>(['better-sqlite3', 'libsql'])(
    'merges two labels on all images as one step that can be taken back, restarts or not (%s)',
    (driver) =>
      withFolder((folder) => {
        const { storage, ids, labelId } = open(folder, driver);
        const [first = 0, second = 0, third = 0] = ids;
        draw(storage, first, labelId('X'), 1);
        draw(storage, second, labelId('X'), 2);
        draw(storage, third, labelId('y'), 3);
        const before = boxes(storage, ids);
        const { imageIds } = storage('retireLabel', {
          labelId: labelId('X'),
          replacementId: labelId('x'),
        });
        expect(imageIds).toEqual([first, second]);
        expect(active(storage)).toEqual(['x', 'y']);
        const after = boxes(storage, ids);
        expect(after.flat().map((each) => each.labelId)).toEqual([labelId('x'), labelId('x'), labelId('y')]);
        storage('close', {});
        storage('open', { path: join(folder, 'p.surd'), create: false, seedLabels: [] });
        storage('rememberImage', { imageId: second });
        const undone = storage('undo', {});
        expect(undone).toMatchObject({
          entry: { kind: 'mergeLabels', boxCount: 2, imageId: second, undone: true },
          imageIds: [first, second],
        });
        expect(boxes(storage, ids)).toEqual(before);
        expect(storage('listLabels', {}).find(({ name }) => name === 'X')).toMatchObject({
          isRetired: true,
          usageCount: 2,
        });
        storage('redo', {});
        expect(boxes(storage, ids)).toEqual(after);
        storage('close', {});
      }),
  );

  it('deletes a label with its boxes; what the detector found stays dismissed', () =>
    withFolder((folder) => {
      const { storage, ids, labelId } = open(folder);
      const [first = 0] = ids;
      draw(storage, first, labelId('y'), 1);
      const { revision } = storage('loadDocument', { imageId: first });
      storage('applyDiff', {
        imageId: first,
        kind: 'accept',
        diff: diffOf({
          added: [{ ...drawn(first, 2), labelId: labelId('y'), state: 'accepted', score: 0.9 }],
        }),
        baseRevision: revision,
      });
      const before = boxes(storage, ids);
      storage('retireLabel', { labelId: labelId('y'), replacementId: null });
      expect(boxes(storage, ids).flat()).toMatchObject([{ state: 'dismissed', score: 0.9 }]);
      expect(storage('getImage', { imageId: first }).annotationCount).toBe(0);
      storage('undo', {});
      expect(boxes(storage, ids)).toEqual(before);
      storage('close', {});
    }));

  it('gives a retired name its old id back', () =>
    withFolder((folder) => {
      const { storage, labelId } = open(folder);
      const id = labelId('y');
      storage('retireLabel', { labelId: id, replacementId: null });
      expect(active(storage)).toEqual(['x', 'X']);
      expect(storage('addLabel', { name: 'y' })).toMatchObject({ id, isRetired: false });
      expect(active(storage)).toEqual(['x', 'X', 'y']);
      expect(codeOf(() => storage('addLabel', { name: 'y' }))).toBe('storage.duplicateName');
      storage('close', {});
    }));

  it('keeps a step on many images for those that stay when its first image goes', () =>
    withFolder((folder) => {
      const { storage, ids, labelId } = open(folder);
      const [first = 0, second = 0] = ids;
      draw(storage, first, labelId('X'), 1);
      draw(storage, second, labelId('X'), 2);
      const before = boxes(storage, [second]);
      storage('retireLabel', { labelId: labelId('X'), replacementId: labelId('x') });
      storage('removeImages', { imageIds: [first] });
      expect(storage('undo', {})).toMatchObject({ entry: { imageId: second }, imageIds: [second] });
      expect(boxes(storage, [second])).toEqual(before);
      storage('close', {});
    }));
});
