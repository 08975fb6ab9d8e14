import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { DriverName } from '#electron/workers/storage/openDatabase.ts';
import { openProject } from '#electron/workers/storage/openProject.ts';
import type { Annotation } from '#shared/annotation/annotation.ts';
import type { DocumentDiff } from '#shared/annotation/diff.ts';
import {
  codeOf,
  diffOf,
  drawn,
  newImage,
  storageInProcess,
  withFolder,
  type CallStorage,
} from '#test/support/storageInProcess.ts';
import { modelLabels, storedSnapshot, StorageModel, type Impulse } from '#test/support/storageModel.ts';

// Every step waits for the disk, which others may be using too.
vi.setConfig({ testTimeout: 300_000 });

const impulse: fc.Arbitrary<Impulse> = fc.record({
  what: fc.constantFrom(
    'draw',
    'move',
    'relabel',
    'delete',
    'mixed',
    'undo',
    'undo',
    'redo',
    'detect',
    'merge',
  ),
  image: fc.nat({ max: 2 }),
  pick: fc.nat({ max: 1000 }),
  count: fc.integer({ min: 1, max: 4 }),
  place: fc.double({ min: 0, max: 5000, noNaN: true }),
});

function open(folder: string, driver?: DriverName): { storage: CallStorage; ids: readonly number[] } {
  const storage = storageInProcess((path, options) =>
    openProject(path, driver === undefined ? options : { ...options, driver }),
  );
  storage('open', { path: join(folder, 'p.surd'), create: true, seedLabels: modelLabels });
  const images = ['a', 'b', 'c'].map((name) => newImage(folder, `${name}.png`));
  return { storage, ids: storage('addImages', { images }).map(({ imageId }) => imageId) };
}

function reopen(storage: CallStorage, folder: string): void {
  storage('close', {});
  storage('open', { path: join(folder, 'p.surd'), create: false, seedLabels: [] });
}

describe('history, against a model of plain maps', () => {
  it.each<DriverName>(['better-sqlite3', 'libsql'])(
    'holds what the model holds, reopened or not (%s)',
    (driver) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 12, arbitrary: impulse }, fc.constant('reopen' as const)), {
            maxLength: 60,
          }),
          (steps) =>
            withFolder((folder) => {
              const { storage, ids } = open(folder, driver);
              const model = new StorageModel(ids);
              for (const step of steps) {
                if (step === 'reopen') reopen(storage, folder);
                else {
                  const { method, input } = model.take(step);
                  storage(method, input as never);
                }
                expect(storedSnapshot(storage)).toEqual(model.snapshot());
              }
              storage('close', {});
            }),
        ),
        { numRuns: 40 },
      ),
  );

  it('comes back to the start when all is undone, and to the end when all is made again, over restarts', () =>
    fc.assert(
      fc.asyncProperty(fc.array(impulse, { maxLength: 30 }), (impulses) =>
        withFolder((folder) => {
          const { storage, ids } = open(folder);
          const model = new StorageModel(ids);
          const boxes = (): unknown =>
            ids.map((imageId) => new Set(storage('loadDocument', { imageId }).annotations));
          const start = boxes();
          for (const one of impulses.filter(({ what }) => what !== 'undo' && what !== 'redo')) {
            const { method, input } = model.take(one);
            storage(method, input as never);
          }
          const end = boxes();
          reopen(storage, folder);
          while (storage('undo', {}) !== null);
          expect(boxes()).toEqual(start);
          reopen(storage, folder);
          while (storage('redo', {}) !== null);
          expect(boxes()).toEqual(end);
          storage('close', {});
        }),
      ),
      { numRuns: 15 },
    ));
});

describe('a step', () => {
  const withImage = (
    use: (storage: CallStorage, imageId: number, apply: (diff: DocumentDiff, base: number) => void) => void,
  ): Promise<void> =>
    withFolder((folder) => {
      const { storage, ids } = open(folder);
      const imageId = ids[0] ?? 0;
      use(storage, imageId, (diff, baseRevision) =>
        storage('applyDiff', { imageId, kind: 'draw', diff, baseRevision }),
      );
      storage('close', {});
    });

  const rejected: readonly (readonly [string, string, (imageId: number) => DocumentDiff])[] = [
    [
      'of an older state',
      'storage.staleRevision',
      (id) => diffOf({ removed: [drawn(id, 1, { labelId: 2 })] }),
    ],
    ['removing what is not there', 'storage.staleRevision', (id) => diffOf({ removed: [drawn(id, 9)] })],
    ['adding what is there', 'storage.staleRevision', (id) => diffOf({ added: [drawn(id, 1)] })],
    [
      'changing what is not there',
      'storage.staleRevision',
      (id) => diffOf({ updated: [[drawn(id, 9), drawn(id, 9, { labelId: 2 })]] }),
    ],
    ['of another image', 'storage.unknownRecord', (id) => diffOf({ added: [drawn(id + 1, 9)] })],
    [
      'with a label that is not there',
      'storage.unknownRecord',
      (id) => diffOf({ added: [drawn(id, 9, { labelId: 99 })] }),
    ],
    ['naming a box twice', 'ipc.badPayload', (id) => diffOf({ added: [drawn(id, 9), drawn(id, 9)] })],
    [
      'turning a box into another',
      'ipc.badPayload',
      (id) => diffOf({ updated: [[drawn(id, 1), drawn(id, 9)]] }),
    ],
    ...[
      { x: Number.NaN },
      { y: Number.POSITIVE_INFINITY },
      { width: 0 },
      { height: -1 },
      { width: Number.POSITIVE_INFINITY },
    ].map((edge): readonly [string, string, (imageId: number) => DocumentDiff] => [
      `with a box of ${Object.entries(edge).join(' ')}`,
      'ipc.badPayload',
      (id) => diffOf({ added: [drawn(id, 9, { box: { x: 1, y: 1, width: 1, height: 1, ...edge } })] }),
    ]),
  ];

  it.each(rejected)('%s is refused whole', (_, code, wrong) =>
    withImage((storage, imageId, apply) => {
      apply(diffOf({ added: [drawn(imageId, 1)] }), 0);
      const before = storedSnapshot(storage);
      const diff = wrong(imageId);
      // A good part before the bad one must not stay.
      const mixed = { ...diff, removed: [...diff.removed], added: [drawn(imageId, 500), ...diff.added] };
      expect(
        codeOf(() => {
          apply(mixed, 1);
        }),
      ).toBe(code);
      expect(storedSnapshot(storage)).toEqual(before);
      apply(diffOf({ added: [drawn(imageId, 2)] }), 1);
    }),
  );

  it('on an older revision is refused, and the same step once more is not made twice', () =>
    withImage((storage, imageId, apply) => {
      const first = diffOf({ added: [drawn(imageId, 1)] });
      apply(first, 0);
      const after = storedSnapshot(storage);
      apply(first, 0);
      expect(storedSnapshot(storage)).toEqual(after);
      expect(
        codeOf(() => {
          apply(diffOf({ added: [drawn(imageId, 2)] }), 0);
        }),
      ).toBe('storage.staleRevision');
      expect(
        codeOf(() => {
          apply(first, 1);
        }),
      ).toBe('storage.staleRevision');
      expect(storedSnapshot(storage)).toEqual(after);
    }));

  it('that changes nothing leaves no trace', () =>
    withImage((storage, _, apply) => {
      const before = storedSnapshot(storage);
      apply(diffOf({}), 0);
      expect(storedSnapshot(storage)).toEqual(before);
      expect(storage('historyState', {})).toEqual({ undo: null, redo: null });
    }));

  it('drops what could be made again', () =>
    withImage((storage, imageId, apply) => {
      apply(diffOf({ added: [drawn(imageId, 1)] }), 0);
      apply(diffOf({ added: [drawn(imageId, 2)] }), 1);
      storage('undo', {});
      expect(storage('historyState', {}).redo?.sequence).toBe(2);
      apply(diffOf({ added: [drawn(imageId, 3)] }), 3);
      expect(storage('historyState', {}).redo).toBeNull();
      expect(storage('redo', {})).toBeNull();
      expect(storage('listHistory', { limit: 10 }).map(({ sequence }) => sequence)).toEqual([2, 1]);
    }));

  it('is undone and made again by its number once only', () =>
    withImage((storage, imageId, apply) => {
      apply(diffOf({ added: [drawn(imageId, 1)] }), 0);
      apply(diffOf({ added: [drawn(imageId, 2)] }), 1);
      const first = storage('undo', { sequence: 2 });
      expect(first?.diff).toEqual(diffOf({ removed: [drawn(imageId, 2)] }));
      expect(storage('undo', { sequence: 2 })).toEqual(first);
      expect(storage('loadDocument', { imageId }).annotations).toEqual([drawn(imageId, 1)]);
      const again = storage('redo', { sequence: 2 });
      expect(again?.diff).toEqual(diffOf({ added: [drawn(imageId, 2)] }));
      expect(storage('redo', { sequence: 2 })).toEqual(again);
      expect(codeOf(() => storage('undo', { sequence: 1 }))).toBe('storage.staleRevision');
      expect(codeOf(() => storage('redo', { sequence: 7 }))).toBe('storage.staleRevision');
    }));

  it('keeps floats to the last bit', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          x: fc.double({ noNaN: true, noDefaultInfinity: true }),
          y: fc.double({ noNaN: true, noDefaultInfinity: true }),
          width: fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }),
          height: fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }),
        }),
        (box) =>
          withImage((storage, imageId, apply) => {
            const annotation: Annotation = drawn(imageId, 1, { box, score: 1 / 3 });
            // The sign of zero is all that may go: neither SQLite nor the history's JSON keeps it.
            const kept: Annotation = { ...annotation, box: { ...box, x: box.x + 0, y: box.y + 0 } };
            const stored = (): unknown =>
              storage('loadDocument', { imageId }).annotations.map((one) => ({
                ...one,
                box: { ...one.box, x: one.box.x + 0, y: one.box.y + 0 },
              }));
            apply(diffOf({ added: [annotation] }), 0);
            expect(stored()).toEqual([kept]);
            expect(storage('undo', {})).not.toBeNull();
            storage('redo', {});
            expect(stored()).toEqual([kept]);
          }),
      ),
      { numRuns: 60, examples: [[{ x: -0, y: 5e-324, width: Number.MAX_VALUE, height: 0.1 + 0.2 }]] },
    ));

  it('goes with its image, and the others can still be undone', () =>
    withFolder((folder) => {
      const { storage, ids } = open(folder);
      const [a = 0, b = 0] = ids;
      const draw = (imageId: number, number: number, baseRevision: number): void => {
        const diff = diffOf({ added: [drawn(imageId, number)] });
        storage('applyDiff', { imageId, kind: 'draw', diff, baseRevision });
      };
      draw(a, 1, 0);
      draw(b, 2, 0);
      draw(a, 3, 1);
      draw(b, 4, 1);
      storage('undo', {});
      storage('removeImages', { imageIds: [b] });
      expect(storage('listHistory', { limit: 9 }).map(({ imageId }) => imageId)).toEqual([a, a]);
      expect(storage('redo', {})).toBeNull();
      storage('undo', {});
      storage('undo', {});
      expect(storage('undo', {})).toBeNull();
      expect(storage('loadDocument', { imageId: a }).annotations).toEqual([]);
      expect(storage('listLabels', {}).map(({ usageCount }) => usageCount)).toEqual([0, 0, 0]);
      storage('close', {});
    }));
});
