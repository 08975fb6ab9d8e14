import {
  applyDiff,
  invertDiff,
  type AnnotationDocument,
  type DocumentDiff,
  type ImageDiff,
} from '#shared/annotation/diff.ts';
import { isSymbol, type Annotation } from '#shared/annotation/annotation.ts';
import type { StepKind } from '#shared/annotation/historyEntry.ts';
import type { ImageState } from '#shared/dataset/imageAsset.ts';
import type { MethodInput, MethodOutput } from '#shared/ipc/worker/rpc.ts';
import type { NewDetection, StorageMethods } from '#shared/ipc/worker/storage.ts';
import { diffOf, drawn } from './storageInProcess.ts';

/** Labels of the projects that the model stands for, in the order of their ids from 1. */
export const modelLabels = ['x', 'y', '\\frac'];

/** What a random step is made of, before it is known what there is to change. */
export interface Impulse {
  readonly what: 'draw' | 'move' | 'relabel' | 'delete' | 'mixed' | 'undo' | 'redo' | 'detect' | 'merge';
  readonly image: number;
  readonly pick: number;
  readonly count: number;
  readonly place: number;
}

/** A call that a step comes to. */
export type StorageStep =
  | { readonly method: 'applyDiff'; readonly input: MethodInput<StorageMethods, 'applyDiff'> }
  | { readonly method: 'retireLabel'; readonly input: MethodInput<StorageMethods, 'retireLabel'> }
  | { readonly method: 'undo' | 'redo'; readonly input: { readonly sequence?: number } }
  | {
      readonly method: 'replaceDetections';
      readonly input: MethodInput<StorageMethods, 'replaceDetections'>;
    };

interface ImageModel {
  readonly document: AnnotationDocument;
  readonly revision: number;
  readonly state: ImageState;
  readonly detections: readonly NewDetection[];
}

interface StepModel {
  readonly kind: StepKind;
  /** One an image, by image. */
  readonly parts: readonly ImageDiff[];
}

/** What the storage should hold, in plain maps and arrays, to compare it with. */
export class StorageModel {
  readonly #images: Map<number, ImageModel>;
  #steps: StepModel[] = [];
  #doneCount = 0;
  #nextNumber = 1;

  constructor(imageIds: readonly number[]) {
    this.#images = new Map(
      imageIds.map((id) => [id, { document: new Map(), revision: 0, state: 'new', detections: [] }]),
    );
  }

  /** The model as it is now; what is taken later does not change it. */
  copy(): StorageModel {
    const copy = new StorageModel([]);
    for (const [id, image] of this.#images) copy.#images.set(id, image);
    copy.#steps = this.#steps;
    copy.#doneCount = this.#doneCount;
    copy.#nextNumber = this.#nextNumber;
    return copy;
  }

  /** Takes the step into the model and says which call does the same in the storage. */
  take(impulse: Impulse): StorageStep {
    switch (impulse.what) {
      case 'undo':
      case 'redo':
        return this.#walk(impulse.what);
      case 'detect':
        return this.#detect(impulse);
      case 'merge':
        return this.#merge(impulse);
      default:
        return this.#edit(impulse.what, impulse);
    }
  }

  /** All that can be seen from outside, to be compared with {@link storedSnapshot}. */
  snapshot(): unknown {
    return {
      images: [...this.#images].map(([id, { document, revision, state, detections }]) => ({
        id,
        revision,
        state,
        annotationCount: [...document.values()].filter(isSymbol).length,
        detectionCount: detections.length,
        annotations: [...document.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
        detections: sortedDetections(
          detections.map(({ labelName, box, score }) => ({
            labelId: modelLabels.indexOf(labelName) + 1,
            box,
            score,
          })),
        ),
      })),
      history: this.#steps.map(({ kind, parts }, index) => ({
        sequence: index + 1,
        kind,
        imageId: parts[0]?.imageId,
        boxCount: parts.reduce(
          (sum, { diff }) => sum + diff.added.length + diff.removed.length + diff.updated.length,
          0,
        ),
        undone: index >= this.#doneCount,
      })),
      usage: modelLabels.map(
        (_, index) =>
          [...this.#images.values()]
            .flatMap(({ document }) => [...document.values()])
            .filter((annotation) => isSymbol(annotation) && annotation.labelId === index + 1).length,
      ),
    };
  }

  #image(id: number): ImageModel {
    const image = this.#images.get(id);
    if (image === undefined) throw new Error(`No image ${id} in the model`);
    return image;
  }

  #pickImage(number: number): number {
    const ids = [...this.#images.keys()];
    return ids[number % ids.length] ?? 0;
  }

  #change(imageId: number, diff: DocumentDiff): void {
    const image = this.#image(imageId);
    this.#images.set(imageId, {
      ...image,
      document: applyDiff(image.document, diff),
      revision: image.revision + 1,
      state: image.state === 'reviewed' ? 'reviewed' : 'inProgress',
    });
  }

  #walk(method: 'undo' | 'redo'): StorageStep {
    const step = this.#steps[method === 'undo' ? this.#doneCount - 1 : this.#doneCount];
    if (step !== undefined) {
      for (const { imageId, diff } of step.parts)
        this.#change(imageId, method === 'undo' ? invertDiff(diff) : diff);
      this.#doneCount += method === 'undo' ? -1 : 1;
    }
    return { method, input: {} };
  }

  #detect({ image, count, place }: Impulse): StorageStep {
    const images = Array.from({ length: count }, (_, index) => ({
      imageId: this.#pickImage(image + index),
      detections: Array.from({ length: count * 3 }, (_unused, number) => ({
        labelName: modelLabels[(number + image) % modelLabels.length] ?? '',
        box: { x: place + number, y: place / 3, width: 5.5, height: 7 },
        score: (number + 1) / (count * 3 + 1),
      })),
    }));
    for (const { imageId, detections } of images) {
      const known = this.#image(imageId);
      const state = known.state === 'new' ? 'prelabelled' : known.state;
      this.#images.set(imageId, { ...known, state, detections });
    }
    return { method: 'replaceDetections', input: { modelId: 'model', images } };
  }

  /** All symbols of a label get the next one, on every image at once. */
  #merge({ pick }: Impulse): StorageStep {
    const labelId = (pick % modelLabels.length) + 1;
    const replacementId = (labelId % modelLabels.length) + 1;
    const parts = [...this.#images].flatMap(([imageId, { document }]): ImageDiff[] => {
      const carried = [...document.values()].filter((each) => isSymbol(each) && each.labelId === labelId);
      const updated = carried.map((each) => [each, { ...each, labelId: replacementId }] as const);
      return updated.length === 0 ? [] : [{ imageId, diff: diffOf({ updated }) }];
    });
    if (parts.length > 0) this.#record('mergeLabels', parts);
    return { method: 'retireLabel', input: { labelId, replacementId } };
  }

  #record(kind: StepKind, parts: readonly ImageDiff[]): void {
    for (const { imageId, diff } of parts) this.#change(imageId, diff);
    this.#steps = [...this.#steps.slice(0, this.#doneCount), { kind, parts }];
    this.#doneCount = this.#steps.length;
  }

  #edit(what: Exclude<Impulse['what'], 'undo' | 'redo' | 'detect' | 'merge'>, impulse: Impulse): StorageStep {
    const imageId = this.#pickImage(impulse.image);
    const { document, revision } = this.#image(imageId);
    const present = [...document.values()];
    const first = present.length === 0 ? 0 : impulse.pick % present.length;
    const picked = present.slice(first, first + impulse.count);
    const moved = (annotation: Annotation): readonly [Annotation, Annotation] => [
      annotation,
      {
        ...annotation,
        box: { ...annotation.box, x: impulse.place, height: 1 + impulse.place / 7 },
        ...(impulse.pick % 2 === 0 ? { isLocked: true as const } : {}),
      },
    ];
    const relabelled = (annotation: Annotation): readonly [Annotation, Annotation] => [
      annotation,
      {
        ...annotation,
        labelId: (annotation.labelId % modelLabels.length) + 1,
        state: impulse.pick % 3 === 0 ? 'dismissed' : 'corrected',
        score: 0.1 + impulse.count / 10,
        detectionId: 1 + impulse.pick,
      },
    ];
    const fresh = Array.from({ length: impulse.count }, () =>
      drawn(imageId, this.#nextNumber++, { labelId: (impulse.pick % modelLabels.length) + 1 }),
    );
    const [kind, diff] = ((): readonly [StepKind, DocumentDiff] => {
      if (picked.length === 0 || what === 'draw') return ['draw', diffOf({ added: fresh })];
      if (what === 'move') return ['move', diffOf({ updated: picked.map(moved) })];
      if (what === 'relabel') return ['relabel', diffOf({ updated: picked.map(relabelled) })];
      if (what === 'delete') return ['delete', diffOf({ removed: picked })];
      const [gone, ...rest] = picked;
      const removed = gone === undefined ? [] : [gone];
      return ['acceptAll', diffOf({ added: fresh, removed, updated: rest.map(moved) })];
    })();
    this.#record(kind, [{ imageId, diff }]);
    return { method: 'applyDiff', input: { imageId, kind, diff, baseRevision: revision } };
  }
}

type AskStorage = <K extends keyof StorageMethods>(
  method: K,
  input: MethodInput<StorageMethods, K>,
) => MethodOutput<StorageMethods, K>;

/** The same view of what the storage holds. */
export function storedSnapshot(ask: AskStorage): unknown {
  return {
    images: ask('imageIds', { which: 'all', modelId: null }).map((imageId) => {
      const { image, annotations, detections, revision } = ask('loadDocument', { imageId });
      return {
        id: imageId,
        revision,
        state: image.state,
        annotationCount: image.annotationCount,
        detectionCount: image.detectionCount,
        annotations: [...annotations].sort((a, b) => (a.id < b.id ? -1 : 1)),
        detections: sortedDetections(detections.map(({ labelId, box, score }) => ({ labelId, box, score }))),
      };
    }),
    history: [...ask('listHistory', { limit: 1_000_000 })]
      .reverse()
      .map(({ sequence, kind, imageId, boxCount, undone }) => ({
        sequence,
        kind,
        imageId,
        boxCount,
        undone,
      })),
    usage: ask('listLabels', {}).map(({ usageCount }) => usageCount),
  };
}

function sortedDetections<T extends { readonly score: number }>(detections: readonly T[]): readonly T[] {
  return [...detections].sort((a, b) => b.score - a.score);
}
