import type { LayeredGraph } from './layerGraph.ts';

/**
 * Orders each layer so that few lines cross: sweeps down and up that put each vertex at the mean of its neighbours
 * (Sugiyama's barycentre), keeping the best order seen. Changes `graph.layers`.
 */
export function orderLayers(graph: LayeredGraph): void {
  const { layers, above, below, layerOf } = graph;
  const place = new Float64Array(layerOf.length);
  const note = (layer: readonly number[]): void => {
    layer.forEach((vertex, index) => {
      place[vertex] = index;
    });
  };
  layers.forEach(note);
  const rounds = layerOf.length > 6000 ? 2 : layerOf.length > 1500 ? 4 : 10;
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(graph, place);
  const sortBy = (layer: number[], neighbours: readonly (readonly number[])[]): void => {
    const weight = new Map<number, number>();
    layer.forEach((vertex, index) => {
      const list = neighbours[vertex] ?? [];
      const sum = list.reduce((total, other) => total + (place[other] ?? 0), 0);
      // What has no neighbour on this side stays where it is.
      weight.set(vertex, list.length === 0 ? index : sum / list.length);
    });
    layer.sort((a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0) || (place[a] ?? 0) - (place[b] ?? 0));
    note(layer);
  };
  for (let round = 0; round < rounds && fewest > 0; round++) {
    for (const layer of layers) sortBy(layer, above);
    for (let index = layers.length - 1; index >= 0; index--) sortBy(layers[index] ?? [], below);
    for (const layer of layers) sortBy(layer, above);
    const count = crossings(graph, place);
    if (count >= fewest) continue;
    fewest = count;
    best = layers.map((layer) => [...layer]);
  }
  best.forEach((layer, index) => {
    layers[index] = layer;
  });
}

/** Crossings between neighbouring layers, counted with a tree of sums (Barth, Mutzel and Jünger). */
function crossings({ layers, below }: LayeredGraph, place: Float64Array): number {
  let total = 0;
  layers.forEach((layer, index) => {
    const width = layers[index + 1]?.length ?? 0;
    if (width < 2) return;
    let leaves = 1;
    while (leaves < width) leaves *= 2;
    const tree = new Int32Array(2 * leaves);
    for (const vertex of layer) {
      const targets = (below[vertex] ?? []).map((other) => place[other] ?? 0).sort((a, b) => a - b);
      for (const target of targets) {
        for (let at = leaves + target; at > 1; at >>= 1) {
          if ((at & 1) === 0) total += tree[at + 1] ?? 0;
        }
      }
      for (const target of targets) {
        for (let at = leaves + target; at >= 1; at >>= 1) tree[at] = (tree[at] ?? 0) + 1;
      }
    }
  });
  return total;
}
