import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';
import { newImage, storageInProcess, withFolder, drawn, diffOf } from '#test/support/storageInProcess.ts';

const imageCount = 50_000;
/** Of each million, a part drawn and the rest detected: drawn ones take ten times as long to write. */
const drawnPerImage = 3;
const detectedPerImage = 17;

/** The time of one call, printed and not judged: this machine may be busy. */
function timed<T>(what: string, work: () => T): T {
  const start = performance.now();
  const value = work();
  console.log(`${what}: ${(performance.now() - start).toFixed(1)} ms`);
  return value;
}

describe('a project of 50,000 images and 1,000,000 boxes', () => {
  it(
    'lists, finds, opens, edits and counts right',
    () =>
      withFolder((folder) => {
        const storage = storageInProcess();
        const path = join(folder, 'large.surd');
        storage('open', { path, create: true, seedLabels: ['x'] });
        const names = Array.from(
          { length: imageCount },
          (_, index) => `formula ${(index * 7919) % imageCount}.png`,
        );
        const box = (index: number, number: number) => ({
          x: number * 20,
          y: index % 50,
          width: 15,
          height: 20,
        });
        timed('add the images with their symbols', () => {
          for (let first = 0; first < imageCount; first += 1000) {
            const images = names.slice(first, first + 1000).map((name, index) =>
              newImage(folder, name, {
                symbols: Array.from({ length: drawnPerImage }, (_, number) => ({
                  labelName: `label ${number}`,
                  box: box(index, number),
                })),
              }),
            );
            storage('addImages', { images });
          }
        });
        const ids = storage('imageIds', { which: 'all', modelId: null });
        timed('store the detections', () => {
          for (let first = 0; first < imageCount; first += 1000) {
            const images = ids.slice(first, first + 1000).map((imageId) => ({
              imageId,
              detections: Array.from({ length: detectedPerImage }, (_, number) => ({
                labelName: `label ${number}`,
                box: box(imageId, number),
                score: ((imageId * 31 + number * 17) % 100) / 100,
              })),
            }));
            storage('replaceDetections', { modelId: 'm', images });
          }
        });
        timed('close', () => {
          storage('close', {});
        });
        console.log(`the file: ${(statSync(path).size / 1e6).toFixed(0)} MB`);
        const info = timed('open', () => storage('open', { path, create: false, seedLabels: [] }));
        expect(info).toMatchObject({ imageCount, reviewedCount: imageCount });

        for (const sort of ['added', 'name', 'doubt', 'state'] as const) {
          const query: ImageQuery = { sort, descending: sort === 'doubt' };
          const first = timed(`first page by ${sort}`, () =>
            storage('listImages', { query, offset: 0, limit: 100 }),
          );
          expect(first.total).toBe(imageCount);
          const last = timed(`last page by ${sort}`, () =>
            storage('listImages', { query, offset: imageCount - 100, limit: 100 }),
          );
          for (const [page, offset] of [
            [first, 0],
            [last, imageCount - 100],
          ] as const) {
            const imageId = page.items[57]?.id ?? 0;
            const index = timed(`place of an image by ${sort}`, () =>
              storage('indexOfImage', { query, imageId }),
            );
            expect(index).toBe(offset + 57);
          }
        }
        const byName = storage('listImages', {
          query: { sort: 'name', descending: false },
          offset: 0,
          limit: 12,
        });
        expect(byName.items.map(({ path: name }) => name)).toEqual(
          Array.from({ length: 12 }, (_, index) => `formula ${index}.png`),
        );
        const found = timed('find by a part of the path', () =>
          storage('listImages', {
            query: { sort: 'name', descending: false, text: 'A 4999' },
            offset: 0,
            limit: 100,
          }),
        );
        expect(found.total).toBe(11);

        const imageId = ids[imageCount >> 1] ?? 0;
        const document = timed('load a document', () => storage('loadDocument', { imageId }));
        expect(document.annotations).toHaveLength(drawnPerImage);
        expect(document.detections).toHaveLength(detectedPerImage);
        timed('make a step', () =>
          storage('applyDiff', {
            imageId,
            kind: 'draw',
            diff: diffOf({ added: [drawn(imageId, 1, { labelId: 2 })] }),
            baseRevision: 0,
          }),
        );
        timed('take it back', () => storage('undo', {}));
        const labels = timed('list the labels', () => storage('listLabels', {}));
        expect(labels.map(({ usageCount }) => usageCount)).toEqual([
          0,
          ...Array.from({ length: drawnPerImage }, () => imageCount),
          ...Array.from({ length: detectedPerImage - drawnPerImage }, () => 0),
        ]);
        const page = timed('a page of 200 for an export', () =>
          storage('exportPage', { which: 'reviewed', afterId: imageId, limit: 200 }),
        );
        expect(page.every(({ annotations }) => annotations.length === drawnPerImage)).toBe(true);
        timed('remove 100 images', () => {
          storage('removeImages', { imageIds: ids.slice(0, 100) });
        });
        expect(storage('info', {}).imageCount).toBe(imageCount - 100);
        storage('close', {});
      }),
    600_000,
  );
});
