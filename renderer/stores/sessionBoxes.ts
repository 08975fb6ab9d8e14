import { isSymbol, type Annotation, type Detection } from '#shared/annotation/annotation.ts';
import type { AnnotationDocument } from '#shared/annotation/diff.ts';
import {
  openDetections,
  visibleDetections,
  type DetectionFilter,
} from '#shared/detection/visibleDetections.ts';
import { boxArea } from '#shared/geometry/box.ts';
import { detectionKey, type CanvasBox } from './annotationSession.ts';
import { sortedLike } from './sortedLike.ts';

/** What is drawn, and how much the sliders hide. */
export interface VisibleBoxes {
  readonly boxes: readonly CanvasBox[];
  readonly hiddenCount: number;
}

/** Big below small, so that the small one is seen and hit; the key makes the order one and the same each time. */
export function drawingOrder(a: CanvasBox, b: CanvasBox): number {
  return boxArea(b.box) - boxArea(a.box) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/** Makes each box once: whoever draws or lists boxes can tell by identity which of them have changed. */
function boxMaker<Source extends Annotation | Detection>(
  make: (source: Source) => CanvasBox,
): (source: Source) => CanvasBox {
  const made = new WeakMap<Source, CanvasBox>();
  return (source) => {
    const known = made.get(source);
    if (known !== undefined) return known;
    const box = make(source);
    made.set(source, box);
    return box;
  };
}

const boxOfDetection = boxMaker<Detection>(({ id, box, labelId, score }) => ({
  key: detectionKey(id),
  box,
  labelId,
  state: 'detected',
  score,
  isLocked: false,
}));

type SymbolAnnotation = Annotation & { readonly state: Exclude<Annotation['state'], 'dismissed'> };

const boxOfAnnotation = boxMaker<SymbolAnnotation>(({ id, box, labelId, state, score, isLocked }) => ({
  key: id,
  box,
  labelId,
  state,
  score,
  isLocked: isLocked === true,
}));

const openness = new WeakMap<readonly CanvasBox[], boolean>();

/** Whether there is a detection among boxes that no person has decided about. Asked often, of the same boxes. */
export function hasDetected(boxes: readonly CanvasBox[]): boolean {
  const known = openness.get(boxes);
  if (known !== undefined) return known;
  const found = boxes.some(({ state }) => state === 'detected');
  openness.set(boxes, found);
  return found;
}

/**
 * Derives the boxes from what is stored. It remembers which detections a person has decided about, so that dragging a
 * slider does not compare every detection with every annotation again; and the boxes, which stay the same objects as
 * long as they say the same.
 */
export function createVisibleBoxes(): (
  annotations: AnnotationDocument,
  detections: readonly Detection[],
  filter: DetectionFilter,
) => VisibleBoxes {
  let lastAnnotations: AnnotationDocument | null = null;
  let lastDetections: readonly Detection[] | null = null;
  let open: readonly Detection[] = [];
  let last: readonly CanvasBox[] = [];
  return (annotations, detections, filter) => {
    if (annotations !== lastAnnotations || detections !== lastDetections) {
      open = openDetections(detections, [...annotations.values()]);
      lastAnnotations = annotations;
      lastDetections = detections;
    }
    const visible = visibleDetections(open, [], filter);
    const boxes = [
      ...[...annotations.values()].filter(isSymbol).map(boxOfAnnotation),
      ...visible.map(boxOfDetection),
    ];
    last = sortedLike(boxes, last, drawingOrder);
    return { boxes: last, hiddenCount: open.length - visible.length };
  };
}
