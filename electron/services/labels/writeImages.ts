import type { LabelledBox, LabelledImage, SymbolState } from '#shared/formats/label/labelData.ts';
import { ExportStems } from '#shared/formats/label/exportStems.ts';
import type { WritableFormat } from '#shared/formats/label/registry.ts';
import type { Box } from '#shared/geometry/box.ts';
import { boxInFile, sizeInFile } from '#shared/geometry/orientation.ts';
import { findImageFile } from '../findImageFile.ts';
import type { JobReporter } from '../jobs.ts';
import type { Workers } from '../workers.ts';
import type { ExpectedImages } from './expectedImages.ts';
import type { ExportOptions } from './exportOptions.ts';
import {
  type ExportSelection,
  filteredLabels,
  type StoredImage,
  storedImages,
  takenAnnotations,
} from './exportSelection.ts';
import type { FrozenLabels } from './frozenLabels.ts';

/** Images written ahead of the labels that name them. */
const imagesAhead = 4;

/** How many images were put where they belong in which way. */
export type ImageCounts = Record<'copied' | 'rewritten' | 'linked' | 'referenced', number>;

/** What the images of an export are written by. */
export interface ImageWriting {
  readonly workers: Workers;
  readonly projectPath: string;
  readonly options: ExportOptions;
  readonly format: WritableFormat;
  readonly selection: ExportSelection;
  readonly frozen: FrozenLabels;
  readonly imageFolder: string;
  /** Told of each image as it is given to the writer. */
  readonly expected: ExpectedImages;
  readonly counts: ImageCounts;
  readonly reporter: JobReporter;
}

/** Writes the images, a few at a time, and gives each with its labels in the order of the selection. */
export async function* writtenImages(work: ImageWriting): AsyncGenerator<LabelledImage> {
  const { workers, projectPath, options, format, selection, frozen, reporter } = work;
  const nameOf = new Map(frozen.labels.map(({ id, name }) => [id, name]));
  const labelIds = filteredLabels(options.filter.labels, frozen.labels);
  const splitOf = new Map(selection.images.map(({ imageId, split }) => [imageId, split]));
  const stems = new ExportStems(format.layout.reservedFolders);

  const write = async (stored: StoredImage): Promise<LabelledImage> => {
    const { image, file, detections } = stored;
    const split = splitOf.get(image.id) ?? null;
    const folder = format.layout.splitFolder(split);
    const stem = stems.claim(image.path);
    const { fileName, how, orientation } = await workers.imaging.call(
      'writeForExport',
      {
        path: await findImageFile(workers, projectPath, file),
        kind: image.kind,
        targetFolder: work.imageFolder,
        targetStem: folder === '' ? stem : `${folder}/${stem}`,
        mode: options.images,
        frame: options.frame,
      },
      reporter.signal,
    );
    work.counts[how] += 1;
    const { latex } = image;
    const inFile = (box: Box): Box => boxInFile(box, image, orientation);
    const boxes = takenAnnotations(stored, labelIds).map(({ labelId, box, state, score }): LabelledBox => ({
      labelName: nameOf.get(labelId) ?? '',
      box: inFile(box),
      // Dismissed ones are not among them.
      state: state as SymbolState,
      score,
    }));
    const found = detections
      .filter(({ labelId }) => labelIds === null || labelIds.has(labelId))
      .map(({ labelId, box, score }) => ({ labelName: nameOf.get(labelId) ?? '', box: inFile(box), score }));
    return { fileName, ...sizeInFile(image, orientation), latex, split, boxes, detections: found };
  };

  const ahead: Promise<LabelledImage>[] = [];
  const first = async (): Promise<LabelledImage | null> => {
    const image = await ahead.shift();
    if (image === undefined) return null;
    work.expected.add(image);
    reporter.step(image.fileName);
    return image;
  };
  const ids = selection.images.map(({ imageId }) => imageId);
  const withDetections = format.capabilities.detections !== 'none';
  for await (const stored of storedImages(workers, ids, withDetections, reporter.signal)) {
    const task = write(stored);
    // It is waited for in its turn; until then a failure is nobody's.
    task.catch(() => undefined);
    ahead.push(task);
    if (ahead.length < imagesAhead) continue;
    const image = await first();
    if (image !== null) yield image;
  }
  for (let image = await first(); image !== null; image = await first()) yield image;
}
