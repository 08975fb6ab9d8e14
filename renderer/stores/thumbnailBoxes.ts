import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type { Annotation, Detection } from '#shared/annotation/annotation.ts';
import type { DetectionFilter } from '#shared/detection/visibleDetections.ts';
import type { CanvasBox } from './annotationSession.ts';
import { createVisibleBoxes } from './sessionBoxes.ts';
import type { Store } from './store.ts';

/** What is boxed on an image, as storage has it. */
export interface StoredBoxes {
  readonly annotations: readonly Annotation[];
  readonly detections: readonly Detection[];
}

export interface ThumbnailBoxesState {
  /** Images that were in sight last; one that is not here is not known yet. */
  readonly byImage: ReadonlyMap<number, StoredBoxes>;
}

interface ThumbnailBoxesActions {
  /** These are in sight: their boxes are asked for once the list rests, and again when they change. */
  show(imageIds: readonly number[]): void;
  /** Forgets everything: another project, or none. */
  clear(): void;
}

export type ThumbnailBoxesStore = Store<ThumbnailBoxesState, ThumbnailBoxesActions>;

/** A list that is scrolled through asks a few times a second. */
const restMs = 120;
/** Images that change under the hands of a person are asked for when these rest, or now and then. */
const changedRestMs = 700;
const longestWaitMs = 4000;
/** Images asked for at once; more are never in sight. */
const mostAsked = 100;
/** Images kept beyond those in sight, for the way back. */
const mostKept = 400;

/** The boxes that the pictures of the image list show. However long the list is, only those in sight are asked for. */
export function createThumbnailBoxesStore(client: Pick<Client, 'annotation' | 'on'>): ThumbnailBoxesStore {
  const store = createStore<ThumbnailBoxesState>(() => ({ byImage: new Map() }));
  let inSight: readonly number[] = [];
  /** In sight before, and changed since. */
  const stale = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isAsking = false;
  /** When the first of the changes came that were not asked about yet; null for none. */
  let waitingSinceMs: number | null = null;
  /** Another number voids the answers under way. */
  let generation = 0;

  const ask = async (): Promise<void> => {
    timer = null;
    waitingSinceMs = null;
    const { byImage } = store.getState();
    const imageIds = inSight.filter((id) => stale.has(id) || !byImage.has(id)).slice(0, mostAsked);
    if (imageIds.length === 0) return;
    const asked = generation;
    isAsking = true;
    // What changes from here on makes the answer old.
    for (const id of imageIds) stale.delete(id);
    try {
      const answer = await client.annotation.boxes({ imageIds });
      if (asked !== generation) return;
      const next = new Map(store.getState().byImage);
      for (const { imageId, annotations, detections } of answer) {
        next.delete(imageId);
        next.set(imageId, { annotations, detections });
      }
      for (const oldest of next.keys()) {
        if (next.size <= mostKept) break;
        next.delete(oldest);
      }
      store.setState({ byImage: next });
      isAsking = false;
      // Others may have come into sight, or changed, meanwhile.
      request();
    } catch {
      // The list itself says when the project cannot be read; the pictures stay without boxes.
    } finally {
      isAsking = false;
    }
  };

  const request = (): void => {
    if (isAsking) return;
    // One who scrolls does not wait for edits to rest.
    if (timer !== null && waitingSinceMs !== null) {
      clearTimeout(timer);
      timer = null;
    }
    waitingSinceMs = null;
    timer ??= setTimeout(() => void ask(), restMs);
  };

  const requestChanged = (): void => {
    if (isAsking) return;
    // What is asked about soon anyway is asked about then.
    if (timer !== null && waitingSinceMs === null) return;
    waitingSinceMs ??= Date.now();
    if (timer !== null) clearTimeout(timer);
    const waited = Date.now() - waitingSinceMs;
    timer = setTimeout(() => void ask(), Math.max(0, Math.min(changedRestMs, longestWaitMs - waited)));
  };

  for (const event of ['images.changed', 'detections.changed', 'annotations.changed'] as const) {
    client.on(event, ({ imageIds }) => {
      const { byImage } = store.getState();
      for (const id of imageIds ?? [...byImage.keys(), ...inSight]) stale.add(id);
      requestChanged();
    });
  }

  return Object.assign(store, {
    show: (imageIds: readonly number[]) => {
      inSight = imageIds;
      request();
    },
    clear: () => {
      generation += 1;
      inSight = [];
      stale.clear();
      if (timer !== null) clearTimeout(timer);
      timer = null;
      store.setState({ byImage: new Map() });
    },
  });
}

/** The boxes of an image as its canvas would show them. */
export function boxesOnThumbnail(
  { annotations, detections }: StoredBoxes,
  filter: DetectionFilter,
): readonly CanvasBox[] {
  const document = new Map(annotations.map((annotation) => [annotation.id, annotation]));
  return createVisibleBoxes()(document, detections, filter).boxes;
}
