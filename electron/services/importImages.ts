import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { NewImage } from '#shared/ipc/worker/storage.ts';
import type { JobReporter } from './jobs.ts';
import { KnownLatex } from './knownLatex.ts';
import { walkInputs } from './walkInputs.ts';
import type { Workers } from './workers.ts';

/** Images that are looked into at the same time. */
const probesAtOnce = 4;
/** Images that go into one transaction: one by one, the disk would be flushed for each. */
const batchSize = 64;
/** A batch is not held back longer than this, so that slow images show as they come. */
const batchAgeMs = 500;

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
  let lastFlushAt = performance.now();
  // In the order of their names: the first to be found is the first in the project.
  const probing: Promise<NewImage | null>[] = [];

  const formulas = new KnownLatex();

  const flush = async (): Promise<void> => {
    const images = batch;
    batch = [];
    lastFlushAt = performance.now();
    if (images.length === 0) return;
    const added = await workers.storage.call('addImages', { images });
    images.forEach((image, index) => {
      reporter.step(image.absolutePath, added[index]?.outcome === 'present');
    });
    onImported(added.map(({ imageId }) => imageId));
  };

  const takeFirst = async (): Promise<void> => {
    const image = await probing.shift();
    if (image !== undefined && image !== null) batch.push(image);
    if (batch.length >= batchSize || performance.now() - lastFlushAt > batchAgeMs) await flush();
  };

  for await (const input of walkInputs(
    paths.map((path) => resolve(path)),
    reporter.signal,
  )) {
    if ('named' in input && !input.named && (await formulas.isSource(input.path))) continue;
    found += 1;
    if ('error' in input) {
      reporter.fail(input.path, input.error);
      continue;
    }
    probing.push(probe(workers, input.path, reporter, formulas));
    if (probing.length >= probesAtOnce) await takeFirst();
    if (reporter.signal.aborted) break;
  }
  reporter.setTotal(found);
  while (probing.length > 0) await takeFirst();
  await flush();
}

/** Looks into one file; null when it changes nothing or was refused, which has been told then. */
async function probe(
  workers: Workers,
  path: string,
  reporter: JobReporter,
  formulas: KnownLatex,
): Promise<NewImage | null> {
  try {
    const [known] = await workers.storage.call('findByPaths', { absolutePaths: [path] });
    if (known !== undefined) {
      const { size, mtimeMs } = await stat(path);
      if (size === known.sizeBytes && Math.round(mtimeMs) === known.modifiedMs) {
        reporter.step(path, true);
        return null;
      }
    }
    const probed = await workers.imaging.call('probe', { path }, reporter.signal);
    return { ...probed, latex: probed.latex ?? (await formulas.of(path)) };
  } catch (error) {
    if (!reporter.signal.aborted) reporter.fail(path, error);
    return null;
  }
}
