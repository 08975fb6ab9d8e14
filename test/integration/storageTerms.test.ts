import { expect, it } from 'vitest';
import { join } from 'node:path';
import { diffOf, drawn, newImage, storageInProcess, withFolder } from '#test/support/storageInProcess.ts';
import { readImageQuery } from '#shared/dataset/imageTerms.ts';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';

it('finds images by the terms of a typed query', () =>
  withFolder((folder) => {
    const storage = storageInProcess();
    storage('open', { path: join(folder, 'p.surd'), create: true, seedLabels: ['x', '\\int'] });
    const [a = 0, b = 0, c = 0] = storage('addImages', {
      images: ['a.png', 'b.png', 'c.png'].map((name) => newImage(folder, name)),
    }).map(({ imageId }) => imageId);
    const box = { x: 1, y: 1, width: 5, height: 5 };
    storage('applyDiff', {
      imageId: a,
      kind: 'draw',
      diff: diffOf({
        added: [drawn(a, 1), drawn(a, 2, { labelId: 2 }), drawn(a, 3, { state: 'dismissed' })],
      }),
      baseRevision: 0,
    });
    storage('replaceDetections', {
      modelId: 'm',
      images: [
        { imageId: b, detections: [{ labelName: '\\int', box, score: 0.55 }] },
        { imageId: c, detections: [{ labelName: '\\int', box, score: 0.3 }] },
      ],
    });
    storage('setImageFlagged', { imageIds: [c], flagged: true });

    const found = (typed: string): number[] => {
      const { text, terms } = readImageQuery(typed);
      const query = { text, terms, sort: 'added', descending: false } as ImageQuery;
      const { items, total } = storage('listImages', { query, offset: 0, limit: 10 });
      expect(total).toBe(items.length);
      for (const [index, { id }] of items.entries())
        expect(storage('indexOfImage', { query, imageId: id })).toBe(index);
      return items.map(({ id }) => id);
    };
    expect(found('')).toEqual([a, b, c]);
    expect(found('label:\\int')).toEqual([a, b]);
    expect(found('label:\\int label:x')).toEqual([a]);
    expect(found('state:in-progress')).toEqual([a]);
    expect(found('state:pre-labelled,new')).toEqual([b, c]);
    expect(found('boxes:2')).toEqual([a]);
    expect(found('boxes:<1')).toEqual([b, c]);
    expect(found('doubt:>0.8')).toEqual([b]);
    expect(found('flag:yes')).toEqual([c]);
    expect(found('flag:no b.png')).toEqual([b]);
    storage('close', {});
  }));
