import type { Picture } from '#renderer/stores/graphState.ts';
import type { Point } from '#shared/graphView/layout/layoutLevel.ts';
import type { GraphColors } from './graphColors.ts';
import { labelOf, lookOf, type GraphWords } from './graphElements.ts';

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
    };

/** The whole picture as shapes: open boxes, then lines, then boxes with their words. */
export function pictureShapes(
  { scene, layout }: Picture,
  colors: GraphColors,
  words: GraphWords,
): readonly PictureShape[] {
  const shapes: PictureShape[] = [];
  const indexOf = new Map(scene.items.map(({ id }, index) => [id, index]));
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
        x,
        y: first + place * 15,
        text: line,
        size: 12,
        weight: isGroup ? 600 : 500,
        fill: text,
        anchor: 'middle',
      });
    });
  };
  scene.items.forEach(({ isOpen }, index) => {
    if (isOpen) drawBox(index);
  });
  scene.edges.forEach((edge, index) => {
    const source = indexOf.get(edge.source);
    const target = indexOf.get(edge.target);
    if (source === undefined || target === undefined) return;
    const from = boxAt(source);
    const to = boxAt(target);
    const sign = from.y > to.y ? -1 : 1;
    const start = { x: from.x, y: from.y + (sign * from.height) / 2 };
    const end = { x: to.x, y: to.y - (sign * to.height) / 2 };
    const points = [start, ...(layout.bends[index] ?? []), end];
    shapes.push({
      kind: 'line',
      points,
      stroke: edge.isCut ? colors.error : colors.edge,
      strokeWidth: edge.isCut ? 2.5 : 1.25,
      dash: edge.isControl ? [2, 3] : edge.isBack || edge.isCut ? [7, 4] : [],
    });
    const text = edge.count > 1 ? words.values(edge.count) : edge.label;
    const middle = points.length === 2 ? { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } : points[1];
    if (text === '' || middle === undefined) return;
    const at = { x: middle.x + 4, y: middle.y + 3 };
    shapes.push({
      kind: 'text',
      ...at,
      text,
      size: 9.5,
      weight: 400,
      fill: colors.edgeLabel,
      anchor: 'start',
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
