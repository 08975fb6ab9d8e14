import type { SketchGraph } from '../../model/operators/rewriteSketches.ts';
import { layoutLevel, type Point } from './layoutLevel.ts';

/** A box by its centre and its size, in pixels. */
export interface SketchBox extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where the parts of a drawn rewrite stand. */
export interface SketchLayout {
  readonly boxes: readonly SketchBox[];
  /** Points of each line, on the borders of its boxes first and last. */
  readonly lines: readonly (readonly Point[])[];
  /** Around the nodes of the frame; null without one. */
  readonly frame: SketchBox | null;
  readonly width: number;
  readonly height: number;
}

const boxHeight = 22;
/** No words stand on the lines. */
const layerGap = 24;
const framePadding = 8;
const frameTitle = 14;
/** Room for the lines that lead back, below everything. */
const backHeight = 16;

/**
 * Lays a rewrite out from left to right: as a level of a graph, turned.
 *
 * @param widths - of each node, with its words
 */
export function layoutSketch(graph: SketchGraph, widths: readonly number[]): SketchLayout {
  const flow = graph.edges.filter(({ isBack }) => !isBack);
  const level = layoutLevel(
    // Turned by a quarter, a box is as wide as it is high.
    widths.map((width) => ({ width: boxHeight, height: width })),
    flow,
    layerGap,
  );
  const top = graph.frame === null ? 2 : framePadding + frameTitle;
  const left = framePadding;
  const turned = ({ x, y }: Point): Point => ({ x: left + y, y: top + x });
  const boxes = level.centres.map((centre, index) => ({
    ...turned(centre),
    width: widths[index] ?? 0,
    height: boxHeight,
  }));
  const bottom = top + level.width;
  const bendsOf = new Map(flow.map((edge, index) => [edge, level.bends[index] ?? []]));
  const lines = graph.edges.map((edge) => {
    const source = boxes[edge.source];
    const target = boxes[edge.target];
    if (source === undefined || target === undefined) return [];
    if (edge.isBack) {
      const below = bottom + backHeight - 4;
      return [
        { x: source.x, y: source.y + boxHeight / 2 },
        { x: source.x, y: below },
        { x: target.x, y: below },
        { x: target.x, y: target.y + boxHeight / 2 },
      ];
    }
    return [
      { x: source.x + source.width / 2, y: source.y },
      ...(bendsOf.get(edge) ?? []).map(turned),
      { x: target.x - target.width / 2, y: target.y },
    ];
  });
  const hasBack = graph.edges.some(({ isBack }) => isBack);
  return {
    boxes,
    lines,
    frame: graph.frame === null ? null : around(graph.frame.nodes.flatMap((node) => boxes[node] ?? [])),
    width: left + level.height + framePadding,
    height: bottom + (graph.frame === null ? 2 : framePadding) + (hasBack ? backHeight : 0),
  };
}

function around(boxes: readonly SketchBox[]): SketchBox {
  const left = Math.min(...boxes.map(({ x, width }) => x - width / 2)) - framePadding;
  const right = Math.max(...boxes.map(({ x, width }) => x + width / 2)) + framePadding;
  const top = Math.min(...boxes.map(({ y, height }) => y - height / 2)) - framePadding - frameTitle;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height / 2)) + framePadding;
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}
