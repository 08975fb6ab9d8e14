import type { Client } from '#renderer/ipc/client.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import type { AnnotationSession } from './annotationSession.ts';
import type { ImageListStore } from './imageListStore.ts';

/** Which image is open, and the way to the next one. */
export interface ImageNavigator {
  open(imageId: number): Promise<void>;
  openAt(index: number): Promise<void>;
  /** Opens the next (1) or previous (-1) image of the list; stays where it is at either end. */
  step(by: 1 | -1): Promise<void>;
  /** Marks the open image as reviewed and opens the next of the list. */
  finishAndStep(): Promise<void>;
  /** The open image goes back to being worked on. */
  reopen(): Promise<void>;
  toggleFlag(): Promise<void>;
}

export interface NavigatorParts {
  readonly client: Pick<Client, 'image' | 'project'>;
  readonly session: AnnotationSession;
  readonly images: ImageListStore;
  readonly report: (thrown: unknown) => void;
}

export function createImageNavigator({ client, session, images, report }: NavigatorParts): ImageNavigator {
  const openImage = (): ImageAsset | null => images.getState().current;

  const open = async (imageId: number): Promise<void> => {
    try {
      await Promise.all([session.open(imageId), images.locate(imageId)]);
      await client.project.rememberImage({ imageId });
    } catch (thrown) {
      report(thrown);
    }
  };

  const openAt = async (index: number): Promise<void> => {
    const row = await images.fetchRow(index);
    if (row !== null) await open(row.id);
  };

  /** The row that stands `by` away from the open image: from the top where the open image is not in the list. */
  const neighbour = async (by: 1 | -1): Promise<ImageAsset | null> => {
    const { currentIndex } = images.getState();
    return images.fetchRow(currentIndex === null ? 0 : currentIndex + by);
  };

  return {
    open,
    openAt,
    step: async (by) => {
      const row = await neighbour(by);
      if (row !== null) await open(row.id);
    },
    finishAndStep: async () => {
      const image = openImage();
      if (image === null) return;
      // Found before the state changes: a list filtered by state loses the image, and its neighbour moves up.
      const next = await neighbour(1);
      try {
        await session.settled();
        await client.image.setState({ imageIds: [image.id], state: 'reviewed' });
      } catch (thrown) {
        report(thrown);
        return;
      }
      if (next !== null && next.id !== image.id) await open(next.id);
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
