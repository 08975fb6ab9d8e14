import type { Client } from '#renderer/ipc/client.ts';
import type { OutputOf } from '#shared/ipc/contract/contract.ts';

/** An image with all that is known of it, as storage answers. */
export type LoadedDocument = OutputOf<'annotation.load'>;

/** Documents of images that may be opened next. Whatever changes one in storage makes it be fetched anew. */
export interface DocumentsAhead {
  /** From now on these are fetched and kept, and no others. */
  want(imageIds: readonly number[]): void;
  /** The document, if it is here and nothing has changed it since it was asked for. */
  get(imageId: number): LoadedDocument | null;
  /** What is here of these images is no longer so; null for any of them. */
  forget(imageIds: readonly number[] | null): void;
}

interface Entry {
  document: LoadedDocument | null;
  isUnderWay: boolean;
  /** Rises with each change: an answer to what was asked before it is dropped. */
  version: number;
}

export function createDocumentsAhead(client: Pick<Client, 'annotation' | 'on'>): DocumentsAhead {
  let entries = new Map<number, Entry>();

  const fetch = async (imageId: number, entry: Entry): Promise<void> => {
    if (entry.isUnderWay) return;
    entry.isUnderWay = true;
    const { version } = entry;
    // An image that cannot be loaded says so when it is opened.
    const document = await client.annotation.load({ imageId }).catch(() => null);
    entry.isUnderWay = false;
    if (entries.get(imageId) !== entry) return;
    if (entry.version === version) entry.document = document;
    else void fetch(imageId, entry);
  };

  const forget = (imageIds: readonly number[] | null): void => {
    for (const imageId of imageIds ?? [...entries.keys()]) {
      const entry = entries.get(imageId);
      if (entry === undefined) continue;
      entry.version += 1;
      entry.document = null;
      void fetch(imageId, entry);
    }
  };

  for (const event of ['images.changed', 'detections.changed', 'annotations.changed'] as const) {
    client.on(event, ({ imageIds }) => {
      forget(imageIds);
    });
  }

  return {
    want: (imageIds) => {
      const before = entries;
      entries = new Map(
        imageIds.map((id) => [id, before.get(id) ?? { document: null, isUnderWay: false, version: 0 }]),
      );
      for (const [imageId, entry] of entries) if (entry.document === null) void fetch(imageId, entry);
    },
    get: (imageId) => entries.get(imageId)?.document ?? null,
    forget,
  };
}
