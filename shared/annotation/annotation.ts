import type { Box } from '../geometry/box.ts';

/** Id of an annotation: a UUID, made where the annotation is made, so that no round trip is needed to draw one. */
export type AnnotationId = string;

/**
 * How a box came to be what it is:
 * `accepted`: the detector's box, taken as it is; `corrected`: the detector's box, with its label or edges changed by a
 * person; `drawn`: made by a person or read from ground truth; `dismissed`: a detection that a person has rejected,
 * kept so that it does not come back. Dismissed ones are neither shown nor exported.
 */
export type AnnotationState = 'accepted' | 'corrected' | 'drawn' | 'dismissed';

/** A box that a person stands for (COCO: annotation, VOC: object). */
export interface Annotation {
  readonly id: AnnotationId;
  readonly imageId: number;
  readonly labelId: number;
  readonly box: Box;
  readonly state: AnnotationState;
  /** The score of the detection it came from, 0 to 1; null for drawn ones. */
  readonly score: number | null;
  /** The detection it came from, if any. */
  readonly detectionId: number | null;
}

/** A box that a model has found, raw (COCO: result). It becomes an {@link Annotation} when a person accepts it. */
export interface Detection {
  readonly id: number;
  readonly imageId: number;
  readonly labelId: number;
  readonly box: Box;
  /** The model's confidence, 0 to 1. */
  readonly score: number;
}

/** Whether the annotation is a symbol of the image, to be drawn, counted and exported. */
export function isSymbol(annotation: Annotation): boolean {
  return annotation.state !== 'dismissed';
}
