import type { StepKind } from '#shared/annotation/historyEntry.ts';
import { clampBox, type Box } from '#shared/geometry/box.ts';
import type { BoxKey } from './annotationSession.ts';
import {
  cameFromDetector,
  changedState,
  eachBox,
  EditBuilder,
  type Edit,
  type EditContext,
} from './editBuilder.ts';

const sameBox = (a: Box, b: Box): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** A new box of the label, cut at the edges of the image; null when nothing of it lies inside. */
export function drawEdit(context: EditContext, box: Box, labelId: number): Edit | null {
  const inside = clampBox(box, context.image);
  if (inside === null) return null;
  const builder = new EditBuilder(context);
  builder.add({
    id: crypto.randomUUID(),
    imageId: context.image.id,
    labelId,
    box: inside,
    state: 'drawn',
    score: null,
    detectionId: null,
  });
  return builder.build('draw');
}

/** New places for boxes, cut at the edges of the image. */
export function setBoxesEdit(
  context: EditContext,
  changes: ReadonlyMap<BoxKey, Box>,
  kind: 'move' | 'resize' | 'snap',
): Edit | null {
  const builder = new EditBuilder(context);
  const placeOf = (key: BoxKey): Box | null => {
    const wanted = changes.get(key);
    return wanted === undefined ? null : clampBox(wanted, context.image);
  };
  eachBox(
    context,
    builder,
    changes.keys(),
    (annotation) => {
      const box = placeOf(annotation.id);
      if (box === null || sameBox(box, annotation.box)) return;
      builder.update(annotation, { ...annotation, box, state: changedState(annotation.state) });
    },
    (made, key) => {
      const box = placeOf(key);
      if (box === null || sameBox(box, made.box)) return;
      builder.add({ ...made, box, state: 'corrected' }, key);
    },
  );
  return builder.build(kind);
}

/**
 * Another label for the selected boxes. A detection that is given the label it has is accepted.
 *
 * @param labelFor - the new label for one that has the label given; the same one where there is no other
 */
export function relabelEdit(context: EditContext, labelFor: (labelId: number) => number): Edit | null {
  const builder = new EditBuilder(context);
  eachBox(
    context,
    builder,
    context.selection,
    (annotation) => {
      const labelId = labelFor(annotation.labelId);
      if (annotation.labelId === labelId) return;
      builder.update(annotation, { ...annotation, labelId, state: changedState(annotation.state) });
    },
    (made, key) => {
      const labelId = labelFor(made.labelId);
      builder.add(made.labelId === labelId ? made : { ...made, labelId, state: 'corrected' }, key);
    },
  );
  return builder.build('relabel');
}

/**
 * Takes the selected boxes away. One that came from the detector is kept as dismissed, or the raw detection below it
 * would come up in its place.
 */
export function deleteEdit(context: EditContext): Edit | null {
  const builder = new EditBuilder(context);
  let kind: StepKind = 'dismiss';
  eachBox(
    context,
    builder,
    context.selection,
    (annotation) => {
      kind = 'delete';
      if (cameFromDetector(annotation)) builder.update(annotation, { ...annotation, state: 'dismissed' });
      else builder.remove(annotation);
    },
    (made) => {
      builder.add({ ...made, state: 'dismissed' });
    },
  );
  return builder.build(kind);
}

/** Takes detections as they are. */
export function acceptEdit(
  context: EditContext,
  keys: Iterable<BoxKey>,
  kind: 'accept' | 'acceptAll',
): Edit | null {
  const builder = new EditBuilder(context);
  eachBox(
    context,
    builder,
    keys,
    () => undefined,
    (made, key) => {
      builder.add(made, key);
    },
  );
  return builder.build(kind);
}
