import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#shared/base/errors.ts';
import type { CocoDetection, CocoImage } from '#shared/formats/label/coco/cocoDataset.ts';
import { writeCocoDetections } from '#shared/formats/label/coco/writeCoco.ts';
import { walkInputs } from '#electron/services/walkInputs.ts';
import { findModel, withWorkers } from './environment.ts';
import { exitCodeOf, runJob } from './progress.ts';

/** The options of `surd detect` as they were given. */
export interface DetectOptions {
  readonly out: string;
  readonly model?: string;
  readonly score: number;
  readonly threads: number | null;
}

/** Requests in flight: while one runs, the next is decoded. */
const requestsAtOnce = 3;

/**
 * Detects the symbols of images, folders and InkML files and writes one COCO object with scores. What cannot be read is
 * told and left out; the rest is written all the same.
 */
export async function detect(inputs: readonly string[], options: DetectOptions): Promise<number> {
  const { manifest, modelPath } = await findModel(options.model);
  const images: CocoImage<CocoDetection>[] = [];
  const finished = await withWorkers((workers) =>
    runJob('detect', async (reporter) => {
      const model = { manifest, modelPath };
      await workers.inference.call('load', { model, threads: options.threads }, reporter.signal);
      const running = new Set<Promise<void>>();
      let order = 0;
      const results = new Map<number, CocoImage<CocoDetection>>();
      const detectOne = async (path: string, place: number): Promise<void> => {
        try {
          const kind = /\.inkml$/i.test(path) ? 'ink' : 'raster';
          const found = await workers.inference.call(
            'detect',
            { model, threads: options.threads, path, kind },
            reporter.signal,
          );
          const items = found.detections.filter(({ score }) => score >= options.score);
          results.set(place, { fileName: path, width: found.width, height: found.height, items });
          reporter.step(path);
        } catch (error) {
          if (!reporter.signal.aborted) reporter.fail(path, error);
        }
      };
      const given = new Set<string>();
      for await (const input of walkInputs(inputs, reporter.signal)) {
        if ('error' in input) {
          reporter.fail(input.path, input.error);
          continue;
        }
        if (given.has(input.path)) continue;
        given.add(input.path);
        while (running.size >= requestsAtOnce) await Promise.race(running);
        const task: Promise<void> = detectOne(input.path, order).finally(() => running.delete(task));
        running.add(task);
        order += 1;
      }
      reporter.setTotal(order);
      await Promise.all(running);
      for (const place of [...results.keys()].sort((a, b) => a - b)) {
        const image = results.get(place);
        if (image !== undefined) images.push(image);
      }
    }),
  );
  await writeDetections(options.out, manifest.labels, images, manifest.id);
  return exitCodeOf(finished);
}

async function writeDetections(
  out: string,
  labelNames: readonly string[],
  images: readonly CocoImage<CocoDetection>[],
  modelId: string,
): Promise<void> {
  const temporary = `${out}.part`;
  try {
    const text = writeCocoDetections({
      labelNames,
      images,
      description: `Detections of ${modelId}, by Surd`,
      createdAt: new Date().toISOString(),
    });
    await pipeline(Readable.from(text), createWriteStream(temporary));
    await rename(temporary, out);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new AppError(
      'file.notWritable',
      `${out} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      { file: out },
      { cause },
    );
  }
}
