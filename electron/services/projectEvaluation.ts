import { AppError } from '#shared/base/errors.ts';
import { isSymbol } from '#shared/annotation/annotation.ts';
import { buildSet, type EvaluatedImage } from '#shared/evaluation/buildSet.ts';
import type { EvaluationSet } from '#shared/evaluation/evaluationSet.ts';
import type { Workers } from './workers.ts';

/** Images asked of storage at once. */
const atOnce = 16;

/** A project's stored detections beside the annotations of its reviewed images. */
export interface ProjectRun {
  readonly set: EvaluationSet;
  /** Reviewed images that the model has not seen; they are left out. */
  readonly reviewedWithoutRun: number;
}

/**
 * Puts the stored detections of a model beside the reviewed annotations of the open project.
 *
 * @param modelId - the model whose detections are asked for; null for whatever is stored
 * @param onImage - told how many images are read
 * @throws AppError `export.nothingToWrite` where no image is reviewed or none of them has detections of the model
 */
export async function readProjectRun(
  { storage }: Pick<Workers, 'storage'>,
  modelId: string | null,
  onImage: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<ProjectRun> {
  const reviewed = await storage.call('imageIds', { which: 'reviewed', modelId: null }, signal);
  if (reviewed.length === 0)
    throw new AppError(
      'export.nothingToWrite',
      'No image of the project is marked as reviewed, so there is no truth to judge by. Review some images first.',
    );
  const unseen =
    modelId === null ? [] : await storage.call('imageIds', { which: 'undetected', modelId }, signal);
  const without = new Set(unseen);
  const names = await storage.call('listLabels', {}, signal);
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  const label = (id: number): string => nameOf.get(id) ?? `label ${id}`;
  const images: EvaluatedImage[] = [];
  const asked = reviewed.filter((id) => !without.has(id));
  let isRun = false;
  for (let from = 0; from < asked.length; from += atOnce) {
    const documents = await Promise.all(
      asked.slice(from, from + atOnce).map((imageId) => storage.call('loadDocument', { imageId }, signal)),
    );
    for (const { image, annotations, detections } of documents) {
      isRun ||= detections.length > 0 || image.doubt !== null;
      images.push({
        name: image.path,
        truth: annotations.filter(isSymbol).map(({ labelId, box }) => ({ label: label(labelId), box })),
        detections: detections.map(({ labelId, box, score }) => ({ label: label(labelId), box, score })),
      });
    }
    onImage(images.length, asked.length);
  }
  if (!isRun)
    throw new AppError(
      'export.nothingToWrite',
      modelId === null
        ? 'No reviewed image has detections. Run the detector on the project first.'
        : `No reviewed image has detections of ${modelId}. Run that model on the project first.`,
    );
  return {
    set: buildSet(
      names.map(({ name }) => name),
      images,
    ),
    reviewedWithoutRun: reviewed.length - asked.length,
  };
}
