import { AppError } from '#shared/base/errors.ts';
import type { SceneLayout } from '#shared/graphView/layout/layoutScene.ts';
import type { Scene } from '#shared/graphView/scene.ts';
import type { LayoutAnswer, LayoutRequest } from './layoutWorker.ts';

/**
 * Lays scenes out in a worker that is kept warm. One at a time: a new scene ends the worker of the one before, which is
 * no longer wanted.
 */
export function createLayouter(): (scene: Scene) => Promise<SceneLayout> {
  let worker: Worker | null = null;
  let waiting: { readonly id: number; readonly reject: (error: Error) => void } | null = null;
  let nextId = 1;
  return (scene) => {
    if (waiting !== null) {
      waiting.reject(new AppError('job.cancelled', 'Cancelled.'));
      worker?.terminate();
      worker = null;
    }
    worker ??= new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module', name: 'layout' });
    const current = worker;
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting = { id, reject };
      const end = (): void => {
        current.removeEventListener('message', receive);
        current.removeEventListener('error', fail);
        if (waiting?.id === id) waiting = null;
      };
      const receive = ({ data }: MessageEvent<LayoutAnswer>): void => {
        if (data.id !== id) return;
        end();
        if ('layout' in data) resolve(data.layout);
        else reject(new Error(`The layout failed: ${data.failure}`));
      };
      const fail = (event: ErrorEvent): void => {
        end();
        worker = null;
        reject(new Error(`The layout failed: ${event.message}`));
      };
      current.addEventListener('message', receive);
      current.addEventListener('error', fail);
      const request: LayoutRequest = { id, scene };
      current.postMessage(request);
    });
  };
}
