import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#shared/base/errors.ts';
import type { CocoImage, CocoSymbol } from '#shared/formats/label/coco/cocoDataset.ts';
import { readCoco } from '#shared/formats/label/coco/readCoco.ts';
import { writeCoco } from '#shared/formats/label/coco/writeCoco.ts';
import { ExportStems } from '#shared/formats/label/exportStems.ts';
import type { ExportedImage } from '#shared/ipc/worker/storage.ts';
import { findImageFile } from './findImageFile.ts';
import type { JobReporter } from './jobs.ts';
import type { Workers } from './workers.ts';

/** Images read from the database at a time. */
const pageSize = 200;

/** The files of an export folder. */
export const cocoFiles = { annotations: 'annotations.json', images: 'images' } as const;

async function* exportedImages(workers: Workers, which: 'reviewed' | 'all'): AsyncGenerator<ExportedImage> {
  for (let afterId = 0; ;) {
    const page = await workers.storage.call('exportPage', { which, afterId, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    afterId = last.image.id;
  }
}

function isCocoState(state: string): state is NonNullable<CocoSymbol['state']> {
  return state !== 'dismissed';
}

/**
 * Writes the images of the project with their symbols as COCO ground truth: `annotations.json`, and upright copies of
 * the images below `images`. All of it is written into a temporary folder beside the target and renamed when whole, after
 * it has been read again and counted.
 *
 * @param target - a folder that does not exist yet
 * @throws AppError `export.targetExists`, `export.nothingToWrite`, `export.mismatch`, `storage.full`, `file.*`
 */
export async function exportCoco(
  workers: Workers,
  projectPath: string,
  which: 'reviewed' | 'all',
  target: string,
  reporter: JobReporter,
): Promise<void> {
  const exists = await stat(target).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new AppError(
      'export.targetExists',
      `There is something at ${target} already. Choose a folder that does not exist yet.`,
      { file: target },
    );
  }
  const ids = await workers.storage.call('imageIds', { which, modelId: null });
  if (ids.length === 0) {
    throw new AppError(
      'export.nothingToWrite',
      which === 'reviewed'
        ? 'No image is marked as reviewed yet, so there is nothing to export. Mark images as reviewed, or export all of them.'
        : 'The project has no images, so there is nothing to export.',
    );
  }
  reporter.setTotal(ids.length);
  const labels = await workers.storage.call('listLabels', {});
  const nameOf = new Map(labels.map(({ id, name }) => [id, name]));
  await mkdir(dirname(target), { recursive: true });
  const temporary = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const imageFolder = join(temporary, cocoFiles.images);
    await mkdir(imageFolder);
    const stems = new ExportStems();
    let symbolCount = 0;

    const images = async function* (): AsyncGenerator<CocoImage<CocoSymbol>> {
      for await (const { image, file, annotations } of exportedImages(workers, which)) {
        reporter.signal.throwIfAborted();
        const path = await findImageFile(workers, projectPath, file);
        const { fileName } = await workers.imaging.call('writeUpright', {
          path,
          kind: image.kind,
          targetFolder: imageFolder,
          targetStem: stems.claim(image.path),
        });
        const items = annotations.flatMap(({ labelId, box, state, score }): CocoSymbol[] =>
          isCocoState(state) ? [{ labelName: nameOf.get(labelId) ?? '', box, state, score }] : [],
        );
        symbolCount += items.length;
        yield { fileName, width: image.width, height: image.height, items };
        reporter.step(image.path);
      }
    };

    const file = join(temporary, cocoFiles.annotations);
    const text = writeCoco({
      labelNames: labels.map(({ name }) => name),
      images: images(),
      description: `${basename(projectPath)}, exported by Surd`,
      createdAt: new Date().toISOString(),
    });
    await pipeline(Readable.from(text), createWriteStream(file));
    reporter.signal.throwIfAborted();
    const written = readCoco(await readFile(file, 'utf8'));
    if (written.annotations.length !== symbolCount || written.images.length !== ids.length) {
      throw new AppError(
        'export.mismatch',
        `The export does not hold what the project holds: ${written.annotations.length} of ${symbolCount} boxes, ${written.images.length} of ${ids.length} images. Nothing was left behind; try again.`,
      );
    }
    await rename(temporary, target);
    reporter.setResultPath(target);
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true });
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new AppError(
        'storage.full',
        `The disk that holds ${target} is full. Nothing was left behind; free some space and try again.`,
        { file: target },
        { cause: thrown },
      );
    }
    if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
      throw new AppError(
        'file.notWritable',
        `${target} cannot be written to. Choose another folder.`,
        { file: target },
        { cause: thrown },
      );
    }
    throw thrown;
  }
}
