import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { NewImage } from '#shared/ipc/worker/storage.ts';
import type { JobReporter } from './jobs.ts';
import { walkInputs } from './walkInputs.ts';
import type { Workers } from './workers.ts';

/** Images that are looked into at the same time. */
const probesAtOnce = 4;
/** Images that go into one transaction: one by one, the disk would be flushed for each. */
const batchSize = 64;

/** Told of images that have come in, after each transaction. */
export type ImportedListener = (imageIds: readonly number[]) => void;

/**
 * Brings files and folders into the open project. Each file is taken or refused on its own; what was taken stays when
 * the job is cancelled.
 */
export async function importImages(
  workers: Workers,
  paths: readonly string[],
  reporter: JobReporter,
  onImported: ImportedListener,
): Promise<void> {
  let found = 0;
  let batch: NewImage[] = [];
  const running = new Set<Promise<void>>();

  const flush = async (): Promise<void> => {
    const images = batch;
    batch = [];
    if (images.length === 0) return;
    const added = await workers.storage.call('addImages', { images });
    images.forEach((image, index) => {
      reporter.step(image.absolutePath, added[index]?.outcome === 'present');
    });
    onImported(added.map(({ imageId }) => imageId));
  };

  const take = async (path: string): Promise<void> => {
    try {
      const [known] = await workers.storage.call('findByPaths', { absolutePaths: [path] });
      if (known !== undefined) {
        const { size, mtimeMs } = await stat(path);
        if (size === known.sizeBytes && Math.round(mtimeMs) === known.modifiedMs) {
          reporter.step(path, true);
          return;
        }
      }
      const probed = await workers.imaging.call('probe', { path }, reporter.signal);
      batch.push(probed);
      if (batch.length >= batchSize) await flush();
    } catch (error) {
      if (!reporter.signal.aborted) reporter.fail(path, error);
    }
  };

  for await (const input of walkInputs(paths.map((path) => resolve(path)), reporter.signal)) {
    found += 1;
    if (found % 500 === 0) reporter.setTotal(null);
    if ('error' in input) {
      reporter.fail(input.path, input.error);
      continue;
    }
    while (running.size >= probesAtOnce) await Promise.race(running);
    if (reporter.signal.aborted) break;
    const task: Promise<void> = take(input.path).finally(() => running.delete(task));
    running.add(task);
  }
  reporter.setTotal(found);
  await Promise.all(running);
  await flush();
}
