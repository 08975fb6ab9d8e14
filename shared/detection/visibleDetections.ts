import { isSymbol, type Annotation, type Detection } from '../annotation/annotation.ts';
import { iou } from '../geometry/iou.ts';

/** What the sliders are set to. */
export interface DetectionFilter {
  /** Detections below it are hidden, 0 to 1. */
  readonly scoreThreshold: number;
  /** Of two detections that overlap by more than this IoU, the one with the lower score is hidden, 0 to 1. */
  readonly nmsThreshold: number;
}

/**
 * From this IoU on, a detection and an annotation of the same label are one symbol. The detector's own truth is matched
 * at 0.5 too.
 */
export const sameLabelOverlap = 0.5;

/**
 * From this IoU on they are one symbol whatever their labels. Higher, since symbols do stand inside one another: a
 * radicand can fill half of its root.
 */
export const anyLabelOverlap = 0.75;

/**
 * Greedy non-maximum suppression over all labels together: two symbols do not stand on one spot.
 *
 * @param detections - in any order
 * @param threshold - highest IoU that two kept boxes may have
 * @returns those kept, by falling score
 */
export function suppressOverlaps(detections: readonly Detection[], threshold: number): readonly Detection[] {
  const byScore = [...detections].sort((a, b) => b.score - a.score || a.id - b.id);
  const kept: Detection[] = [];
  for (const candidate of byScore) {
    if (kept.every((winner) => iou(winner.box, candidate.box) <= threshold)) kept.push(candidate);
  }
  return kept;
}

/** Whether a person has already decided about the symbol that this detection shows. */
export function isSettled(detection: Detection, annotations: Iterable<Annotation>): boolean {
  for (const annotation of annotations) {
    if (annotation.detectionId === detection.id) return true;
    const overlap = iou(annotation.box, detection.box);
    if (overlap >= sameLabelOverlap && annotation.labelId === detection.labelId) return true;
    if (overlap >= anyLabelOverlap && isSymbol(annotation)) return true;
  }
  return false;
}

/**
 * The detections to show over an image: above the score threshold, without overlaps, and without those that a person
 * has accepted, corrected, drawn anew or dismissed. A pure function of what is stored and how the sliders stand, so the
 * model need not run again when either changes.
 */
export function visibleDetections(
  detections: readonly Detection[],
  annotations: readonly Annotation[],
  filter: DetectionFilter,
): readonly Detection[] {
  const candidates = detections.filter(
    (detection) => detection.score >= filter.scoreThreshold && !isSettled(detection, annotations),
  );
  return suppressOverlaps(candidates, filter.nmsThreshold);
}

/**
 * How doubtful the detector is of an image: the mean of `1 - |2 s - 1|` over its detections of score `s` at 0.2 or
 * more, so that scores near one half weigh most and clear ones least (margin sampling, Settles 2009, section 3.1).
 *
 * @returns 0 (sure) to 1 (undecided); 1 when nothing was found
 */
export function doubtOf(scores: readonly number[]): number {
  const counted = scores.filter((score) => score >= 0.2);
  if (counted.length === 0) return 1;
  return counted.reduce((sum, score) => sum + 1 - Math.abs(2 * score - 1), 0) / counted.length;
}
