import type { Picture } from '../picture.ts';
import type { PyramidAnswer, PyramidRequest } from './pyramidMessages.ts';
import { createTiledPicture, type TiledPicture } from './tiledPicture.ts';

/** Large pictures, decoded by one worker that starts with the first of them. */
export interface Pyramids {
  /** @returns rejects when the picture cannot be loaded or decoded */
  open(url: string): Promise<Picture>;
  dispose(): void;
}

interface Waiting {
  readonly resolve: (picture: Picture) => void;
  readonly reject: (error: Error) => void;
}

export function createPyramids(): Pyramids {
  let worker: Worker | null = null;
  let nextId = 1;
  const waiting = new Map<number, Waiting>();
  const pictures = new Map<number, TiledPicture>();

  const send = (request: PyramidRequest): void => {
    worker?.postMessage(request);
  };
  const receive = ({ data }: MessageEvent<PyramidAnswer>): void => {
    const { id } = data;
    switch (data.kind) {
      case 'opened': {
        const picture = createTiledPicture({
          ground: data.ground,
          size: data.size,
          coarsest: data.coarsest,
          ask: (tile) => {
            send({ kind: 'tile', id, tile });
          },
          onDispose: () => {
            pictures.delete(id);
            send({ kind: 'close', id });
          },
        });
        pictures.set(id, picture);
        waiting.get(id)?.resolve(picture);
        waiting.delete(id);
        return;
      }
      case 'tile': {
        const picture = pictures.get(id);
        if (picture === undefined) data.bitmap.close();
        else picture.arrive(data.tile, data.bitmap);
        return;
      }
      case 'failed':
        waiting.get(id)?.reject(new Error(data.reason));
        waiting.delete(id);
    }
  };
  const start = (): Worker => {
    const started = new Worker(new URL('./pyramidWorker.ts', import.meta.url), {
      type: 'module',
      name: 'pyramid',
    });
    started.addEventListener('message', receive);
    started.addEventListener('error', ({ message }) => {
      for (const { reject } of waiting.values()) reject(new Error(message));
      waiting.clear();
    });
    return started;
  };

  return {
    open: (url) => {
      worker ??= start();
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send({ kind: 'open', id, url });
      });
    },
    dispose: () => {
      worker?.terminate();
      worker = null;
    },
  };
}
