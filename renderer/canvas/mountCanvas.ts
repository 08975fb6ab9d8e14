import { imageUrl } from '#renderer/ipc/imageUrls.ts';
import { followNeighbours } from '#renderer/stores/neighbours.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import type { Label } from '#shared/dataset/label.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import { bindPointer } from './bindPointer.ts';
import { createBoxColors } from './boxColors.ts';
import type { CanvasColors } from './canvasColors.ts';
import { createCanvasView } from './createCanvasView.ts';
import { createCanvasStage } from './layers/createCanvasStage.ts';
import { createPictureLoader, type Picture } from './picture.ts';
import { createPictureShelf } from './pictureShelf.ts';
import { turnedSize } from './quarterTurns.ts';

/** So long the last image stays on the screen while the next one is decoded: less flicker, and no wrong picture. */
const holdMs = 200;

/** Colours are made once for each ground, not for each frame. */
function boxColorsBy(settings: CanvasParts['settings'], labels: CanvasParts['labels']) {
  const made = new Map<string, ReturnType<typeof createBoxColors>>();
  return (ground: 'light' | 'dark', colors: CanvasColors): ReturnType<typeof createBoxColors> => {
    const known = made.get(ground);
    if (known !== undefined) return known;
    const { boxColoring } = settings.getState();
    const { byId } = labels.getState();
    const colorOf = createBoxColors(boxColoring, ground, colors, (id) => byId.get(id)?.color ?? null);
    made.set(ground, colorOf);
    return colorOf;
  };
}

function isDrawnAlike(labels: ReadonlyMap<number, Label>, others: ReadonlyMap<number, Label>): boolean {
  if (labels === others) return true;
  if (labels.size !== others.size) return false;
  return [...labels.values()].every(({ id, name, color }) => {
    const other = others.get(id);
    return other?.name === name && other.color === color;
  });
}

export type CanvasParts = Pick<Workbench, 'session' | 'canvas' | 'images' | 'labels' | 'settings'>;

/**
 * Puts the canvas into an element and keeps it going without React: panning and zooming render no component.
 *
 * The element tells tests and style sheets how it stands: `data-image-id`, `data-zoom`, `data-offset` (where the image's
 * corner lies), `data-ready`, which is true once image and boxes are drawn as they are, and `data-sharp`, which is false
 * while finer tiles of a large picture are still to come.
 *
 * @param onFailure - told whether the picture could not be shown
 * @returns takes it away again
 */
export function mountCanvas(
  container: HTMLDivElement,
  { session, canvas, images, labels, settings }: CanvasParts,
  onFailure: (hasFailed: boolean) => void,
): () => void {
  const view = createCanvasView(session, canvas.getState().tool);
  const loader = createPictureLoader();
  const shelf = createPictureShelf(loader.load);
  let picture: Picture | null = null;
  let asked: string | null = null;
  let isLoading = false;
  let holdUntil = 0;

  /** Lies within the container and is turned in it; what is drawn knows nothing of turning. */
  const sheet = document.createElement('div');
  sheet.style.position = 'absolute';
  container.append(sheet);
  let makeBoxColors = boxColorsBy(settings, labels);

  const stage = createCanvasStage({
    container: sheet,
    view,
    session,
    labelName: (labelId) => labels.getState().byId.get(labelId)?.name ?? null,
    areChipsShown: () => settings.getState().showLabels,
    chipNote: ({ score }) =>
      score !== null && settings.getState().showScores ? score.toFixed(2).replace(/^0/, '') : '',
    boxColors: (ground, colors) => makeBoxColors(ground, colors),
    adjustments: () => canvas.getState().adjustments,
    turns: () => canvas.getState().turns,
    compared: () => canvas.getState().compared,
    isHeld: () => isLoading && performance.now() < holdUntil,
    onDrawn: (isSharp) => {
      const { viewport } = view;
      const { image, phase } = session.getState();
      const { dataset } = container;
      dataset['imageId'] = image === null ? '' : String(image.id);
      dataset['zoom'] = String(viewport.zoom);
      dataset['offset'] = `${viewport.x} ${viewport.y}`;
      dataset['sharp'] = String(isSharp);
      dataset['ready'] = String(phase === 'ready' && !isLoading && picture !== null);
      if (canvas.getState().zoom !== viewport.zoom) canvas.setState({ zoom: viewport.zoom });
    },
  });

  const showPicture = (next: Picture | null): void => {
    picture = next;
    stage.setPicture(next);
    shelf.keep(next);
  };

  const load = async (image: ImageAsset, url: string): Promise<void> => {
    isLoading = true;
    holdUntil = performance.now() + holdMs;
    const timer = setTimeout(() => {
      // It takes its time: an empty sheet rather than the picture of another image.
      if (asked === url && isLoading) showPicture(null);
    }, holdMs);
    try {
      const loaded = await shelf.load(image);
      if (asked !== url) return;
      isLoading = false;
      showPicture(loaded);
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
    onFailure(false);
    if (image === null || url === null) {
      isLoading = false;
      showPicture(null);
      return;
    }
    const ready = shelf.ready(image);
    if (ready === null) void load(image, url);
    else {
      isLoading = false;
      void shelf.load(image);
      showPicture(ready);
    }
  };

  const resize = (): void => {
    const frame = { width: container.clientWidth, height: container.clientHeight };
    const { turns } = canvas.getState();
    const size = turnedSize(frame, turns);
    sheet.style.width = `${size.width}px`;
    sheet.style.height = `${size.height}px`;
    sheet.style.left = `${(frame.width - size.width) / 2}px`;
    sheet.style.top = `${(frame.height - size.height) / 2}px`;
    sheet.style.transform = turns === 0 ? '' : `rotate(${turns * 90}deg)`;
    view.setCanvasSize(size);
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
      const { hoveredKey } = view.preview;
      if (canvas.getState().hoveredKey !== hoveredKey) canvas.setState({ hoveredKey });
      stage.request();
    }),
    session.subscribe(() => {
      container.dataset['ready'] = 'false';
      followImage();
      stage.request();
    }),
    labels.subscribe((state, before) => {
      // How often labels are used, and which were last, is not drawn.
      if (isDrawnAlike(state.byId, before.byId)) return;
      makeBoxColors = boxColorsBy(settings, labels);
      stage.invalidate();
    }),
    settings.subscribe((state, before) => {
      if (
        state.showLabels !== before.showLabels ||
        state.showScores !== before.showScores ||
        state.boxColoring !== before.boxColoring
      ) {
        makeBoxColors = boxColorsBy(settings, labels);
        stage.invalidate();
      }
    }),
    canvas.subscribe((state, before) => {
      if (state.adjustments !== before.adjustments) stage.invalidate();
      if (state.compared !== before.compared) stage.request();
      if (state.turns === before.turns) return;
      resize();
      // On a square canvas nothing but the labels is drawn in another way.
      stage.request();
    }),
    canvas.attach(view),
    followNeighbours(images, (neighbours) => {
      shelf.want(neighbours);
    }),
    bindPointer(container, view, () => canvas.getState().turns),
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
    sheet.remove();
    shelf.dispose();
    loader.dispose();
  };
}
