import { useEffect } from 'react';
import { useStore } from 'zustand';
import { imageUrl } from '#renderer/ipc/imageUrls.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';

/** One behind and two ahead: where the next keys go. */
const offsets = [1, 2, -1];

/** Decodes the neighbours of the open image ahead of time, and keeps them for as long as they are neighbours. */
export function useNeighbourImages(): void {
  const { images } = useWorkbench();
  const index = useStore(images, (state) => state.currentIndex);
  useEffect(() => {
    if (index === null) return undefined;
    let isOver = false;
    const kept: HTMLImageElement[] = [];
    const load = async (): Promise<void> => {
      for (const offset of offsets) {
        const row = await images.fetchRow(index + offset);
        if (isOver) return;
        if (row === null) continue;
        const picture = new Image();
        picture.src = imageUrl(row);
        kept.push(picture);
        // An image that cannot be loaded says so when it is opened.
        await picture.decode().catch(() => undefined);
      }
    };
    void load();
    return () => {
      isOver = true;
      kept.length = 0;
    };
  }, [images, index]);
}
