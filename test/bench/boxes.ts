import { randomUUID } from 'node:crypto';
import type { Workers } from '../../electron/services/workers.ts';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { Box } from '../../shared/geometry/box.ts';

/** Stores boxes on an image that has none: drawn and accepted ones of two labels. */
export async function addBoxes(workers: Workers, imageId: number, boxes: readonly Box[]): Promise<void> {
  await workers.storage.call('addLabel', { name: 'x' });
  await workers.storage.call('addLabel', { name: 'y' });
  const labels = await workers.storage.call('listLabels', {});
  const added = boxes.map((box, at): Annotation => ({
    id: randomUUID(),
    imageId,
    labelId: labels[at % labels.length]?.id ?? 1,
    box,
    state: at % 3 === 0 ? 'accepted' : 'drawn',
    score: at % 3 === 0 ? 0.9 : null,
    detectionId: null,
  }));
  const diff = { added, removed: [], updated: [] };
  await workers.storage.call('applyDiff', { imageId, kind: 'draw', diff, baseRevision: 0 });
}
