import RBush, { type BBox } from 'rbush';
import { isSymbol, type Annotation, type Detection } from '../annotation/annotation.ts';
import type { Box } from '../geometry/box.ts';
import { iou } from '../geometry/iou.ts';

/** What the sliders are set to. */
export interface DetectionFilter {
  /** Detections below it are hidden, 0 to 1. */
  readonly scoreThreshold: number;
  /** Of two detections that overlap by more than this IoU, the one with the lower score is hidden, 0 to 1. */
  readonly nmsThreshold: number;
  /** Score thresholds of labels that have one of their own, by label id; they take the place of the common one. */
  readonly labelThresholds?: ReadonlyMap<number, number>;
}

interface Placed<T> extends BBox {
  readonly value: T;
}

const placed = <T extends { readonly box: Box }>(value: T): Placed<T> => ({
  minX: value.box.x,
  minY: value.box.y,
  maxX: value.box.x + value.box.width,
  maxY: value.box.y + value.box.height,
  value,
});

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
  // Only what touches can overlap: thousands of symbols on a page are compared with their neighbours alone.
  const tree = new RBush<Placed<Detection>>();
  for (const candidate of byScore) {
    const place = placed(candidate);
    if (tree.search(place).some(({ value }) => iou(value.box, candidate.box) > threshold)) continue;
    kept.push(candidate);
    tree.insert(place);
  }
  return kept;
}

/** The detections whose symbols no person has decided about yet. */
export function openDetections(
  detections: readonly Detection[],
  annotations: readonly Annotation[],
): readonly Detection[] {
  if (detections.length === 0) return detections;
  const decided = new Set(annotations.map(({ detectionId }) => detectionId));
  const tree = new RBush<Placed<Annotation>>();
  tree.load(annotations.map(placed));
  return detections.filter((detection) => {
    if (decided.has(detection.id)) return false;
    return !tree.search(placed(detection)).some(({ value }) => {
      const overlap = iou(value.box, detection.box);
      if (overlap >= sameLabelOverlap && value.labelId === detection.labelId) return true;
      return overlap >= anyLabelOverlap && isSymbol(value);
    });
  });
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
  const { scoreThreshold, nmsThreshold, labelThresholds } = filter;
  const candidates = openDetections(detections, annotations).filter(
    ({ score, labelId }) => score >= (labelThresholds?.get(labelId) ?? scoreThreshold),
  );
  return suppressOverlaps(candidates, nmsThreshold);
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
