import { isSymbol, type Annotation, type Detection } from '#shared/annotation/annotation.ts';
import type { AnnotationDocument } from '#shared/annotation/diff.ts';
import {
  openDetections,
  visibleDetections,
  type DetectionFilter,
} from '#shared/detection/visibleDetections.ts';
import { boxArea } from '#shared/geometry/box.ts';
import { detectionKey, type CanvasBox } from './annotationSession.ts';

/** What is drawn, and how much the sliders hide. */
export interface VisibleBoxes {
  readonly boxes: readonly CanvasBox[];
  readonly hiddenCount: number;
}

/** Big below small, so that the small one is seen and hit; the key makes the order one and the same each time. */
function drawingOrder(a: CanvasBox, b: CanvasBox): number {
  return boxArea(b.box) - boxArea(a.box) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function boxOfAnnotation({ id, box, labelId, state, score, isLocked }: Annotation): CanvasBox[] {
  return state === 'dismissed' ? [] : [{ key: id, box, labelId, state, score, isLocked: isLocked === true }];
}

function boxOfDetection({ id, box, labelId, score }: Detection): CanvasBox {
  return { key: detectionKey(id), box, labelId, state: 'detected', score, isLocked: false };
}

/**
 * Derives the boxes from what is stored. It remembers which detections a person has decided about, so that dragging a
 * slider does not compare every detection with every annotation again.
 */
export function createVisibleBoxes(): (
  annotations: AnnotationDocument,
  detections: readonly Detection[],
  filter: DetectionFilter,
) => VisibleBoxes {
  let lastAnnotations: AnnotationDocument | null = null;
  let lastDetections: readonly Detection[] | null = null;
  let open: readonly Detection[] = [];
  return (annotations, detections, filter) => {
    if (annotations !== lastAnnotations || detections !== lastDetections) {
      open = openDetections(detections, [...annotations.values()]);
      lastAnnotations = annotations;
      lastDetections = detections;
    }
    const visible = visibleDetections(open, [], filter);
    const boxes = [...annotations.values()].filter(isSymbol).flatMap(boxOfAnnotation);
    boxes.push(...visible.map(boxOfDetection));
    return { boxes: boxes.sort(drawingOrder), hiddenCount: open.length - visible.length };
  };
}
