import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { labelLockFile, type LockDifference, lockText } from '#shared/dataset/labelLock.ts';
import type { LabelSource, ReadImage } from '#shared/formats/label/labelData.ts';
import { type DataFacts, type Loss, lossesOf } from '#shared/formats/label/labelFormat.ts';
import { readableFormat, type WritableFormat, writableFormat } from '#shared/formats/label/registry.ts';
import type { JobReporter } from '../jobs.ts';
import { Turns } from '../turns.ts';
import type { Workers } from '../workers.ts';
import { openSource, receiptFile } from './diskSource.ts';
import { type Comparison, ExpectedImages } from './expectedImages.ts';
import type { ExportOptions } from './exportOptions.ts';
import { type ExportSelection, selectForExport } from './exportSelection.ts';
import { hashOf, writePieces } from './fileSink.ts';
import { frozenLabels, type FrozenLabels, refuseMovedLabels } from './frozenLabels.ts';
import { type ExportReceipt, receiptText } from './receipt.ts';
import { type ImageCounts, writtenImages } from './writeImages.ts';

async function refuseExisting(target: string): Promise<void> {
  const exists = await stat(target).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  throw new AppError(
    'export.targetExists',
    `There is something at ${target} already. Choose a folder that does not exist yet.`,
    { file: target },
  );
}

/** What an export would write and could not hold, without writing it. */
export interface ExportPreview {
  readonly facts: DataFacts;
  readonly losses: readonly Loss[];
  readonly splits: ExportSelection['splits'];
  readonly differences: readonly LockDifference[];
}

interface Prepared {
  readonly format: WritableFormat;
  readonly frozen: FrozenLabels;
  readonly selection: ExportSelection;
  readonly losses: readonly Loss[];
}

async function prepare(workers: Workers, options: ExportOptions, signal: AbortSignal): Promise<Prepared> {
  const format = writableFormat(options.format);
  const frozen = await frozenLabels(workers, options);
  const selection = await selectForExport(workers, options, frozen.labels, frozen.labels, signal);
  return { format, frozen, selection, losses: lossesOf(format, selection.facts) };
}

/** Looks at what an export would be. @throws AppError as {@link exportLabels} */
export async function previewExport(
  workers: Workers,
  options: ExportOptions,
  signal: AbortSignal,
): Promise<ExportPreview> {
  const { frozen, selection, losses } = await prepare(workers, options, signal);
  return {
    facts: selection.facts,
    losses,
    splits: selection.splits,
    differences: frozen.differences,
  };
}

function refuseUnholdable({ format, losses }: Prepared, options: ExportOptions): void {
  const refused = losses.find((loss) => loss.refused);
  if (refused !== undefined) {
    const names = refused.names.map((name) => JSON.stringify(name)).join(', ');
    throw new AppError(
      'export.cannotHold',
      `${format.displayName} cannot hold these labels, which have control characters: ${names}. Rename them, or choose COCO, YOLO or JSON Lines.`,
      { format: format.id, count: refused.count },
    );
  }
  if (format.capabilities.imageModes.includes(options.images)) return;
  throw new AppError(
    'export.cannotHold',
    `${format.displayName} needs its images beside its labels: they can be ${format.capabilities.imageModes.join(' or ')}, not ${options.images}.`,
    { format: format.id },
  );
}

/** Reads an export again, and compares it with what went into it. @throws AppError `export.mismatch` */
async function readAgain(
  format: WritableFormat,
  folder: string,
  expected: ExpectedImages,
  reporter: JobReporter,
): Promise<Comparison> {
  const disk = await openSource([folder], () => Promise.resolve(null), reporter.signal);
  const { imageFolder } = format.layout;
  const prefix = imageFolder === '' ? '' : `${imageFolder}/`;
  const source: LabelSource = {
    files: disk.files,
    pieces: (path) => disk.pieces(path),
    // The sizes are known: decoding each image again would take longer than all the rest.
    imageSize: (path) => Promise.resolve(expected.sizeOf(path.slice(prefix.length))),
  };
  const problems: string[] = [];
  const turns = new Turns();
  const images = async function* (): AsyncGenerator<ReadImage> {
    for await (const item of readableFormat(format.id).read(source)) {
      reporter.signal.throwIfAborted();
      await turns.pass();
      if (item.kind === 'image') yield item.image;
      else if (item.kind === 'problem' && problems.length < 5) {
        const { file, line, field, cause } = item.problem;
        problems.push([file, line === null ? null : `line ${line}`, field, cause].filter(Boolean).join(', '));
      }
    }
  };
  const comparison = await expected.compare(images(), () => undefined);
  const wrong = [...problems, ...comparison.mismatches];
  const isWhole =
    comparison.dropped === 0 &&
    comparison.images === expected.imageCount &&
    comparison.boxes === expected.boxCount;
  if (wrong.length === 0 && isWhole) return comparison;
  throw new AppError(
    'export.mismatch',
    `The export does not hold what the project holds: ${comparison.boxes} of ${expected.boxCount} boxes, ${comparison.images} of ${expected.imageCount} images. ${wrong.slice(0, 5).join('; ')}. Nothing was left behind.`,
    { boxes: comparison.boxes, expected: expected.boxCount },
  );
}

function explain(thrown: unknown, target: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'storage.full',
      `The disk that holds ${target} is full. Nothing was left behind; free some space and try again.`,
      { file: target },
      { cause: thrown },
    );
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new AppError(
      'file.notWritable',
      `${target} cannot be written to. Choose another folder.`,
      { file: target },
      { cause: thrown },
    );
  }
  return thrown;
}

/**
 * Writes images of the project with their symbols in a format. Everything is written into a temporary folder beside the
 * target, read again and compared box by box, and renamed when whole. The order of labels is frozen by it.
 *
 * @param target - a folder that does not exist yet
 * @returns the receipt, which stands in the folder as well
 * @throws AppError `export.targetExists`, `export.nothingToWrite`, `export.cannotHold`, `export.labelLock`,
 *   `export.mismatch`, `storage.full`, `file.*`, `image.*`
 */
export async function exportLabels(
  workers: Workers,
  projectPath: string,
  options: ExportOptions,
  target: string,
  reporter: JobReporter,
): Promise<ExportReceipt> {
  await refuseExisting(target);
  const prepared = await prepare(workers, options, reporter.signal);
  const { format, frozen, selection, losses } = prepared;
  refuseMovedLabels(frozen);
  refuseUnholdable(prepared, options);
  reporter.setTotal(selection.images.length);
  const labelNames = frozen.labels.map(({ name }) => name);
  let temporary: string | null = null;
  try {
    await mkdir(dirname(target), { recursive: true });
    temporary = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    const folder = temporary;
    const imageFolder = join(folder, format.layout.imageFolder);
    await mkdir(imageFolder, { recursive: true });
    const expected = new ExpectedImages(format, labelNames);
    const counts: ImageCounts = { copied: 0, rewritten: 0, linked: 0, referenced: 0 };
    const createdAt = new Date().toISOString();
    const images = writtenImages({
      workers,
      projectPath,
      options,
      format,
      selection,
      frozen,
      imageFolder,
      expected,
      counts,
      reporter,
    });
    const description = `${basename(projectPath)}, exported by Surd`;
    const pieces = format.write({ labelNames, images, description, createdAt });
    const files = await writePieces(folder, pieces, reporter.signal);
    const comparison = await readAgain(format, folder, expected, reporter);
    await writeFile(join(folder, labelLockFile), lockText(labelNames));
    const hashed = [];
    for (const path of [...files, labelLockFile])
      hashed.push({ path, ...(await hashOf(join(folder, path))) });
    const receipt: ExportReceipt = {
      format: format.id,
      createdAt,
      project: basename(projectPath),
      images: comparison.images,
      boxes: comparison.boxes,
      dropped: comparison.dropped,
      largestErrorPx: comparison.largestErrorPx,
      labels: labelNames.map((name, index) => ({
        id: index + 1,
        name,
        boxes: comparison.boxesByLabel.get(name) ?? 0,
      })),
      splits: selection.splits,
      imageFiles: counts,
      losses,
      filter: options.filter,
      split: options.split,
      frame: options.frame,
      files: hashed,
    };
    await writeFile(join(folder, receiptFile), receiptText(receipt));
    reporter.signal.throwIfAborted();
    await rename(folder, target);
    temporary = null;
    await workers.storage.call('keepLabelLock', { lock: { version: 1, labels: labelNames } });
    reporter.setResultPath(target);
    return receipt;
  } catch (thrown) {
    throw explain(thrown, target);
  } finally {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  }
}
