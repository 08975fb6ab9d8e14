import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Annotation, Detection } from '#shared/annotation/annotation.ts';
import type { EventName } from '#shared/ipc/events.ts';
import { boxesOnThumbnail, createThumbnailBoxesStore, type ThumbnailBoxesStore } from './thumbnailBoxes.ts';

const box = { x: 1, y: 2, width: 30, height: 40 };
let asked: number[][];
let fail = false;
const listeners = new Map<EventName, (payload: { imageIds: number[] | null }) => void>();
let store: ThumbnailBoxesStore;
/** How many boxes each image has. */
let counts: Map<number, number>;

const annotation = (imageId: number, id: string, more: Partial<Annotation> = {}): Annotation => ({
  id,
  imageId,
  labelId: 1,
  box,
  state: 'accepted',
  score: null,
  detectionId: null,
  ...more,
});

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  fail = false;
  counts = new Map();
  listeners.clear();
  store = createThumbnailBoxesStore({
    annotation: {
      boxes: ({ imageIds }: { imageIds: number[] }) => {
        asked.push(imageIds);
        if (fail) return Promise.reject(new Error('gone'));
        const answer = imageIds.map((imageId) => ({
          imageId,
          annotations: Array.from({ length: counts.get(imageId) ?? 0 }, (_, at) =>
            annotation(imageId, `${at}`),
          ),
          detections: [],
        }));
        return Promise.resolve(answer);
      },
    },
    on: (event: EventName, listener: never) => {
      listeners.set(event, listener);
      return () => undefined;
    },
  } as unknown as Parameters<typeof createThumbnailBoxesStore>[0]);
});

afterEach(() => {
  vi.useRealTimers();
});

const rest = () => vi.advanceTimersByTimeAsync(1000);
const countOf = (id: number) => store.getState().byImage.get(id)?.annotations.length;

describe('boxes on the pictures of the list', () => {
  it('are asked for once, for the rows where scrolling comes to rest', async () => {
    store.show([1, 2, 3]);
    store.show([501, 502]);
    await rest();
    store.show([502, 503]);
    await rest();
    expect(asked).toEqual([[501, 502], [503]]);
  });

  it.each(['images.changed', 'detections.changed', 'annotations.changed'] as const)(
    'follow %s',
    async (event) => {
      store.show([1, 2]);
      await rest();
      counts.set(2, 5);
      listeners.get(event)?.({ imageIds: [2, 99] });
      await rest();
      expect(asked).toEqual([[1, 2], [2]]);
      expect(countOf(2)).toBe(5);
    },
  );

  it('follow what may have changed any image, those out of sight when they come back', async () => {
    store.show([1]);
    await rest();
    store.show([2]);
    await rest();
    listeners.get('images.changed')?.({ imageIds: null });
    await rest();
    store.show([1]);
    await rest();
    expect(asked).toEqual([[1], [2], [2], [1]]);
  });

  it('are asked for again when they changed while they were on the way', async () => {
    store.show([1]);
    await vi.advanceTimersByTimeAsync(119);
    vi.advanceTimersByTime(1);
    counts.set(1, 3);
    listeners.get('annotations.changed')?.({ imageIds: [1] });
    await rest();
    expect(asked).toEqual([[1], [1]]);
    expect(countOf(1)).toBe(3);
  });

  it('are at most a hundred images at once, the others after', async () => {
    store.show(Array.from({ length: 130 }, (_, id) => id));
    await rest();
    expect(asked.map((ids) => ids.length)).toEqual([100, 30]);
  });

  it('are not asked for without end when that fails', async () => {
    fail = true;
    store.show([1]);
    await rest();
    expect(asked).toHaveLength(1);
    fail = false;
    store.show([1]);
    await rest();
    expect(countOf(1)).toBe(0);
  });

  it('are forgotten with the project, also those on the way', async () => {
    store.show([1]);
    vi.advanceTimersByTime(120);
    store.clear();
    await rest();
    expect(store.getState().byImage.size).toBe(0);
  });

  it('keep a bounded number of images', async () => {
    for (let from = 0; from < 1000; from += 100) {
      store.show(Array.from({ length: 100 }, (_, at) => from + at));
      await rest();
    }
    expect(store.getState().byImage.size).toBe(400);
    expect(store.getState().byImage.has(999)).toBe(true);
  });

  it('are those that the canvas shows', () => {
    const detection = (id: number, score: number): Detection => ({
      id,
      imageId: 1,
      labelId: 2,
      box: { x: 100 * id, y: 0, width: 10, height: 10 },
      score,
    });
    const shown = boxesOnThumbnail(
      {
        annotations: [annotation(1, 'a'), annotation(1, 'b', { state: 'dismissed' })],
        detections: [detection(1, 0.9), detection(2, 0.2)],
      },
      { scoreThreshold: 0.5, nmsThreshold: 0.5 },
    );
    expect(shown.map(({ key }) => key)).toEqual(['a', 'detection:1']);
  });
});
