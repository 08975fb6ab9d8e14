import type { Annotation } from '#shared/annotation/annotation.ts';
import type { DocumentDiff } from '#shared/annotation/diff.ts';
import type { StepKind } from '#shared/annotation/historyEntry.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
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
export class EditBuilder {
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
export function changedState(state: Annotation['state']): Annotation['state'] {
  return state === 'accepted' ? 'corrected' : state;
}

/** Whether the detector had a part in it. Ids of detections change when the detector runs anew; the score stays. */
export function cameFromDetector(annotation: Annotation): boolean {
  return annotation.detectionId !== null || annotation.score !== null;
}

/** Calls back for each of the boxes with the annotation or the detection that it is. */
export function eachBox(
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
