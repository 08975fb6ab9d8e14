import Konva from 'konva';
import type { AnnotationSession, BoxKey, CanvasBox } from '#renderer/stores/annotationSession.ts';
import type { ComparedBoxes } from '#renderer/stores/canvasControls.ts';
import type { ImageAdjustments, QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import { filterOf } from '../adjustmentFilter.ts';
import { canvasColors, type CanvasColors } from '../canvasColors.ts';
import { chipMinZoom, chipsThatFit } from '../chipLayout.ts';
import { chipText } from '../chipText.ts';
import type { CanvasView } from '../createCanvasView.ts';
import type { Picture } from '../picture.ts';
import { turnedCursor } from '../quarterTurns.ts';
import { createBoxesPainter } from './createBoxesPainter.ts';
import { paintLitBox } from './paintBoxes.ts';
import { paintCompared } from './paintCompared.ts';
import { createChipPainter } from './paintChips.ts';
import { paintImage } from './paintImage.ts';
import { paintBrush, paintCrosshair, paintDraft, paintHandles, paintMark } from './paintOverlay.ts';

export interface CanvasStageParts {
  readonly container: HTMLDivElement;
  readonly view: CanvasView;
  readonly session: AnnotationSession;
  /** The name of a label; null for one that is not known yet. */
  readonly labelName: (labelId: number) => string | null;
  readonly areChipsShown: () => boolean;
  /** What a chip says beside the label; empty for nothing. */
  readonly chipNote: (box: CanvasBox) => string;
  /** The colours of boxes on a light or dark picture; another function where they are others. */
  readonly boxColors: (ground: 'light' | 'dark', colors: CanvasColors) => (box: CanvasBox) => string;
  readonly adjustments: () => ImageAdjustments;
  readonly turns: () => QuarterTurns;
  readonly compared: () => ComparedBoxes | null;
  /** Whether the last frame stays on the screen for now. */
  readonly isHeld: () => boolean;
  /** Called after a frame was drawn, with whether the picture is as fine as it will be. */
  readonly onDrawn: (isSharp: boolean) => void;
}

/** The three layers on the screen. They are drawn at most once a frame, and only those that have changed. */
export interface CanvasStage {
  setPicture(picture: Picture | null): void;
  /** Something has changed: the next frame looks at what. */
  request(): void;
  /** Everything is drawn anew in the next frame: labels, fonts or the screen's resolution are others. */
  invalidate(): void;
  dispose(): void;
}

/** So far, CSS pixels, a chip may reach from its box to any side. */
const chipRoom = 40;

export function createCanvasStage(parts: CanvasStageParts): CanvasStage {
  const { container, view, session, labelName, areChipsShown, chipNote, boxColors, isHeld, onDrawn } = parts;
  const stage = new Konva.Stage({ container, width: 1, height: 1, listening: false });
  const chips = createChipPainter();
  let picture: Picture | null = null;
  let unwatch: (() => void) | null = null;
  let isSharp = true;
  let frame: number | null = null;
  let isDisposed = false;
  /** What each layer was drawn from last; a layer with the same inputs is left alone. */
  const drawn = new Map<Konva.Layer, readonly unknown[]>();
  let fitting: { readonly inputs: readonly unknown[]; readonly keys: ReadonlySet<BoxKey> } | null = null;

  const layer = (paint: (context: CanvasRenderingContext2D) => void): Konva.Layer => {
    const made = new Konva.Layer({ listening: false });
    made.add(
      new Konva.Shape({
        listening: false,
        perfectDrawEnabled: false,
        // The bare context: Konva's wrapper costs a call for each line of a thousand boxes.
        sceneFunc: (context) => {
          paint(context._context);
        },
      }),
    );
    return made;
  };

  const ground = (): 'light' | 'dark' => {
    const shown = picture?.ground ?? 'light';
    if (!parts.adjustments().isInverted) return shown;
    return shown === 'light' ? 'dark' : 'light';
  };
  const colors = () => canvasColors(ground());
  const colorOf = () => boxColors(ground(), colors());
  const textOf = (box: CanvasBox): string => {
    const name = labelName(box.labelId);
    const note = chipNote(box);
    const text = name === null ? '?' : chipText(name);
    return note === '' ? text : `${text} ${note}`;
  };

  const boxesPainter = createBoxesPainter({ chips, textOf });

  /** The chips that hide nothing; worked out again for other boxes or another zoom, not for panning. */
  const fittingChips = (): ReadonlySet<BoxKey> => {
    const turns = parts.turns();
    const inputs = [view.index, view.viewport.zoom, turns];
    if (fitting === null || !isSame(fitting.inputs, inputs)) {
      const widthOf = (box: CanvasBox) => chips.widthOf(textOf(box));
      const keys = chipsThatFit(session.getState().boxes, view.index, view.viewport.zoom, widthOf, turns);
      fitting = { inputs, keys };
    }
    return fitting.keys;
  };

  const imageLayer = layer((context) => {
    const { image } = session.getState();
    if (image === null) return;
    const { viewport, canvasSize } = view;
    isSharp = paintImage(context, {
      picture,
      image,
      viewport,
      canvasSize,
      pixelRatio: imageLayer.getCanvas().getPixelRatio(),
      colors: colors(),
      filter: filterOf(parts.adjustments()),
    });
  });

  const boxesLayer = layer((context) => {
    const { image, boxes, selection } = session.getState();
    if (view.areBoxesHidden || image === null) {
      boxesPainter.paint(context, null);
      return;
    }
    const { index, viewport, canvasSize, preview } = view;
    const except = new Set(preview.places?.keys() ?? []);
    const carriers = areChipsShown() ? [...fittingChips()] : [];
    boxesPainter.paint(context, {
      index,
      boxes,
      viewport,
      canvasSize,
      pixelRatio: boxesLayer.getCanvas().getPixelRatio(),
      turns: parts.turns(),
      colors: colors(),
      colorOf: colorOf(),
      except,
      // Those of selected boxes lie above, in their place or beside the handles.
      chips: new Set(carriers.filter((key) => !except.has(key) && !selection.has(key))),
    });
  });
  // An edit paints no more than what it has changed.
  boxesLayer.clearBeforeDraw(false);

  /** Whether a box or its chip may be on the screen. */
  const isInSight = ({ box }: CanvasBox): boolean => {
    const { viewport, canvasSize } = view;
    const x = box.x * viewport.zoom + viewport.x;
    const y = box.y * viewport.zoom + viewport.y;
    return (
      x - chipRoom < canvasSize.width &&
      y - chipRoom < canvasSize.height &&
      x + box.width * viewport.zoom > -chipRoom &&
      y + box.height * viewport.zoom > -chipRoom
    );
  };

  const overlayLayer = layer((context) => {
    const { image, selection } = session.getState();
    if (image === null) return;
    const { preview, viewport, index, canvasSize } = view;
    const turns = parts.turns();
    const palette = colors();
    const color = colorOf();
    if (!view.areBoxesHidden) {
      const lit = new Set([...selection, ...preview.litKeys]);
      const hovered = preview.hoveredKey;
      if (hovered !== null) lit.add(hovered);
      const shown = [...lit].flatMap((key) => index.get(key) ?? []).filter(isInSight);
      const placeOf = (box: CanvasBox) => preview.places?.get(box.key) ?? box.box;
      for (const box of shown)
        paintLitBox(context, box, {
          place: placeOf(box),
          viewport,
          turns,
          colors: palette,
          color: color(box),
          isSelected: selection.has(box.key),
        });
      const [only] = selection;
      const single = selection.size === 1 && only !== undefined ? index.get(only) : undefined;
      const isFree = !session.getState().isLocked && single?.isLocked === false;
      const held = view.tool === 'select' && isFree ? single : undefined;
      // A chip for each of a few; many selected ones keep those that hide nothing.
      const fits = shown.length > 12 ? fittingChips() : null;
      for (const box of shown) {
        if (fits === null || fits.has(box.key) || box.key === hovered || preview.litKeys.has(box.key))
          chips.paint(context, placeOf(box), textOf(box), {
            viewport,
            canvasSize,
            turns,
            colors: palette,
            color: color(box),
            lift: box === held ? 4 : 0,
          });
      }
      if (held !== undefined) paintHandles(context, placeOf(held), viewport, palette);
    }
    const compared = parts.compared();
    if (compared?.imageId === image.id)
      paintCompared(context, compared.boxes, {
        index,
        viewport,
        canvasSize,
        turns,
        colors: palette,
        chips,
      });
    if (preview.mark !== null) paintMark(context, preview.mark, viewport, palette);
    if (preview.brush !== null) paintBrush(context, preview.brush, viewport, palette);
    if (preview.draft !== null) paintDraft(context, preview.draft, viewport, palette);
    if (preview.crosshair !== null) paintCrosshair(context, preview.crosshair, image, viewport, palette);
  });

  const forgetDrawn = (): void => {
    drawn.clear();
    boxesPainter.forget();
  };

  // Konva paints a layer when it joins the stage: not before all that the painters use is there.
  stage.add(imageLayer, boxesLayer, overlayLayer);

  const drawIfChanged = (target: Konva.Layer, inputs: readonly unknown[]): void => {
    const before = drawn.get(target);
    if (before !== undefined && isSame(before, inputs)) return;
    drawn.set(target, inputs);
    target.draw();
  };

  const draw = (): void => {
    frame = null;
    const { width, height } = view.canvasSize;
    if (width === 0 || height === 0 || isHeld()) return;
    if (stage.width() !== width || stage.height() !== height) {
      stage.size({ width, height });
      forgetDrawn();
    }
    const { image, boxes, selection, isLocked } = session.getState();
    const { viewport, preview, index, areBoxesHidden, tool } = view;
    const picturePaint = [viewport, image?.id, picture, parts.adjustments()];
    drawIfChanged(imageLayer, [...picturePaint, picture?.revision]);
    const always = [...picturePaint, parts.turns()];
    drawIfChanged(boxesLayer, [
      ...always,
      boxes,
      index,
      areBoxesHidden,
      areChipsShown(),
      // Without chips, nothing here says which boxes are selected.
      areChipsShown() && viewport.zoom >= chipMinZoom ? selection : null,
      keysOf(preview.places),
    ]);
    drawIfChanged(overlayLayer, [
      ...always,
      index,
      areBoxesHidden,
      selection,
      preview,
      tool,
      isLocked,
      parts.compared(),
    ]);
    const cursor = turnedCursor(preview.cursor, parts.turns());
    if (container.style.cursor !== cursor) container.style.cursor = cursor;
    onDrawn(isSharp);
  };

  const request = (): void => {
    // A font may come after the canvas has gone.
    if (isDisposed) return;
    frame ??= requestAnimationFrame(draw);
  };

  return {
    setPicture: (next) => {
      unwatch?.();
      picture = next;
      unwatch = next?.subscribe(request) ?? null;
      request();
    },
    request,
    invalidate: () => {
      if (isDisposed) return;
      forgetDrawn();
      fitting = null;
      chips.forget();
      for (const each of stage.getLayers()) each.getCanvas().setPixelRatio(window.devicePixelRatio);
      request();
    },
    dispose: () => {
      isDisposed = true;
      if (frame !== null) cancelAnimationFrame(frame);
      unwatch?.();
      stage.destroy();
    },
  };
}

/** The keys of the boxes being dragged: while the same ones move, the other boxes need not be drawn again. */
function keysOf(places: ReadonlyMap<BoxKey, unknown> | null): string | null {
  return places === null ? null : [...places.keys()].join(' ');
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
