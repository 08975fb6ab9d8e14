import type { Annotation } from '#shared/annotation/annotation.ts';
import type { DocumentDiff } from '#shared/annotation/diff.ts';
import type { StepKind } from '#shared/annotation/historyEntry.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import { clampBox, type Box } from '#shared/geometry/box.ts';
import { detectionKey, type BoxKey, type SessionState } from './annotationSession.ts';

/** What the commands read. */
export type EditContext = Pick<
  SessionState,
  'annotations' | 'detections' | 'boxes' | 'selection' | 'scoreThreshold' | 'nmsThreshold'
> & { readonly image: ImageAsset };

/** A step ready to be shown and sent. */
export interface Edit {
  readonly kind: StepKind;
  readonly diff: DocumentDiff;
  /** Boxes that go on under another key: detections that became annotations. */
  readonly renamed: ReadonlyMap<BoxKey, BoxKey>;
}

/** Collects what one command does to a number of boxes. */
class EditBuilder {
  readonly #context: EditContext;
  readonly #added: Annotation[] = [];
  readonly #removed: Annotation[] = [];
  readonly #updated: (readonly [Annotation, Annotation])[] = [];
  readonly #renamed = new Map<BoxKey, BoxKey>();

  constructor(context: EditContext) {
    this.#context = context;
  }

  /** The detections of the image by key, found once for a command on many boxes. */
  detections(): ReadonlyMap<BoxKey, EditContext['detections'][number]> {
    return new Map(this.#context.detections.map((detection) => [detectionKey(detection.id), detection]));
  }

  add(annotation: Annotation, from?: BoxKey): void {
    this.#added.push(annotation);
    if (from !== undefined) this.#renamed.set(from, annotation.id);
  }

  remove(annotation: Annotation): void {
    this.#removed.push(annotation);
  }

  update(from: Annotation, to: Annotation): void {
    this.#updated.push([from, to]);
  }

  build(kind: StepKind): Edit | null {
    if (this.#added.length + this.#removed.length + this.#updated.length === 0) return null;
    return {
      kind,
      diff: { added: this.#added, removed: this.#removed, updated: this.#updated },
      renamed: this.#renamed,
    };
  }
}

/** A detector's box that a person has changed is corrected; one they have drawn stays theirs. */
function changedState(state: Annotation['state']): Annotation['state'] {
  return state === 'accepted' ? 'corrected' : state;
}

/** Whether the detector had a part in it. Ids of detections change when the detector runs anew; the score stays. */
function cameFromDetector(annotation: Annotation): boolean {
  return annotation.detectionId !== null || annotation.score !== null;
}

const sameBox = (a: Box, b: Box): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** Calls back for each of the boxes with the annotation or the detection that it is. */
function eachBox(
  context: EditContext,
  builder: EditBuilder,
  keys: Iterable<BoxKey>,
  onAnnotation: (annotation: Annotation) => void,
  onDetection: (made: Annotation, key: BoxKey) => void,
): void {
  let detections: ReturnType<EditBuilder['detections']> | null = null;
  for (const key of keys) {
    const annotation = context.annotations.get(key);
    if (annotation !== undefined) {
      onAnnotation(annotation);
      continue;
    }
    detections ??= builder.detections();
    const detection = detections.get(key);
    if (detection === undefined) continue;
    const { imageId, labelId, box, score, id } = detection;
    onDetection(
      { id: crypto.randomUUID(), imageId, labelId, box, state: 'accepted', score, detectionId: id },
      key,
    );
  }
}

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
  kind: 'move' | 'resize',
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

/** Another label for the selected boxes. A detection that is given the label it has is accepted. */
export function relabelEdit(context: EditContext, labelId: number): Edit | null {
  const builder = new EditBuilder(context);
  eachBox(
    context,
    builder,
    context.selection,
    (annotation) => {
      if (annotation.labelId === labelId) return;
      builder.update(annotation, { ...annotation, labelId, state: changedState(annotation.state) });
    },
    (made, key) => {
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
