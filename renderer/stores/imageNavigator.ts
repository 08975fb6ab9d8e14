import type { Client } from '#renderer/ipc/client.ts';
import type { ImageAsset, ImageState } from '#shared/dataset/imageAsset.ts';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';
import type { AnnotationSession } from './annotationSession.ts';
import type { ImageListStore } from './imageListStore.ts';

/** Which image is open, and the way to the next one. */
export interface ImageNavigator {
  open(imageId: number): Promise<void>;
  /** Opens the next (1) or previous (-1) image of the list; stays where it is at either end. */
  step(by: 1 | -1): Promise<void>;
  /**
   * Opens the image that the detector doubts most, of those not reviewed yet; asked again from there, the next one.
   *
   * @returns whether there was one
   */
  openMostDoubtful(): Promise<boolean>;
  /** Marks the open image as reviewed and opens the next of the list. */
  finishAndStep(): Promise<void>;
  /** The open image goes back to being worked on. */
  reopen(): Promise<void>;
  toggleFlag(): Promise<void>;
}

/** States in which an image still asks for work. */
const unfinished: readonly ImageState[] = ['new', 'prelabelled', 'inProgress'];

interface ListedImage {
  readonly index: number;
  readonly image: ImageAsset;
}

export interface NavigatorParts {
  readonly client: Pick<Client, 'image' | 'project'>;
  readonly session: AnnotationSession;
  readonly images: ImageListStore;
  readonly report: (thrown: unknown) => void;
}

export function createImageNavigator({ client, session, images, report }: NavigatorParts): ImageNavigator {
  const openImage = (): ImageAsset | null => images.getState().current;
  const openId = (): number | null => session.getState().image?.id ?? null;

  let isRemembering = false;
  /** The project opens with this image the next time. Of images gone through quickly only the last one is written. */
  const remember = async (): Promise<void> => {
    if (isRemembering) return;
    isRemembering = true;
    try {
      let remembered: number | null = null;
      for (let imageId = openId(); imageId !== null && imageId !== remembered; imageId = openId()) {
        await client.project.rememberImage({ imageId });
        remembered = imageId;
      }
    } catch (thrown) {
      report(thrown);
    } finally {
      isRemembering = false;
    }
  };

  const open = async (imageId: number): Promise<void> => {
    try {
      await session.open(imageId);
      await remember();
    } catch (thrown) {
      report(thrown);
    }
  };

  /** The row that stands `by` away from the open image: the top where the open image is not in the list. */
  const neighbour = async (by: 1 | -1): Promise<ListedImage | null> => {
    const { currentIndex } = images.getState();
    const index = currentIndex === null ? 0 : currentIndex + by;
    const image = await images.fetchRow(index);
    return image === null ? null : { index, image };
  };

  /** Keys come faster than images load: each one counts from where the one before has pointed. */
  let pointing: Promise<unknown> = Promise.resolve();
  const step = async (by: 1 | -1): Promise<void> => {
    const pointed = pointing.then(async () => {
      const next = await neighbour(by);
      if (next === null) return null;
      images.point(next.index, next.image);
      // At once, while it is still the neighbour that was fetched ahead; the next key does not wait for it.
      return { opened: open(next.image.id) };
    });
    pointing = pointed.catch(() => undefined);
    try {
      await (
        await pointed
      )?.opened;
    } catch (thrown) {
      report(thrown);
    }
  };

  return {
    open,
    step,
    openMostDoubtful: async () => {
      try {
        const query: ImageQuery = { states: [...unfinished], sort: 'doubt', descending: true };
        const image = openImage();
        const at = image === null ? null : (await client.image.indexOf({ query, imageId: image.id })).index;
        const after = at === null ? 0 : at + 1;
        const { items } = await client.image.list({ query, offset: after, limit: 1 });
        // Past the last one it begins anew.
        const [next] =
          items.length > 0 ? items : (await client.image.list({ query, offset: 0, limit: 1 })).items;
        if (next === undefined || next.id === image?.id) return false;
        await open(next.id);
        return true;
      } catch (thrown) {
        report(thrown);
        return true;
      }
    },
    finishAndStep: async () => {
      const image = openImage();
      if (image === null) return;
      try {
        // Found before the state changes: a list filtered by state loses the image, and its neighbour moves up.
        const next = await neighbour(1);
        await session.settled();
        await client.image.setState({ imageIds: [image.id], state: 'reviewed' });
        if (next !== null && next.image.id !== image.id) {
          images.point(next.index, next.image);
          await open(next.image.id);
        }
      } catch (thrown) {
        report(thrown);
      }
    },
    reopen: async () => {
      const image = openImage();
      if (image === null) return;
      try {
        await client.image.setState({ imageIds: [image.id], state: 'inProgress' });
      } catch (thrown) {
        report(thrown);
      }
    },
    toggleFlag: async () => {
      const image = openImage();
      if (image === null) return;
      try {
        await client.image.setFlagged({ imageIds: [image.id], flagged: !image.flagged });
      } catch (thrown) {
        report(thrown);
      }
    },
  };
}
