import type { BoxKey, CanvasBox } from '#renderer/stores/annotationSession.ts';
import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import { boxesOverlap, type Box, type Size } from '#shared/geometry/box.ts';
import type { BoxIndex } from '../boxIndex.ts';
import type { CanvasColors } from '../canvasColors.ts';
import { visibleArea, type Viewport } from '../viewport.ts';
import { paintBoxes, rectOnCanvas } from './paintBoxes.ts';
import type { ChipPainter } from './paintChips.ts';

/** What the layer of boxes shows. Two scenes with the same parts look the same. */
export interface BoxesScene {
  readonly index: BoxIndex;
  readonly boxes: readonly CanvasBox[];
  readonly viewport: Viewport;
  readonly canvasSize: Size;
  readonly pixelRatio: number;
  readonly turns: QuarterTurns;
  readonly colors: CanvasColors;
  readonly colorOf: (box: CanvasBox) => string;
  /** Boxes that are drawn elsewhere. */
  readonly except: ReadonlySet<BoxKey>;
  /** Boxes that carry their chip. */
  readonly chips: ReadonlySet<BoxKey>;
}

export interface BoxesPainterParts {
  readonly chips: ChipPainter;
  readonly textOf: (box: CanvasBox) => string;
}

/** Paints the boxes of an image on a canvas of their own, which it alone clears. */
export interface BoxesPainter {
  /** Brings the canvas from the scene painted last to this one; null for a canvas without boxes. */
  paint(context: CanvasRenderingContext2D, scene: BoxesScene | null): void;
  /** The canvas is empty, or texts are others: the next scene is painted as a whole. */
  forget(): void;
}

/** So far, CSS pixels, a box's line and its marks reach beyond its rectangle. */
const reach = 14;
/** From so many changed boxes on, the whole canvas is painted. */
const mostChanged = 48;

/** What is in one of the two and not in both. */
function* differing(
  one: ReadonlySet<BoxKey>,
  other: ReadonlySet<BoxKey>,
): Generator<BoxKey, void, undefined> {
  if (one === other) return;
  for (const key of one) if (!other.has(key)) yield key;
  for (const key of other) if (!one.has(key)) yield key;
}

/** The boxes that look otherwise in another scene of the same sheet. */
function* changedKeys(before: BoxesScene, after: BoxesScene): Generator<BoxKey, void, undefined> {
  if (before.boxes !== after.boxes) {
    for (const box of after.boxes) if (before.index.get(box.key) !== box) yield box.key;
    for (const { key } of before.boxes) if (after.index.get(key) === undefined) yield key;
  }
  yield* differing(before.except, after.except);
  yield* differing(before.chips, after.chips);
}

function isSameSheet(a: BoxesScene, b: BoxesScene): boolean {
  return (
    a.viewport === b.viewport &&
    a.canvasSize === b.canvasSize &&
    a.pixelRatio === b.pixelRatio &&
    a.turns === b.turns &&
    a.colors === b.colors &&
    a.colorOf === b.colorOf
  );
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** The area with its edges on device pixels: an edge between them would leave a trace of what was there. */
function onPixels({ x, y, width, height }: Box, pixelRatio: number): Box {
  const left = Math.floor(x * pixelRatio) / pixelRatio;
  const top = Math.floor(y * pixelRatio) / pixelRatio;
  return {
    x: left,
    y: top,
    width: Math.ceil((x + width) * pixelRatio) / pixelRatio - left,
    height: Math.ceil((y + height) * pixelRatio) / pixelRatio - top,
  };
}

/** The painter of one canvas. An edit of one box among thousands paints no more than its surroundings. */
export function createBoxesPainter({ chips, textOf }: BoxesPainterParts): BoxesPainter {
  let painted: BoxesScene | null = null;

  const chipArea = (box: CanvasBox, { viewport, canvasSize, turns }: BoxesScene): Box =>
    chips.areaOf(box.box, textOf(box), { viewport, canvasSize, turns });

  /** The areas of the canvas, CSS pixels, that may look otherwise; null for all of it. */
  const damage = (before: BoxesScene, after: BoxesScene): readonly Box[] | null => {
    const changed = new Set<BoxKey>();
    for (const key of changedKeys(before, after)) {
      changed.add(key);
      if (changed.size > mostChanged) return null;
    }
    const sheet = { x: 0, y: 0, ...after.canvasSize };
    return [before, after]
      .flatMap((scene) =>
        [...changed].flatMap((key) => {
          const box = scene.index.get(key);
          if (box === undefined) return [];
          const area = grown(rectOnCanvas(box.box, scene.viewport), reach);
          return scene.chips.has(key) ? [area, grown(chipArea(box, scene), 1)] : [area];
        }),
      )
      .filter((area) => boxesOverlap(area, sheet))
      .map((area) => onPixels(area, after.pixelRatio));
  };

  const paintWithin = (context: CanvasRenderingContext2D, scene: BoxesScene, areas: readonly Box[]): void => {
    const { index, viewport, canvasSize, turns, colors, colorOf, except } = scene;
    const touching = areas.flatMap((area) => {
      const { width, height } = area;
      const around = grown(area, reach);
      const at = { ...viewport, x: viewport.x - around.x, y: viewport.y - around.y };
      return index.touching(visibleArea(at, { width: width + 2 * reach, height: height + 2 * reach }));
    });
    const shown = [...new Set(touching)].filter(({ key }) => !except.has(key));
    paintBoxes(context, { boxes: shown, viewport, turns, colors, colorOf });
    for (const key of scene.chips) {
      const box = index.get(key);
      if (box === undefined) continue;
      const own = chipArea(box, scene);
      if (!areas.some((area) => boxesOverlap(area, own))) continue;
      chips.paint(context, box.box, textOf(box), {
        viewport,
        canvasSize,
        turns,
        colors,
        color: colorOf(box),
      });
    }
  };

  return {
    paint: (context, scene) => {
      const before = painted;
      painted = scene;
      const areas =
        before !== null && scene !== null && isSameSheet(before, scene) ? damage(before, scene) : null;
      if (areas?.length === 0) return;
      context.save();
      if (areas !== null && scene !== null) {
        context.beginPath();
        for (const { x, y, width, height } of areas) context.rect(x, y, width, height);
        context.clip();
        for (const { x, y, width, height } of areas) context.clearRect(x, y, width, height);
        paintWithin(context, scene, areas);
      } else {
        const { width, height } = context.canvas;
        context.clearRect(0, 0, width, height);
        if (scene !== null) paintWithin(context, scene, [{ x: 0, y: 0, ...scene.canvasSize }]);
      }
      context.restore();
    },
    forget: () => {
      painted = null;
    },
  };
}
