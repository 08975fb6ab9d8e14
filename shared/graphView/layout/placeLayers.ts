import type { LayeredGraph } from './layerGraph.ts';

/** Free space between boxes of a layer, and beside a line that passes by. */
const boxGap = 24;
const bendGap = 14;
const rounds = 12;

/**
 * Centres of all vertices across, in pixels from the left edge. Each layer is put as near as it can be to where its
 * neighbours are (least squares under the order and the distances, by pooling adjacent violators), layer by layer, down
 * and up. Bends pull hard on bends: long lines become straight.
 */
export function placeLayers(graph: LayeredGraph, widthOf: (vertex: number) => number): Float64Array {
  const { layers, above, below, layerOf, boxCount } = graph;
  const x = new Float64Array(layerOf.length);
  const distance = (left: number, right: number): number =>
    (widthOf(left) + widthOf(right)) / 2 + (left >= boxCount || right >= boxCount ? bendGap : boxGap);
  for (const layer of layers) {
    let at = 0;
    layer.forEach((vertex, index) => {
      const before = layer[index - 1];
      if (before !== undefined) at += distance(before, vertex);
      x[vertex] = at;
    });
    for (const vertex of layer) x[vertex] = (x[vertex] ?? 0) - at / 2;
  }
  const settle = (layer: readonly number[], sides: readonly (readonly (readonly number[])[])[]): void => {
    const wanted: number[] = [];
    const weights: number[] = [];
    for (const vertex of layer) {
      let sum = 0;
      let weight = 0;
      for (const side of sides) {
        for (const other of side[vertex] ?? []) {
          const pull =
            vertex >= boxCount && other >= boxCount ? 8 : vertex >= boxCount || other >= boxCount ? 2 : 1;
          sum += pull * (x[other] ?? 0);
          weight += pull;
        }
      }
      wanted.push(weight === 0 ? (x[vertex] ?? 0) : sum / weight);
      weights.push(weight === 0 ? 0.05 : weight);
    }
    placeInOrder(layer, wanted, weights, distance, x);
  };
  const count = layerOf.length > 6000 ? 4 : rounds;
  for (let round = 0; round < count; round++) {
    const isLast = round >= count - 2;
    for (const layer of layers) settle(layer, isLast ? [above, below] : [above]);
    for (let index = layers.length - 1; index >= 0; index--)
      settle(layers[index] ?? [], isLast ? [above, below] : [below]);
  }
  let left = Infinity;
  for (const layer of layers) {
    const [first] = layer;
    if (first !== undefined) left = Math.min(left, (x[first] ?? 0) - widthOf(first) / 2);
  }
  for (let vertex = 0; vertex < x.length; vertex++) x[vertex] = (x[vertex] ?? 0) - left;
  return x;
}

/** Least squares: as near to `wanted` as the order and the distances allow. Writes into `x`. */
function placeInOrder(
  layer: readonly number[],
  wanted: readonly number[],
  weights: readonly number[],
  distance: (left: number, right: number) => number,
  x: Float64Array,
): void {
  // With the distances taken off, positions only have to be in order: isotonic regression.
  const offsets: number[] = [];
  layer.forEach((vertex, index) => {
    const before = layer[index - 1];
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + distance(before, vertex));
  });
  const pools: { mean: number; weight: number; count: number }[] = [];
  layer.forEach((_vertex, index) => {
    let pool = { mean: (wanted[index] ?? 0) - (offsets[index] ?? 0), weight: weights[index] ?? 1, count: 1 };
    for (let last = pools.at(-1); last !== undefined && last.mean >= pool.mean; last = pools.at(-1)) {
      pools.pop();
      const weight = last.weight + pool.weight;
      pool = {
        mean: (last.mean * last.weight + pool.mean * pool.weight) / weight,
        weight,
        count: last.count + pool.count,
      };
    }
    pools.push(pool);
  });
  let index = 0;
  for (const { mean, count } of pools) {
    for (const end = index + count; index < end; index++) {
      const vertex = layer[index];
      if (vertex !== undefined) x[vertex] = mean + (offsets[index] ?? 0);
    }
  }
}
