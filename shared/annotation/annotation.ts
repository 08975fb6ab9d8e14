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
  /**
   * Held as it is against a slip of the hand until it is let go. Never false: steps of older projects, which know no
   * locks, read the same.
   */
  readonly isLocked?: true;
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
export function isSymbol(
  annotation: Annotation,
): annotation is Annotation & { readonly state: Exclude<Annotation['state'], 'dismissed'> } {
  return annotation.state !== 'dismissed';
}

/** Whether two records of one annotation say the same. */
export function isSameAnnotation(a: Annotation, b: Annotation): boolean {
  return (
    a.labelId === b.labelId &&
    a.state === b.state &&
    a.score === b.score &&
    a.detectionId === b.detectionId &&
    a.isLocked === b.isLocked &&
    a.box.x === b.box.x &&
    a.box.y === b.box.y &&
    a.box.width === b.box.width &&
    a.box.height === b.box.height
  );
}
