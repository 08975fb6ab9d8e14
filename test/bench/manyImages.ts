import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withBuiltWorkers } from './project.ts';

const batch = 1000;

/**
 * Adds rows as an import makes them, until the project has so many images. Only images that are looked at have to have a
 * file: those that are in the project already, which come first by name.
 *
 * @param like - a file whose size and time the rows say
 */
export async function fillProject(
  project: string,
  folder: string,
  like: string,
  count: number,
): Promise<void> {
  const { size, mtimeMs } = await stat(like);
  await withBuiltWorkers(async (workers) => {
    await workers.storage.call('open', { path: project, create: false, seedLabels: [] });
    const known = await workers.storage.call('imageIds', { which: 'all', modelId: null });
    for (let start = known.length; start < count; start += batch) {
      const rows = Array.from({ length: Math.min(batch, count - start) }, (_, i) => ({
        absolutePath: join(folder, `later_${start + i}.png`),
        sha256: createHash('sha256')
          .update(`${start + i}`)
          .digest('hex'),
        width: 640,
        height: 224,
        sizeBytes: size,
        modifiedMs: mtimeMs,
        kind: 'raster' as const,
        latex: null,
        symbols: [],
      }));
      await workers.storage.call('addImages', { images: rows });
    }
  });
}
