import type { Graph, NodeId } from '../model/modelGraph.ts';

/** Nodes that feed each node of a graph, by value (handed to it or taken by its bodies) or by control; each once, in the order of the inputs. */
export function producersOf(graph: Graph): readonly (readonly NodeId[])[] {
  return graph.nodes.map((node) => {
    const found = new Set<NodeId>();
    for (const input of [...node.inputs, ...node.captured]) {
      const producer = input === null ? null : (graph.values[input]?.producer ?? null);
      if (producer !== null) found.add(producer);
    }
    for (const control of node.controlInputs) found.add(control);
    return [...found];
  });
}

/**
 * Place of each node in an order in which producers come before consumers (Kahn's algorithm). Where there is a choice,
 * and where a cycle leaves none, the order of the file decides: a file that is sorted keeps its order.
 *
 * @returns for each node its place, from 0
 */
export function topologicalRanks(producers: readonly (readonly NodeId[])[]): Int32Array {
  const count = producers.length;
  const ranks = new Int32Array(count).fill(-1);
  const missing = new Int32Array(count);
  const consumers: NodeId[][] = producers.map(() => []);
  producers.forEach((list, node) => {
    missing[node] = list.length;
    for (const producer of list) consumers[producer]?.push(node);
  });
  const ready = new MinHeap();
  for (let node = 0; node < count; node++) if (missing[node] === 0) ready.push(node);
  let place = 0;
  let firstLeft = 0;
  while (place < count) {
    let node = ready.pop();
    if (node === null) {
      // A cycle: the first node of the file that is left goes on.
      while (ranks[firstLeft] !== -1) firstLeft++;
      node = firstLeft;
    }
    if (ranks[node] !== -1) continue;
    ranks[node] = place++;
    for (const consumer of consumers[node] ?? []) {
      missing[consumer] = (missing[consumer] ?? 0) - 1;
      if (missing[consumer] === 0 && ranks[consumer] === -1) ready.push(consumer);
    }
  }
  return ranks;
}

/** Smallest number first. */
class MinHeap {
  readonly #items: number[] = [];

  push(item: number): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] ?? 0;
      if (above <= item) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): number | null {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined) return null;
    if (items.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if ((items[child + 1] ?? Infinity) < (items[child] ?? Infinity)) child++;
      const below = items[child] ?? Infinity;
      if (below >= last) break;
      items[at] = below;
      at = child;
    }
    items[at] = last;
    return first;
  }
}
