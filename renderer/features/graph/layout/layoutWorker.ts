import { layoutScene, type SceneLayout } from '#shared/graphView/layout/layoutScene.ts';
import type { Scene } from '#shared/graphView/scene.ts';

/** A scene on its way to the worker. */
export interface LayoutRequest {
  readonly id: number;
  readonly scene: Scene;
}

/** What comes back: the places, or what went wrong. */
export type LayoutAnswer =
  { readonly id: number; readonly layout: SceneLayout } | { readonly id: number; readonly failure: string };

self.addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
  try {
    const layout = layoutScene(data.scene);
    const answer: LayoutAnswer = { id: data.id, layout };
    self.postMessage(answer, { transfer: [layout.boxes.buffer] });
  } catch (thrown) {
    const answer: LayoutAnswer = { id: data.id, failure: String(thrown) };
    self.postMessage(answer);
  }
});
