import { imageUrl } from '#renderer/ipc/imageUrls.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import { bindPointer } from './bindPointer.ts';
import { createCanvasView } from './createCanvasView.ts';
import { createCanvasStage } from './layers/createCanvasStage.ts';
import { loadPicture, type Picture } from './picture.ts';

/** So long the last image stays on the screen while the next one is decoded: less flicker, and no wrong picture. */
const holdMs = 200;

export type CanvasParts = Pick<Workbench, 'session' | 'canvas' | 'labels' | 'settings'>;

/**
 * Puts the canvas into an element and keeps it going without React: panning and zooming render no component.
 *
 * The element tells tests and style sheets how it stands: `data-image-id`, `data-zoom`, `data-offset` (where the image's
 * corner lies) and `data-ready`, which is true once image and boxes are drawn as they are.
 *
 * @param onFailure - told whether the picture could not be shown
 * @returns takes it away again
 */
export function mountCanvas(
  container: HTMLDivElement,
  { session, canvas, labels, settings }: CanvasParts,
  onFailure: (hasFailed: boolean) => void,
): () => void {
  const view = createCanvasView(session, canvas.getState().tool);
  let picture: Picture | null = null;
  let asked: string | null = null;
  let isLoading = false;
  let holdUntil = 0;

  const stage = createCanvasStage({
    container,
    view,
    session,
    labelName: (labelId) => labels.getState().byId.get(labelId)?.name ?? null,
    areChipsShown: () => settings.getState().showLabels,
    isHeld: () => isLoading && performance.now() < holdUntil,
    onDrawn: () => {
      const { viewport } = view;
      const { image, phase } = session.getState();
      const { dataset } = container;
      dataset['imageId'] = image === null ? '' : String(image.id);
      dataset['zoom'] = String(viewport.zoom);
      dataset['offset'] = `${viewport.x} ${viewport.y}`;
      dataset['ready'] = String(phase === 'ready' && !isLoading && picture !== null);
      if (canvas.getState().zoom !== viewport.zoom) canvas.setState({ zoom: viewport.zoom });
    },
  });

  const showPicture = (next: Picture | null): void => {
    const before = picture;
    picture = next;
    stage.setPicture(next);
    before?.dispose();
  };

  const load = async (url: string): Promise<void> => {
    isLoading = true;
    holdUntil = performance.now() + holdMs;
    const timer = setTimeout(() => {
      // It takes its time: an empty sheet rather than the picture of another image.
      if (asked === url && isLoading) showPicture(null);
    }, holdMs);
    onFailure(false);
    try {
      const loaded = await loadPicture(url);
      if (asked !== url) loaded.dispose();
      else {
        isLoading = false;
        showPicture(loaded);
      }
    } catch {
      if (asked !== url) return;
      isLoading = false;
      showPicture(null);
      onFailure(true);
    } finally {
      clearTimeout(timer);
    }
  };

  const followImage = (): void => {
    const { image } = session.getState();
    const url = image === null ? null : imageUrl(image);
    if (url === asked) return;
    asked = url;
    container.dataset['ready'] = 'false';
    if (url === null) showPicture(null);
    else void load(url);
  };

  const resize = (): void => {
    view.setCanvasSize({ width: container.clientWidth, height: container.clientHeight });
  };
  const observer = new ResizeObserver(resize);
  observer.observe(container);

  let resolution: MediaQueryList | null = null;
  const followResolution = (): void => {
    resolution?.removeEventListener('change', followResolution);
    resolution = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    resolution.addEventListener('change', followResolution);
    stage.invalidate();
  };

  const ends = [
    view.subscribe(() => {
      stage.request();
    }),
    session.subscribe(() => {
      container.dataset['ready'] = 'false';
      followImage();
      stage.request();
    }),
    labels.subscribe(() => {
      stage.invalidate();
    }),
    settings.subscribe((state, before) => {
      if (state.showLabels !== before.showLabels) stage.invalidate();
    }),
    canvas.attach(view),
    bindPointer(container, view),
  ];
  followResolution();
  resize();
  view.hideBoxes(canvas.getState().areBoxesHidden);
  followImage();
  // Text on a canvas does not ask for its font by itself.
  void document.fonts.load('12px "KaTeX_Main"').then(() => {
    stage.invalidate();
  });

  return () => {
    asked = null;
    observer.disconnect();
    resolution?.removeEventListener('change', followResolution);
    for (const end of ends) end();
    view.dispose();
    stage.dispose();
    picture?.dispose();
  };
}
