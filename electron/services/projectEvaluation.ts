import { isSymbol } from '#shared/annotation/annotation.ts';
import { AppError } from '#shared/base/errors.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import { buildSet, type EvaluatedImage } from '#shared/evaluation/buildSet.ts';
import type { EvaluationSet } from '#shared/evaluation/evaluationSet.ts';
import type { ImageFacts } from '#shared/evaluation/imageFacts.ts';
import { sourcesOf } from '#shared/evaluation/imageSources.ts';
import type { CocoTruth } from '#shared/evaluation/readCocoTruth.ts';
import type { Workers } from './workers.ts';

/** Images asked of storage at once. */
const atOnce = 16;

/** A project's reviewed images as truth, with the detections that are stored for them. */
export interface ProjectTruth {
  readonly images: readonly ImageAsset[];
  /** Id of each truth's annotation. */
  readonly annotationIds: readonly string[];
  /** What is known of each image, by its place. */
  readonly facts: readonly ImageFacts[];
  /** For runs from files. */
  readonly coco: CocoTruth;
  /** The stored detections beside the truth. */
  readonly stored: EvaluationSet;
  /** Whether a model's detections are stored at all. */
  readonly hasStored: boolean;
  /** Reviewed images that are left out, since the model that was asked for has not seen them. */
  readonly imagesNotRun: number;
}

/**
 * Reads the reviewed images of the open project.
 *
 * @param modelId - only images that this model has seen; null for all of them
 * @param onImage - told how many images are read
 * @throws AppError `evaluation.noTruth` where no image is reviewed
 */
export async function readProjectTruth(
  { storage }: Pick<Workers, 'storage'>,
  modelId: string | null,
  onImage: (done: number, total: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<ProjectTruth> {
  const reviewed = await storage.call('imageIds', { which: 'reviewed', modelId: null }, signal);
  if (reviewed.length === 0)
    throw new AppError(
      'evaluation.noTruth',
      'No image of the project is marked as reviewed, so there is no truth to judge by. Review some images first.',
    );
  const unseen =
    modelId === null ? [] : await storage.call('imageIds', { which: 'undetected', modelId }, signal);
  const without = new Set(unseen);
  const labels = await storage.call('listLabels', {}, signal);
  const nameOf = new Map(labels.map(({ id, name }) => [id, name]));
  const label = (id: number): string => nameOf.get(id) ?? `label ${id}`;
  const asked = reviewed.filter((id) => !without.has(id));
  const writers = new Map(
    (await storage.call('selectImages', { states: ['reviewed'], flagged: null }, signal)).map(
      ({ imageId, writer }) => [imageId, writer],
    ),
  );
  const images: ImageAsset[] = [];
  const evaluated: EvaluatedImage[] = [];
  const annotationIds: string[] = [];
  for (let from = 0; from < asked.length; from += atOnce) {
    const documents = await Promise.all(
      asked.slice(from, from + atOnce).map((imageId) => storage.call('loadDocument', { imageId }, signal)),
    );
    for (const { image, annotations, detections } of documents) {
      const symbols = annotations.filter(isSymbol);
      images.push(image);
      annotationIds.push(...symbols.map(({ id }) => id));
      evaluated.push({
        name: image.path,
        truth: symbols.map(({ labelId, box }) => ({ label: label(labelId), box })),
        detections: detections.map(({ labelId, box, score }) => ({ label: label(labelId), box, score })),
      });
    }
    onImage(images.length, asked.length);
  }
  const stored = buildSet(
    labels.map(({ name }) => name),
    evaluated,
  );
  const sources = sourcesOf(images.map(({ path }) => path));
  return {
    images,
    annotationIds,
    stored,
    facts: images.map(({ id, flagged, doubt, annotationCount }, i) => ({
      source: sources[i] ?? '.',
      writer: writers.get(id) ?? null,
      flagged,
      doubt,
      boxes: annotationCount,
    })),
    coco: {
      images: images.map(({ id, path, width, height }, i) => ({
        id,
        fileName: path,
        size: [width, height],
        source: sources[i] ?? '.',
      })),
      categories: labels,
      truth: stored.truth,
    },
    hasStored: stored.detections.count > 0 || images.some(({ doubt }) => doubt !== null),
    imagesNotRun: reviewed.length - asked.length,
  };
}
