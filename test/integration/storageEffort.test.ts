import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diffOf, drawn, newImage, storageInProcess, withFolder } from '#test/support/storageInProcess.ts';

it('adds effort up image by image, and reports it with what became of the boxes', () =>
  withFolder((folder) => {
    const storage = storageInProcess();
    const path = join(folder, 'p.surd');
    storage('open', { path, create: true, seedLabels: ['x'] });
    const [first = 0, ink = 0] = storage('addImages', {
      images: [
        newImage(folder, 'a.png'),
        newImage(folder, 'b.inkml', {
          kind: 'ink',
          symbols: [{ labelName: 'x', box: { x: 1, y: 1, width: 5, height: 5 } }],
        }),
      ],
    }).map(({ imageId }) => imageId);
    expect(storage('effortReport', {})).toMatchObject({ imageCount: 0, activeMs: 0, drawnCount: 0 });
    storage('applyDiff', {
      imageId: first,
      kind: 'draw',
      diff: diffOf({
        added: [
          drawn(first, 1),
          drawn(first, 2, { state: 'accepted', score: 0.9 }),
          drawn(first, 3, { state: 'dismissed', score: 0.4 }),
        ],
      }),
      baseRevision: 0,
    });
    storage('addEffort', { imageId: first, activeMs: 1500.4, keyCount: 3, clickCount: 1 });
    storage('addEffort', { imageId: first, activeMs: 500, keyCount: 1, clickCount: 0 });
    storage('addEffort', { imageId: ink, activeMs: 10, keyCount: 0, clickCount: 0 });
    // An image that was taken out of the project meanwhile.
    storage('addEffort', { imageId: 999, activeMs: 10, keyCount: 9, clickCount: 9 });
    storage('close', {});
    storage('open', { path, create: false, seedLabels: [] });
    expect(storage('effortReport', {})).toEqual({
      activeMs: 2010,
      keyCount: 4,
      clickCount: 1,
      imageCount: 2,
      reviewedCount: 1,
      remainingCount: 1,
      acceptedCount: 1,
      correctedCount: 0,
      dismissedCount: 1,
      drawnCount: 1,
    });
    storage('close', {});
  }));
