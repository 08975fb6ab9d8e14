import { createStore } from 'zustand/vanilla';
import { toWireError, type WireError } from '#shared/base/errors.ts';
import type { Client } from '#renderer/ipc/client.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';
import type { Store } from './store.ts';

/** Rows asked for at once. */
export const pageSize = 100;

/** Pages kept: 5,000 rows, whatever the project holds. */
const keptPages = 50;

export const initialQuery: ImageQuery = { sort: 'name', descending: false };

export interface ImageListState {
  readonly query: ImageQuery;
  /** How many images the query gives; null before the first answer. */
  readonly total: number | null;
  readonly pages: ReadonlyMap<number, readonly ImageAsset[]>;
  readonly error: WireError | null;
  /** Where the open image stands in the list; null when it is not in it. */
  readonly currentIndex: number | null;
  /** The open image as storage has it: with the state and counts that its edits have led to. */
  readonly current: ImageAsset | null;
}

interface ImageListActions {
  /** Forgets everything: another project, or none. */
  clear(): void;
  setQuery(patch: Partial<ImageQuery>): void;
  /** Sees to it that these rows are there, or will be. */
  ensureRows(first: number, last: number): void;
  rowAt(index: number): ImageAsset | null;
  /** Like {@link rowAt}, waiting for the page; null outside the list. */
  fetchRow(index: number): Promise<ImageAsset | null>;
  /** The open image will be this row: said before it is loaded, so that the next key counts from here. */
  point(index: number, image: ImageAsset): void;
  /** Finds the image in the list. */
  locate(imageId: number | null): Promise<void>;
  /** Images have changed: pages are asked for again, and shown as they were until the answer comes. */
  refresh(): Promise<void>;
}

export type ImageListStore = Store<ImageListState, ImageListActions>;

export function createImageListStore(client: Pick<Client, 'image'>): ImageListStore {
  const store = createStore<ImageListState>(() => ({
    query: initialQuery,
    total: null,
    pages: new Map(),
    error: null,
    currentIndex: null,
    current: null,
  }));
  /** Another number voids the answers under way: they are for another query or older than a change. */
  let generation = 0;
  let stale = new Set<number>();
  let underWay = new Map<number, Promise<void>>();
  let visible: readonly [first: number, last: number] = [0, 0];
  let located: number | null = null;

  const keepPage = (page: number, items: readonly ImageAsset[], total: number): void => {
    store.setState((state) => {
      const pages = new Map(state.pages);
      pages.delete(page);
      pages.set(page, items);
      for (const oldest of pages.keys()) {
        if (pages.size <= keptPages) break;
        pages.delete(oldest);
      }
      return { pages, total, error: null };
    });
  };

  const fetchPage = (page: number): Promise<void> => {
    const pending = underWay.get(page);
    if (pending !== undefined) return pending;
    const asked = generation;
    const answer = client.image
      .list({ query: store.getState().query, offset: page * pageSize, limit: pageSize })
      .then(
        ({ items, total }) => {
          if (asked !== generation) return;
          stale.delete(page);
          keepPage(page, items, total);
        },
        (thrown: unknown) => {
          if (asked === generation) store.setState({ error: toWireError(thrown) });
        },
      )
      .finally(() => {
        if (asked === generation) underWay.delete(page);
      });
    underWay.set(page, answer);
    return answer;
  };

  const startOver = (): void => {
    generation += 1;
    underWay = new Map();
    stale = new Set();
  };

  const locate = async (imageId: number | null): Promise<void> => {
    located = imageId;
    if (imageId === null) {
      store.setState({ currentIndex: null, current: null });
      return;
    }
    const asked = generation;
    try {
      const [{ index }, current] = await Promise.all([
        client.image.indexOf({ query: store.getState().query, imageId }),
        client.image.get({ imageId }),
      ]);
      if (asked === generation && located === imageId) store.setState({ currentIndex: index, current });
    } catch (thrown) {
      store.setState({ error: toWireError(thrown) });
    }
  };

  const pagesOf = (first: number, last: number): readonly number[] => {
    const pages: number[] = [];
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1)
      pages.push(page);
    return pages;
  };

  const ensureRows = (first: number, last: number): void => {
    visible = [first, last];
    const { pages } = store.getState();
    for (const page of pagesOf(first, last)) if (!pages.has(page) || stale.has(page)) void fetchPage(page);
  };

  const rowAt = (index: number): ImageAsset | null =>
    store.getState().pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null;

  return Object.assign(store, {
    ensureRows,
    rowAt,
    locate,
    point: (currentIndex: number, current: ImageAsset) => {
      located = current.id;
      store.setState({ currentIndex, current });
    },
    clear: () => {
      startOver();
      located = null;
      visible = [0, 0];
      store.setState({
        query: initialQuery,
        total: null,
        pages: new Map(),
        error: null,
        currentIndex: null,
        current: null,
      });
    },
    setQuery: (patch: Partial<ImageQuery>) => {
      startOver();
      visible = [0, 0];
      store.setState((state) => ({ query: { ...state.query, ...patch }, pages: new Map(), total: null }));
      void fetchPage(0);
      void locate(located);
    },
    fetchRow: async (index: number) => {
      const { total } = store.getState();
      if (index < 0 || (total !== null && index >= total)) return null;
      if (rowAt(index) === null) await fetchPage(Math.floor(index / pageSize));
      return rowAt(index);
    },
    refresh: async () => {
      startOver();
      stale = new Set(store.getState().pages.keys());
      await Promise.all([...pagesOf(visible[0], visible[1]).map(fetchPage), locate(located)]);
    },
  });
}
