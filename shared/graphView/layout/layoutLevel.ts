import { layerGraph, type LevelBox, type LevelEdge } from './layerGraph.ts';
import { orderLayers } from './orderLayers.ts';
import { placeLayers } from './placeLayers.ts';

/** A point in pixels at zoom 1, y downward. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the boxes of one level stand: centres, from the level's upper left corner. */
export interface LevelLayout {
  readonly centres: readonly Point[];
  /** Points between the ends of each line, from its source to its target. */
  readonly bends: readonly (readonly Point[])[];
  readonly width: number;
  readonly height: number;
}

/** Room for a line and its label between two layers. */
const layerGap = 44;
/** From the border of an open box to what stands in it. */
const pinGap = 20;

/**
 * Lays out one level, top to bottom. The same boxes and lines always give the same picture.
 *
 * @param gap - between two layers, in pixels
 */
export function layoutLevel(
  boxes: readonly LevelBox[],
  edges: readonly LevelEdge[],
  gap: number = layerGap,
): LevelLayout {
  const graph = layerGraph(boxes, edges);
  orderLayers(graph);
  const widthOf = (vertex: number): number => boxes[vertex]?.width ?? 0;
  const x = placeLayers(graph, widthOf);

  const middles: number[] = [];
  const tops: number[] = [];
  const bottoms: number[] = [];
  let y = 0;
  for (const layer of graph.layers) {
    const height = layer.reduce((most, vertex) => Math.max(most, boxes[vertex]?.height ?? 0), 0);
    tops.push(y);
    middles.push(y + height / 2);
    bottoms.push(y + height);
    const isPinned = layer.some((vertex) => boxes[vertex]?.pin !== undefined);
    y +=
      height +
      (isPinned || graph.layers[tops.length]?.some((vertex) => boxes[vertex]?.pin !== undefined) === true
        ? pinGap
        : gap);
  }
  const middle = (vertex: number): number => middles[graph.layerOf[vertex] ?? 0] ?? 0;
  let width = 0;
  for (let vertex = 0; vertex < x.length; vertex++) {
    width = Math.max(width, (x[vertex] ?? 0) + widthOf(vertex) / 2);
  }
  return {
    centres: boxes.map((_box, vertex) => ({ x: x[vertex] ?? 0, y: middle(vertex) })),
    bends: edges.map((edge, index) => {
      const chain = graph.bendsOf[index];
      if (chain === null || chain === undefined) return [];
      // A line passes a layer straight down, so that it does not cut the corners of high boxes.
      const points = chain.flatMap((vertex) => {
        const layer = graph.layerOf[vertex] ?? 0;
        const top = tops[layer] ?? 0;
        const bottom = bottoms[layer] ?? 0;
        const across = x[vertex] ?? 0;
        return [
          { x: across, y: top },
          { x: across, y: bottom },
        ];
      });
      const straight = withoutStraight(points);
      return graph.isReversed[index] === true && edge.source !== edge.target ? straight.reverse() : straight;
    }),
    width,
    height: bottoms.at(-1) ?? 0,
  };
}

/** Leaves out points on a straight line between their neighbours. */
function withoutStraight(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (before === undefined || after === undefined) return true;
    const area = (point.x - before.x) * (after.y - before.y) - (after.x - before.x) * (point.y - before.y);
    return Math.abs(area) > 0.5 * Math.max(1, after.y - before.y);
  });
}
