import { availableParallelism } from 'node:os';
import { AppError } from '#shared/base/errors.ts';
import { factsOf } from '#shared/detection/runFacts.ts';
import type { ModelFile } from '#shared/ipc/worker/inference.ts';
import type { ImageFile, NewDetection } from '#shared/ipc/worker/storage.ts';
import { findImageFile } from './findImageFile.ts';
import type { JobReporter } from './jobs.ts';
import type { Workers } from './workers.ts';

/** Requests in flight: while one runs, the next is decoded. More would only hold memory. */
const requestsAtOnce = 3;
/** Results that go into one transaction, at most; with few images they are written as they come. */
const batchSize = 16;
/** File records are fetched in pages, so that a batch of 50,000 does not start with a long silence. */
const filesAtOnce = 256;

/** Read anew each time: it changes while the loop waits. */
function wasCancelled({ signal }: JobReporter): boolean {
  return signal.aborted;
}

/** Told of images that have new detections, after each transaction. */
export type DetectedListener = (imageIds: readonly number[], labelsAdded: boolean) => void;

/**
 * Runs the detector on images of the open project and stores its raw detections. An image that fails is reported and
 * the rest goes on; what was stored stays when the job is cancelled.
 */
export async function detectImages(
  workers: Workers,
  projectPath: string,
  model: ModelFile,
  imageIds: readonly number[],
  reporter: JobReporter,
  onDetected: DetectedListener,
): Promise<void> {
  reporter.setTotal(imageIds.length);
  await workers.inference.call('load', { model, threads: null }, reporter.signal);
  const facts = factsOf(model.manifest, null, availableParallelism(), new Date());
  let batch: { imageId: number; path: string; detections: readonly NewDetection[]; ms: number }[] = [];
  const running = new Set<Promise<void>>();

  const flush = async (): Promise<void> => {
    const images = batch;
    batch = [];
    if (images.length === 0) return;
    const { labelsAdded } = await workers.storage.call('replaceDetections', {
      modelId: model.manifest.id,
      facts,
      images: images.map(({ imageId, detections, ms }) => ({ imageId, detections, ms })),
    });
    for (const { path } of images) reporter.step(path);
    onDetected(
      images.map(({ imageId }) => imageId),
      labelsAdded,
    );
  };

  const detectOne = async (file: ImageFile): Promise<void> => {
    try {
      const path = await findImageFile(workers, projectPath, file);
      const { detections, width, height, totalMs } = await workers.inference.call(
        'detect',
        { model, threads: null, path, kind: file.kind },
        reporter.signal,
      );
      if (width !== file.width || height !== file.height) {
        throw new AppError(
          'image.changed',
          `${path} has been changed since it was opened: it was ${file.width} x ${file.height} and is ${width} x ${height} now. Open it again to take the new one in.`,
          { file: path },
        );
      }
      batch.push({ imageId: file.imageId, path, detections, ms: totalMs });
      if (batch.length >= batchSize) await flush();
    } catch (error) {
      if (!reporter.signal.aborted) reporter.fail(file.absolutePath, error);
    }
  };

  for (let start = 0; start < imageIds.length && !reporter.signal.aborted; start += filesAtOnce) {
    const files = await workers.storage.call('getImageFiles', {
      imageIds: imageIds.slice(start, start + filesAtOnce),
    });
    for (const file of files) {
      while (running.size >= requestsAtOnce) await Promise.race(running);
      if (wasCancelled(reporter)) break;
      const task: Promise<void> = detectOne(file).finally(() => running.delete(task));
      running.add(task);
    }
  }
  await Promise.all(running);
  await flush();
}
