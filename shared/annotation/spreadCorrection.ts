import type { Box } from '../geometry/box.ts';
import type { Annotation, AnnotationId } from './annotation.ts';
import type { DocumentDiff } from './diff.ts';

/** What a correction that is spread does to one symbol of an image. */
export type Correction =
  | { readonly kind: 'relabel'; readonly annotationId: AnnotationId; readonly labelId: number }
  | { readonly kind: 'delete'; readonly annotationId: AnnotationId }
  /** A symbol that the truth lacks, as a detection has it; its id is made by who asks. */
  | {
      readonly kind: 'add';
      readonly annotationId: AnnotationId;
      readonly labelId: number;
      readonly box: Box;
      readonly score: number | null;
    };

/** A correction with its image. */
export type ImageCorrection = Correction & { readonly imageId: number };

/** A detector's box whose label is changed is a corrected one. */
function relabelled(from: Annotation, labelId: number): Annotation {
  return { ...from, labelId, state: from.state === 'accepted' ? 'corrected' : from.state };
}

/**
 * The diff that corrections make on one image. What is done already makes none, so a call that is repeated does not act twice;
 * what is gone meanwhile is passed over. A box that came from the detector stays as dismissed when it is deleted, or the raw
 * detection below it would come up in its place.
 *
 * @param annotations - of the image
 */
export function spreadDiff(
  imageId: number,
  annotations: readonly Annotation[],
  corrections: readonly Correction[],
): DocumentDiff {
  const byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
  const added: Annotation[] = [];
  const removed: Annotation[] = [];
  const updated: (readonly [Annotation, Annotation])[] = [];
  const seen = new Set<AnnotationId>();
  for (const correction of corrections) {
    const own = byId.get(correction.annotationId);
    if (seen.has(correction.annotationId)) continue;
    seen.add(correction.annotationId);
    if (correction.kind === 'add') {
      const { annotationId: id, labelId, box, score } = correction;
      const state = score === null ? 'drawn' : 'accepted';
      if (own === undefined) added.push({ id, imageId, labelId, box, state, score, detectionId: null });
    } else if (own === undefined || own.state === 'dismissed') continue;
    else if (correction.kind === 'relabel') {
      if (own.labelId !== correction.labelId) updated.push([own, relabelled(own, correction.labelId)]);
    } else if (own.score === null && own.detectionId === null) removed.push(own);
    else updated.push([own, { ...own, state: 'dismissed' }]);
  }
  return { added, removed, updated };
}
