/* Holds large pictures decoded and shrunk, and cuts tiles from them: halving a picture of 48 million pixels takes the thread
   that does it a quarter of a second. */
import { fetchPicture } from '../fetchPicture.ts';
import { groundOf } from '../ground.ts';
import type { PyramidAnswer, PyramidRequest } from './pyramidMessages.ts';
import { carriedBy, levelsOf } from './tileGrid.ts';

/** All levels of the pictures that are open; null while one is being decoded. */
const open = new Map<number, readonly ImageBitmap[] | null>();

function answer(message: PyramidAnswer, transfer: readonly Transferable[] = []): void {
  self.postMessage(message, { transfer: [...transfer] });
}

/** Rejects where the picture cannot be had; ends early where it is no longer wanted. */
async function decode(id: number, url: string): Promise<void> {
  const made: ImageBitmap[] = [];
  const isWanted = (): boolean => open.has(id);
  open.set(id, null);
  try {
    const blob = await fetchPicture(url);
    if (!isWanted()) return;
    const original = await createImageBitmap(blob);
    let last = original;
    made.push(original);
    for (const { width, height } of levelsOf(original).slice(1)) {
      if (!isWanted()) return;
      const size = { resizeWidth: width, resizeHeight: height };
      last = await createImageBitmap(last, { ...size, resizeQuality: 'medium' });
      made.push(last);
    }
    const [ground, coarsest] = await Promise.all([groundOf(last), createImageBitmap(last)]);
    if (!isWanted()) {
      coarsest.close();
      return;
    }
    open.set(id, made.splice(0));
    const { width, height } = original;
    answer({ kind: 'opened', id, size: { width, height }, ground, coarsest }, [coarsest]);
  } catch (error) {
    open.delete(id);
    throw error;
  } finally {
    for (const bitmap of made) bitmap.close();
  }
}

async function receive(request: PyramidRequest): Promise<void> {
  const { id } = request;
  switch (request.kind) {
    case 'open':
      await decode(id, request.url);
      return;
    case 'tile': {
      const level = open.get(id)?.[request.tile.level];
      if (level === undefined) return;
      const { x, y, width, height } = carriedBy(request.tile, level);
      const bitmap = await createImageBitmap(level, x, y, width, height);
      answer({ kind: 'tile', id, tile: request.tile, bitmap }, [bitmap]);
      return;
    }
    case 'close':
      for (const level of open.get(id) ?? []) level.close();
      open.delete(id);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<PyramidRequest>) => {
  receive(data).catch((error: unknown) => {
    answer({ kind: 'failed', id: data.id, reason: String(error) });
  });
});
