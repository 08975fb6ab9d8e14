import type { Picture } from '#renderer/stores/graphState.ts';
import type { Point } from '#shared/graphView/layout/layoutLevel.ts';
import { edgeLabels, linePoints } from './edgeLabels.ts';
import type { GraphColors } from './graphColors.ts';
import { labelOf, lookOf, type GraphWords } from './graphElements.ts';
import { indexPicture } from './visibleParts.ts';

/** What a saved picture is made of, bottom first; as SVG writes it and as a canvas paints it. */
export type PictureShape =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill: string;
      readonly stroke: string;
      readonly strokeWidth: number;
      readonly dash: readonly number[];
    }
  | {
      readonly kind: 'line';
      readonly points: readonly Point[];
      readonly stroke: string;
      readonly strokeWidth: number;
      readonly dash: readonly number[];
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the base line. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly weight: number;
      readonly fill: string;
      readonly anchor: 'start' | 'middle';
      /** Colour around the letters that keeps them off what lies below; null for none. */
      readonly halo: string | null;
    };

/** The whole picture as shapes: open boxes, then lines, then boxes with their words. */
export function pictureShapes(
  picture: Picture,
  colors: GraphColors,
  words: GraphWords,
): readonly PictureShape[] {
  const { scene, layout } = picture;
  const shapes: PictureShape[] = [];
  const { ends } = indexPicture(picture);
  const labels = edgeLabels(picture, ends, words);
  const boxAt = (index: number): { x: number; y: number; width: number; height: number } => {
    const [x = 0, y = 0, width = 0, height = 0] = layout.boxes.subarray(index * 4, index * 4 + 4);
    return { x, y, width, height };
  };
  const drawBox = (index: number): void => {
    const item = scene.items[index];
    if (item === undefined) return;
    const { x, y, width, height } = boxAt(index);
    const { fill, stroke, text } = lookOf(item, colors);
    const isPort = item.kind === 'input' || item.kind === 'output';
    const isGroup = !isPort && item.kind !== 'op';
    const isBlocked = item.blocked > 0;
    shapes.push({
      kind: 'box',
      x: x - width / 2,
      y: y - height / 2,
      width,
      height,
      radius: isPort ? 14 : 6,
      fill,
      stroke: isBlocked ? colors.error : item.conditional > 0 ? colors.warning : stroke,
      strokeWidth: isBlocked && !item.isOpen ? 3 : isGroup ? 1.5 : 1,
      dash: isPort || (item.conditional > 0 && !isBlocked) ? [4, 3] : [],
    });
    const lines = labelOf(item, width, words).split('\n');
    const first = item.isOpen ? y - height / 2 + 18 : y - (lines.length - 1) * 7.5 + 4;
    lines.forEach((line, place) => {
      shapes.push({
        kind: 'text',
        x: item.isOpen ? x - width / 2 + 12 : x,
        y: first + place * 15,
        text: line,
        size: 12,
        weight: isGroup ? 600 : 500,
        fill: text,
        anchor: item.isOpen ? 'start' : 'middle',
        halo: null,
      });
    });
  };
  scene.items.forEach(({ isOpen }, index) => {
    if (isOpen) drawBox(index);
  });
  scene.edges.forEach((edge, index) => {
    const source = ends[index * 2] ?? -1;
    const target = ends[index * 2 + 1] ?? -1;
    if (source < 0 || target < 0) return;
    const points = linePoints(picture, index, source, target);
    shapes.push({
      kind: 'line',
      points,
      stroke: edge.isCut ? colors.error : colors.edge,
      strokeWidth: edge.isCut ? 2.5 : 1.25,
      dash: edge.isControl ? [2, 3] : edge.isBack || edge.isCut ? [7, 4] : [],
    });
    const label = labels[index];
    if (label === null || label === undefined) return;
    shapes.push({
      kind: 'text',
      x: label.x,
      y: label.y + 3,
      text: label.text,
      size: 9.5,
      weight: 400,
      fill: colors.edgeLabel,
      anchor: 'middle',
      halo: colors.background,
    });
  });
  scene.items.forEach(({ isOpen }, index) => {
    if (!isOpen) drawBox(index);
  });
  return shapes;
}

/** The two corners beside the tip of an arrow at the end of a line. */
export function arrowCorners(
  points: readonly Point[],
): readonly [tip: Point, left: Point, right: Point] | null {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return null;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y);
  if (length === 0) return null;
  const dx = ((tip.x - before.x) / length) * 7;
  const dy = ((tip.y - before.y) / length) * 7;
  return [
    tip,
    { x: tip.x - dx - dy / 2, y: tip.y - dy + dx / 2 },
    { x: tip.x - dx + dy / 2, y: tip.y - dy - dx / 2 },
  ];
}
