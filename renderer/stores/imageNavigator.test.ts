import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnnotationSession } from './annotationSession.ts';
import { createImageNavigator, type NavigatorParts } from './imageNavigator.ts';
import type { ImageListStore } from './imageListStore.ts';

const calls: string[] = [];
let currentIndex: number | null = 1;
const ids = [11, 12, 13];
let doubted = [13, 11, 12];
let openId: number | null = null;
let isSlow = false;
/** What the project is told to remember; each waits until it is let go. */
let remembered: { readonly imageId: number; readonly done: () => void }[] = [];

const parts = {
  session: {
    getState: () => ({ image: openId === null ? null : { id: openId } }),
    open: (id: number) => {
      calls.push(`open ${id}`);
      openId = id;
      return Promise.resolve();
    },
    settled: () => {
      calls.push('settled');
      return Promise.resolve();
    },
  } as unknown as AnnotationSession,
  images: {
    getState: () => ({
      currentIndex,
      current: currentIndex === null ? null : { id: ids[currentIndex], flagged: false },
    }),
    fetchRow: (index: number) => Promise.resolve(ids[index] === undefined ? null : { id: ids[index] }),
    locate: () => Promise.resolve(),
    point: (index: number) => {
      currentIndex = index;
    },
  } as unknown as ImageListStore,
  client: {
    image: {
      // The order of doubt is 13, 11, 12.
      indexOf: ({ imageId }: { imageId: number }) => Promise.resolve({ index: doubted.indexOf(imageId) }),
      list: ({ offset }: { offset: number }) =>
        Promise.resolve({ total: 3, items: doubted.slice(offset, offset + 1).map((id) => ({ id })) }),
      setState: ({ imageIds, state }: { imageIds: number[]; state: string }) => {
        calls.push(`${state} ${imageIds.join()}`);
        return Promise.resolve({});
      },
      setFlagged: ({ imageIds, flagged }: { imageIds: number[]; flagged: boolean }) => {
        calls.push(`flag ${imageIds.join()} ${flagged}`);
        return Promise.resolve({});
      },
    },
    project: {
      rememberImage: ({ imageId }: { imageId: number }) =>
        new Promise<void>((done) => {
          remembered.push({ imageId, done });
          if (!isSlow) done();
        }),
    },
  } as unknown as NavigatorParts['client'],
  report: vi.fn(),
};

beforeEach(() => {
  calls.length = 0;
  currentIndex = 1;
  doubted = [13, 11, 12];
  openId = null;
  isSlow = false;
  remembered = [];
});

describe('the most doubtful image', () => {
  it('follows the open one in the order of doubt, and begins anew after the last', async () => {
    const navigator = createImageNavigator(parts);
    currentIndex = 0;
    expect(await navigator.openMostDoubtful()).toBe(true);
    currentIndex = 1;
    expect(await navigator.openMostDoubtful()).toBe(true);
    expect(calls).toEqual(['open 12', 'open 13']);
  });

  it('is not found where the open one is the only one left, or none is', async () => {
    const navigator = createImageNavigator(parts);
    doubted = [12];
    expect(await navigator.openMostDoubtful()).toBe(false);
    doubted = [];
    expect(await navigator.openMostDoubtful()).toBe(false);
    expect(calls).toEqual([]);
  });
});

describe('the way between images', () => {
  it('goes to the neighbours', async () => {
    const navigator = createImageNavigator(parts);
    await navigator.step(1);
    await navigator.step(-1);
    expect(calls).toEqual(['open 13', 'open 12']);
  });

  it('counts every key, and opens where they stopped', async () => {
    currentIndex = 0;
    const navigator = createImageNavigator(parts);
    await Promise.all([navigator.step(1), navigator.step(1)]);
    expect(currentIndex).toBe(2);
    expect(calls.at(-1)).toBe('open 13');
  });

  it('remembers the image where it stopped, not each that was passed', async () => {
    isSlow = true;
    currentIndex = 0;
    const navigator = createImageNavigator(parts);
    const steps = [navigator.step(1), navigator.step(1), navigator.step(-1), navigator.step(1)];
    await vi.waitFor(() => {
      expect(calls).toHaveLength(4);
    });
    isSlow = false;
    remembered[0]?.done();
    await Promise.all(steps);
    await vi.waitFor(() => {
      expect(remembered.map(({ imageId }) => imageId)).toEqual([12, 13]);
    });
    expect(parts.report).not.toHaveBeenCalled();
  });

  it('stays at the ends', async () => {
    currentIndex = 2;
    await createImageNavigator(parts).step(1);
    currentIndex = 0;
    await createImageNavigator(parts).step(-1);
    expect(calls).toEqual([]);
  });

  it('starts at the top where the open image is not in the list', async () => {
    currentIndex = null;
    await createImageNavigator(parts).step(1);
    expect(calls).toEqual(['open 11']);
  });

  it('saves every edit before the image counts as reviewed, and goes on', async () => {
    await createImageNavigator(parts).finishAndStep();
    expect(calls).toEqual(['settled', 'reviewed 12', 'open 13']);
  });

  it('stays on the last image when it is reviewed', async () => {
    currentIndex = 2;
    await createImageNavigator(parts).finishAndStep();
    expect(calls).toEqual(['settled', 'reviewed 13']);
  });

  it('turns the flag round', async () => {
    await createImageNavigator(parts).toggleFlag();
    expect(calls).toEqual(['flag 12 true']);
  });
});
