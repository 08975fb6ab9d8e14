import { copyFile, mkdir, mkdtemp, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { splitNames } from '#shared/dataset/splits.ts';
import { ExportStems } from '#shared/formats/label/exportStems.ts';
import type { LabelledImage, ReadProblem } from '#shared/formats/label/labelData.ts';
import { isPlainText } from '#shared/formats/label/labelFormat.ts';
import { because, say } from '#shared/formats/label/reasons/reason.ts';
import { readableFormat, writableFormat } from '#shared/formats/label/registry.ts';
import { clampBox } from '#shared/geometry/box.ts';
import { sizeInFile } from '#shared/geometry/orientation.ts';
import { Turns } from '../turns.ts';
import type { Workers } from '../workers.ts';
import { openSource } from './diskSource.ts';
import type { Frame } from './exportOptions.ts';
import { writePieces } from './fileSink.ts';
import { frameOfReceipt } from './receipt.ts';

/** What becomes of the images of a conversion: nothing, or they go where the new labels expect them. */
export type ConvertedImages = 'none' | 'copy' | 'link';

/** What a conversion did. */
export interface ConversionReport {
  readonly images: number;
  readonly boxes: number;
  readonly problems: readonly ReadProblem[];
}

interface Converted extends LabelledImage {
  /** Where the image itself is; null when it is nowhere. */
  readonly path: string | null;
}

async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const isFile = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) return path;
  }
  return null;
}

/**
 * Turns label files of one format into another, without a project. What is sound is written; what is not is told.
 *
 * @param target - a folder that does not exist yet
 * @throws AppError `format.unknown`, `export.targetExists`, `export.cannotHold`, `export.nothingToWrite`, `file.*`
 */
export async function convertLabels(
  workers: Workers,
  from: string,
  to: string,
  paths: readonly string[],
  target: string,
  images: ConvertedImages,
  signal: AbortSignal,
): Promise<ConversionReport> {
  const reader = readableFormat(from);
  const writer = writableFormat(to);
  if ((await firstFile([target])) !== null || (await stat(target).catch(() => null)) !== null)
    throw new AppError('export.targetExists', `There is something at ${target} already.`, { file: target });
  // Images go as they are, so boxes stay in the frame they are in.
  const held: { frame: Frame | null } = { frame: null };
  const sizeOf = async (path: string): Promise<{ width: number; height: number } | null> => {
    try {
      const { width, height, orientation } = await workers.imaging.call('probe', { path }, signal);
      return held.frame === 'file' ? sizeInFile({ width, height }, orientation) : { width, height };
    } catch {
      signal.throwIfAborted();
      return null;
    }
  };
  const source = await openSource(paths, sizeOf, signal);
  held.frame = await frameOfReceipt(source.root);
  const problems: ReadProblem[] = [];
  const labelNames: string[] = [];
  const known = new Set<string>();
  const note = (name: string): void => {
    if (!known.has(name)) labelNames.push(name);
    known.add(name);
  };
  const converted: Converted[] = [];
  const stems = new ExportStems(writer.layout.reservedFolders);
  const turns = new Turns();
  for await (const item of reader.read(source)) {
    signal.throwIfAborted();
    await turns.pass();
    if (item.kind === 'problem') problems.push(item.problem);
    else if (item.kind === 'labels') item.names.forEach(note);
    else {
      const { image } = item;
      const own = dirname(image.labelFile);
      const path = await firstFile(
        [
          join(source.root, 'images', image.fileName),
          join(source.root, 'JPEGImages', image.fileName),
          join(source.root, image.fileName),
          join(source.root, own, image.fileName),
        ].map((name) => (/^(\/|[A-Za-z]:)/.test(image.fileName) ? image.fileName : name)),
      );
      const size = image.size ?? (path === null ? null : await sizeOf(path));
      const place = { file: image.labelFile, line: null, field: image.fileName };
      if (size === null) {
        problems.push({ ...place, ...because(say('match.noSize')) });
        continue;
      }
      const isInside = ({
        box,
        labelName,
      }: {
        box: LabelledImage['boxes'][number]['box'];
        labelName: string;
      }): boolean => {
        if (clampBox(box, size) !== null) return true;
        problems.push({ ...place, ...because(say('match.outside', { label: labelName })) });
        return false;
      };
      const boxes = image.boxes.filter(isInside);
      const detections = image.detections.filter(isInside);
      for (const { labelName } of [...boxes, ...detections]) note(labelName);
      const ownSplit = splitNames.find((name) => image.fileName.startsWith(`${name}/`));
      const stem = stems.claim(
        ownSplit === undefined ? image.fileName : image.fileName.slice(ownSplit.length + 1),
      );
      const folder = writer.layout.splitFolder(image.split);
      const extension = extname(image.fileName) === '.inkml' ? '.png' : extname(image.fileName) || '.png';
      const fileName = `${folder === '' ? '' : `${folder}/`}${stem}${extension}`;
      converted.push({ ...image, ...size, fileName, boxes, detections, path });
    }
  }
  const refused = writer.capabilities.controlCharacters
    ? []
    : labelNames.filter((name) => !isPlainText(name));
  if (refused.length > 0) {
    const names = refused.slice(0, 5).map((name) => JSON.stringify(name));
    throw new AppError(
      'export.cannotHold',
      `${writer.displayName} cannot hold these labels: ${names.join(', ')}.`,
    );
  }
  if (converted.length === 0) {
    const first = problems[0];
    const why = first === undefined ? '' : ` (${first.file}: ${first.cause})`;
    throw new AppError('export.nothingToWrite', `No labels of ${reader.displayName} were found${why}.`);
  }
  const order = [null, ...splitNames];
  const inOrder = converted.toSorted((a, b) => order.indexOf(a.split) - order.indexOf(b.split));
  await mkdir(dirname(resolve(target)), { recursive: true });
  const temporary = await mkdtemp(join(dirname(resolve(target)), `.${basename(target)}-`));
  try {
    const description = `${basename(source.root)}, converted by Surd`;
    const createdAt = new Date().toISOString();
    await writePieces(
      temporary,
      writer.write({ labelNames, images: inOrder, description, createdAt }),
      signal,
    );
    if (images !== 'none')
      await placeImages(inOrder, join(temporary, writer.layout.imageFolder), images, problems);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  const boxes = inOrder.reduce((sum, image) => sum + image.boxes.length + image.detections.length, 0);
  return { images: inOrder.length, boxes, problems };
}

async function placeImages(
  images: readonly Converted[],
  folder: string,
  mode: 'copy' | 'link',
  problems: ReadProblem[],
): Promise<void> {
  for (const { path, fileName } of images) {
    if (path === null || /\.inkml$/i.test(path)) {
      const cause = because(say('match.imageMissing'));
      problems.push({ file: fileName, line: null, field: null, ...cause });
      continue;
    }
    const place = join(folder, fileName);
    await mkdir(dirname(place), { recursive: true });
    if (mode === 'link') await symlink(resolve(path), place);
    else await copyFile(path, place);
  }
}
