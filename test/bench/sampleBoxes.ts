import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { CocoTruth } from '../../samples/coco.ts';
import { withBuiltWorkers } from './project.ts';

const truthFile = resolve(import.meta.dirname, '../../samples/truth.json');

/** Gives images of `makeImages` the boxes of the samples they were made from, as a person has drawn them. */
export async function drawSampleBoxes(project: string): Promise<void> {
  const { images, annotations, categories } = JSON.parse(await readFile(truthFile, 'utf8')) as CocoTruth;
  await withBuiltWorkers(async ({ storage }) => {
    await storage.call('open', { path: project, create: false, seedLabels: [] });
    for (const { name } of categories) await storage.call('addLabel', { name });
    const labels = await storage.call('listLabels', {});
    const labelIds = new Map(labels.map(({ id, name }) => [name, id]));
    const names = new Map(categories.map(({ id, name }) => [id, name]));
    const ids = await storage.call('imageIds', { which: 'all', modelId: null });
    for (const [at, imageId] of ids.entries()) {
      const { image } = await storage.call('loadDocument', { imageId });
      const sample = images[at % images.length];
      if (sample === undefined) continue;
      const scale = image.width / sample.width;
      const added = annotations
        .filter(({ image_id }) => image_id === sample.id)
        .map(({ bbox: [x, y, width, height], category_id }): Annotation => ({
          id: randomUUID(),
          imageId,
          labelId: labelIds.get(names.get(category_id) ?? '') ?? 1,
          box: { x: x * scale, y: y * scale, width: width * scale, height: height * scale },
          state: 'drawn',
          score: null,
          detectionId: null,
        }));
      const diff = { added, removed: [], updated: [] };
      await storage.call('applyDiff', { imageId, kind: 'draw', diff, baseRevision: 0 });
    }
  });
}
