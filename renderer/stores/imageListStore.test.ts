import { describe, expect, it, vi } from 'vitest';
import type { Client } from '#renderer/ipc/client.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import { createImageListStore, pageSize } from './imageListStore.ts';

function asset(id: number, path = `image_${id}.png`): ImageAsset {
  return {
    id,
    path,
    sha256: '0'.repeat(64),
    width: 10,
    height: 10,
    kind: 'raster',
    state: 'new',
    flagged: false,
    latex: null,
    annotationCount: 0,
    detectionCount: 0,
    doubt: null,
  };
}

/** A list of so many images, which answers when it is let. */
function listOf(total: number) {
  const waiting: (() => void)[] = [];
  let isHeld = false;
  const answer = async <T>(value: () => T): Promise<T> => {
    if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
    return value();
  };
  const list = vi.fn(
    ({ query, offset, limit }: { query: { text?: string }; offset: number; limit: number }) => {
      const all = Array.from({ length: total }, (_, index) => asset(index + 1)).filter(({ path }) =>
        path.includes(query.text ?? ''),
      );
      return answer(() => ({ total: all.length, items: all.slice(offset, offset + limit) }));
    },
  );
  const image = {
    list,
    indexOf: vi.fn(({ imageId }: { imageId: number }) => answer(() => ({ index: imageId - 1 }))),
    get: vi.fn(({ imageId }: { imageId: number }) => answer(() => asset(imageId))),
  };
  return {
    list,
    store: createImageListStore({ image } as unknown as Pick<Client, 'image'>),
    hold: () => {
      isHeld = true;
    },
    letGo: async () => {
      isHeld = false;
      for (const resolve of waiting.splice(0)) resolve();
      await vi.waitFor(() => {
        expect(waiting).toHaveLength(0);
      });
    },
  };
}

describe('the image list', () => {
  it('asks for the pages of the visible rows only, and once', async () => {
    const { store, list } = listOf(50_000);
    store.ensureRows(195, 205);
    store.ensureRows(196, 206);
    await vi.waitFor(() => {
      expect(store.getState().pages.size).toBe(2);
    });
    expect(list.mock.calls.map(([{ offset }]) => offset)).toEqual([pageSize, 2 * pageSize]);
    expect(store.getState().total).toBe(50_000);
    expect(store.rowAt(205)?.id).toBe(206);
    expect(store.rowAt(0)).toBeNull();
  });

  it('keeps a bounded number of pages, the newest', async () => {
    const { store } = listOf(8_000);
    for (let page = 0; page < 80; page += 1) await store.fetchRow(page * pageSize);
    expect(store.getState().pages.size).toBe(50);
    expect(store.rowAt(79 * pageSize)).not.toBeNull();
    expect(store.rowAt(0)).toBeNull();
  });

  it('drops an answer to a query that is no longer asked', async () => {
    const { store, hold, letGo } = listOf(300);
    hold();
    store.ensureRows(0, 0);
    store.setQuery({ text: 'image_3' });
    await letGo();
    await vi.waitFor(() => {
      expect(store.getState().total).toBe(12);
    });
    expect(store.rowAt(0)?.path).toBe('image_3.png');
  });

  it('shows rows as they were while it asks for them again', async () => {
    const { store, hold, letGo, list } = listOf(300);
    await store.fetchRow(0);
    hold();
    const refreshed = store.refresh();
    expect(store.rowAt(0)?.id).toBe(1);
    await letGo();
    await refreshed;
    expect(list).toHaveBeenCalledTimes(2);
  });

  it('finds no row outside the list', async () => {
    const { store } = listOf(3);
    await store.fetchRow(0);
    expect(await store.fetchRow(-1)).toBeNull();
    expect(await store.fetchRow(3)).toBeNull();
    expect((await store.fetchRow(2))?.id).toBe(3);
  });

  it('finds the open image in the list', async () => {
    const { store } = listOf(300);
    await store.locate(42);
    expect(store.getState().currentIndex).toBe(41);
    expect(store.getState().current?.id).toBe(42);
    await store.locate(null);
    expect(store.getState().currentIndex).toBeNull();
  });
});
