import { imageUrl } from '#renderer/ipc/imageUrls.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import type { LoadPicture, Picture } from './picture.ts';

/** What is needed of an image to load its picture. */
export type PictureOf = Pick<ImageAsset, 'id' | 'sha256' | 'width' | 'height'>;

/** Pictures that are on the screen or may be next. It alone disposes of them. */
export interface PictureShelf {
  /** The picture where it is decoded already. */
  ready(image: PictureOf): Picture | null;
  /** Loads the picture of the image that is to be shown now; rejects when it cannot be loaded. */
  load(image: PictureOf): Promise<Picture>;
  /** This one is on the screen from now on; the one before may go. */
  keep(picture: Picture | null): void;
  /** From now on these are decoded ahead, one after the other; others are let go, save the one on the screen. */
  want(images: readonly PictureOf[]): void;
  dispose(): void;
}

/** Larger ones are not decoded ahead: several of them would take hundreds of megabytes. */
const largestAhead = 12_000_000;

interface Entry {
  readonly loading: Promise<Picture>;
  picture: Picture | null;
}

export function createPictureShelf(load: LoadPicture): PictureShelf {
  const entries = new Map<string, Entry>();
  /** What was asked for last, and what is on the screen, which may still be another one. */
  let asked: string | null = null;
  let shown: Picture | null = null;
  let wanted: readonly PictureOf[] = [];
  let isDecoding = false;

  const take = (image: PictureOf): Entry => {
    const url = imageUrl(image);
    const known = entries.get(url);
    if (known !== undefined) return known;
    const entry: Entry = { loading: load(url, image), picture: null };
    entries.set(url, entry);
    entry.loading.then(
      (picture) => {
        if (entries.get(url) === entry) entry.picture = picture;
        else picture.dispose();
      },
      // The next one who asks for it tries again.
      () => {
        if (entries.get(url) === entry) entries.delete(url);
      },
    );
    return entry;
  };

  const letGo = (): void => {
    const kept = new Set(wanted.map(imageUrl));
    for (const [url, { picture }] of entries) {
      if (url === asked || kept.has(url) || (picture !== null && picture === shown)) continue;
      entries.delete(url);
      picture?.dispose();
    }
  };

  const decodeAhead = async (): Promise<void> => {
    if (isDecoding) return;
    isDecoding = true;
    const tried = new Set<string>();
    for (;;) {
      const next = wanted.find((image) => {
        const url = imageUrl(image);
        return !tried.has(url) && (entries.get(url)?.picture ?? null) === null;
      });
      if (next === undefined) break;
      tried.add(imageUrl(next));
      // The one that is to be shown goes first; and one that cannot be loaded says so when it is opened.
      if (asked !== null) await entries.get(asked)?.loading.catch(() => undefined);
      if (wanted.includes(next)) await take(next).loading.catch(() => undefined);
    }
    isDecoding = false;
  };

  return {
    ready: (image) => entries.get(imageUrl(image))?.picture ?? null,
    load: (image) => {
      asked = imageUrl(image);
      return take(image).loading;
    },
    keep: (picture) => {
      shown = picture;
      letGo();
    },
    want: (images) => {
      wanted = images.filter(({ width, height }) => width * height <= largestAhead);
      letGo();
      void decodeAhead();
    },
    dispose: () => {
      asked = null;
      shown = null;
      wanted = [];
      letGo();
    },
  };
}
