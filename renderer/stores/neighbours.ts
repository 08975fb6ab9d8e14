import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import type { ImageListStore } from './imageListStore.ts';

/** So many images lie ahead on the way that a person goes; and one behind, where the way back begins. */
const lookAhead = 2;

/**
 * Tells which images the next keys may open, the likeliest first: those ahead in the direction of the last step, then the
 * one behind. Told again when another image is open or the list is another.
 *
 * @returns ends it
 */
export function followNeighbours(
  images: Pick<ImageListStore, 'getState' | 'subscribe' | 'fetchRow'>,
  tell: (neighbours: readonly ImageAsset[]) => void,
): () => void {
  let direction: 1 | -1 = 1;
  /** Rises with each look; rows that come later than the next look are dropped. */
  let look = 0;

  const follow = async (): Promise<void> => {
    look += 1;
    const asked = look;
    const { currentIndex } = images.getState();
    if (currentIndex === null) {
      tell([]);
      return;
    }
    const offsets = Array.from({ length: lookAhead }, (_, at) => (at + 1) * direction);
    const rows = await Promise.all([...offsets, -direction].map((by) => images.fetchRow(currentIndex + by)));
    if (asked === look) tell(rows.filter((row) => row !== null));
  };

  const end = images.subscribe((state, before) => {
    if (state.currentIndex === before.currentIndex && state.pages === before.pages) return;
    if (state.currentIndex !== null && before.currentIndex !== null) {
      const by = state.currentIndex - before.currentIndex;
      if (by !== 0) direction = by > 0 ? 1 : -1;
    }
    void follow();
  });
  void follow();
  return () => {
    look += 1;
    end();
  };
}
