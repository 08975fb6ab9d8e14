import type { Picture } from '#renderer/stores/graphState.ts';
import type { Point } from '#shared/graphView/layout/layoutLevel.ts';
import type { SceneEdge, SceneItem } from '#shared/graphView/scene.ts';

/** A box of a picture: its centre and size, and the open box around it. */
export interface DrawnBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly parent?: number;
}

/** A line of a picture, between boxes by their places. */
export interface DrawnLine {
  readonly from: number;
  readonly to: number;
  readonly label?: string;
  readonly bends?: readonly Point[];
}

/** A picture of boxes that stand where they are put. */
export function pictureOf(boxes: readonly DrawnBox[], lines: readonly DrawnLine[]): Picture {
  const holders = new Set(boxes.map(({ parent }) => parent));
  const items = boxes.map(({ parent, width, height }, index): SceneItem => ({
    id: `b${index}`,
    parent: parent === undefined ? null : `b${parent}`,
    kind: holders.has(index) ? 'scope' : 'op',
    label: `box ${index}`,
    detail: '',
    category: 'other',
    graph: 0,
    node: holders.has(index) ? null : index,
    nodeCount: 1,
    repeats: 0,
    constants: 0,
    blocked: 0,
    conditional: 0,
    beyondCut: 0,
    canOpen: false,
    isOpen: holders.has(index),
    width,
    height,
  }));
  const edges = lines.map(({ from, to, label = '' }, index): SceneEdge => ({
    id: `e${index}`,
    source: `b${from}`,
    target: `b${to}`,
    label,
    count: 1,
    value: null,
    isControl: false,
    isBack: false,
    isCut: false,
  }));
  return {
    scene: { graph: 0, items, edges },
    layout: {
      boxes: Float64Array.from(boxes.flatMap(({ x, y, width, height }) => [x, y, width, height])),
      bends: lines.map(({ bends = [] }) => bends),
      width: Math.max(0, ...boxes.map(({ x, width }) => x + width / 2)),
      height: Math.max(0, ...boxes.map(({ y, height }) => y + height / 2)),
    },
  };
}
