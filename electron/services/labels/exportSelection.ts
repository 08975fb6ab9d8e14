import { dirname } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { Label } from '#shared/dataset/label.ts';
import { planSplits, type SplitItem, type SplitName, splitNames } from '#shared/dataset/splits.ts';
import type { DataFacts } from '#shared/formats/label/labelFormat.ts';
import type { ExportedImage, SelectedImage, StorageMethods } from '#shared/ipc/worker/storage.ts';
import type { Workers } from '../workers.ts';
import type { ExportOptions, Grouping } from './exportOptions.ts';

/** Images read from the database at a time. */
const pageSize = 200;

/** An image to export, with its place in the division. */
export interface ChosenImage {
  readonly imageId: number;
  readonly split: SplitName | null;
}

/** What will be exported, found out before anything is written. */
export interface ExportSelection {
  /** Those of a split together, in the order of the splits. */
  readonly images: readonly ChosenImage[];
  readonly facts: DataFacts;
  /** Images of each split; empty when the data set is not divided. */
  readonly splits: Readonly<Partial<Record<SplitName, number>>>;
}

/** An image as the database has it, with what is on it. */
export type StoredImage = ReturnType<StorageMethods['exportImages']>[number];

/** Images with what is on them, a page at a time. */
export async function* storedImages(
  workers: Workers,
  imageIds: readonly number[],
  withDetections: boolean,
  signal: AbortSignal,
): AsyncGenerator<StoredImage> {
  for (let at = 0; at < imageIds.length; at += pageSize) {
    signal.throwIfAborted();
    const page = imageIds.slice(at, at + pageSize);
    yield* await workers.storage.call('exportImages', { imageIds: page, withDetections }, signal);
  }
}

/** The annotations of an image that an export takes. */
export function takenAnnotations(
  { annotations }: Pick<ExportedImage, 'annotations'>,
  labelIds: ReadonlySet<number> | null,
): ExportedImage['annotations'] {
  return labelIds === null ? annotations : annotations.filter(({ labelId }) => labelIds.has(labelId));
}

/** The ids of the labels that a filter names; null for no filter. @throws AppError `storage.unknownRecord` */
export function filteredLabels(
  names: readonly string[] | null,
  labels: readonly Label[],
): ReadonlySet<number> | null {
  if (names === null) return null;
  const ids = names.map((name) => {
    const found = labels.find((label) => label.name === name);
    if (found === undefined)
      throw new AppError('storage.unknownRecord', `The project has no label “${name}”.`, { label: name });
    return found.id;
  });
  return new Set(ids);
}

const noLabels: ReadonlyMap<number, number> = new Map();

function countLabels(annotations: ExportedImage['annotations']): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { labelId } of annotations) counts.set(labelId, (counts.get(labelId) ?? 0) + 1);
  return counts;
}

function groupOf({ imageId, path, writer }: SelectedImage, groupBy: Grouping): string {
  if (groupBy === 'writer' && writer !== null) return `writer ${writer}`;
  return groupBy === 'folder' ? `folder ${dirname(path)}` : `image ${imageId}`;
}

/** Counts what data has that some formats cannot hold. */
class FactCounter {
  images = 0;
  boxes = 0;
  detections = 0;
  boxesWithScore = 0;
  boxesWithState = 0;
  boxesWithFractions = 0;
  boxesCut = 0;
  imagesWithLatex = 0;
  readonly #used = new Set<number>();

  add({ image, detections }: StoredImage, taken: ExportedImage['annotations']): void {
    this.images += 1;
    this.detections += detections.length;
    if (image.latex !== null) this.imagesWithLatex += 1;
    for (const { box, score, state, labelId } of taken) {
      this.boxes += 1;
      this.#used.add(labelId);
      if (score !== null) this.boxesWithScore += 1;
      if (state !== 'drawn') this.boxesWithState += 1;
      if (![box.x, box.y, box.width, box.height].every(Number.isInteger)) this.boxesWithFractions += 1;
      const { x, y, width, height } = box;
      if (x < 0 || y < 0 || x + width > image.width || y + height > image.height) this.boxesCut += 1;
    }
  }

  facts(labels: readonly Label[]): DataFacts {
    const { images, boxes, detections, boxesWithScore, boxesWithState } = this;
    const { boxesWithFractions, boxesCut, imagesWithLatex } = this;
    return {
      images,
      boxes,
      detections,
      boxesWithScore,
      boxesWithState,
      boxesWithFractions,
      boxesCut,
      imagesWithLatex,
      unusedLabels: labels.filter(({ id }) => !this.#used.has(id)).map(({ name }) => name),
      labelNames: labels.map(({ name }) => name),
    };
  }
}

/**
 * Chooses images by the filter, divides them, and counts what is in them.
 *
 * @param exportedLabels - the labels that will be written
 * @throws AppError `export.nothingToWrite`, `storage.unknownRecord`
 */
export async function selectForExport(
  workers: Workers,
  options: ExportOptions,
  allLabels: readonly Label[],
  exportedLabels: readonly Label[],
  signal: AbortSignal,
): Promise<ExportSelection> {
  const { filter, split } = options;
  const { states, flagged } = filter;
  const selected = await workers.storage.call('selectImages', { states, flagged });
  const labelIds = filteredLabels(filter.labels, allLabels);
  const byId = new Map(selected.map((image) => [image.imageId, image]));
  const items: SplitItem[] = [];
  const ids = selected.map(({ imageId }) => imageId);
  const whole = new FactCounter();
  for await (const image of storedImages(workers, ids, true, signal)) {
    const taken = takenAnnotations(image, labelIds);
    if (labelIds !== null && taken.length === 0) continue;
    const own = byId.get(image.image.id);
    if (own === undefined) continue;
    // Only a division needs to know what is on each image.
    items.push(
      split === null
        ? { imageId: own.imageId, group: '', labelCounts: noLabels }
        : { imageId: own.imageId, group: groupOf(own, split.groupBy), labelCounts: countLabels(taken) },
    );
    if (filter.onlySplit === null) whole.add(image, taken);
  }
  const plan = split === null ? null : planSplits(items, split.ratios, split.seed);
  const chosen = items
    .map(({ imageId }): ChosenImage => ({ imageId, split: plan?.get(imageId) ?? null }))
    .filter((image) => filter.onlySplit === null || image.split === filter.onlySplit);
  const inOrder = [null, ...splitNames].flatMap((name) => chosen.filter((image) => image.split === name));
  if (inOrder.length === 0) throw nothingToWrite(options);
  const splits: Partial<Record<SplitName, number>> = {};
  for (const image of inOrder) if (image.split !== null) splits[image.split] = (splits[image.split] ?? 0) + 1;
  if (filter.onlySplit === null) return { images: inOrder, facts: whole.facts(exportedLabels), splits };
  const part = new FactCounter();
  const partIds = inOrder.map(({ imageId }) => imageId);
  for await (const image of storedImages(workers, partIds, true, signal))
    part.add(image, takenAnnotations(image, labelIds));
  return { images: inOrder, facts: part.facts(exportedLabels), splits };
}

function nothingToWrite({ filter }: ExportOptions): AppError {
  const isDefault = filter.labels === null && filter.flagged === null && filter.onlySplit === null;
  const onlyReviewed = filter.states?.length === 1 && filter.states[0] === 'reviewed';
  if (isDefault && onlyReviewed) {
    return new AppError(
      'export.nothingToWrite',
      'No image is marked as reviewed yet, so there is nothing to export. Mark images as reviewed, or export all of them.',
    );
  }
  if (isDefault && filter.states === null)
    return new AppError('export.nothingToWrite', 'The project has no images, so there is nothing to export.');
  return new AppError('export.nothingToWrite', 'No image fits the filter, so there is nothing to export.');
}
