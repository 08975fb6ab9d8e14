import type { Graph, NodeId } from '../model/modelGraph.ts';
import { producersOf } from './topologicalOrder.ts';

/** Which way to go from a node: to all that it is computed from, or to all that is computed from it. */
export type TraceDirection = 'inputs' | 'outputs';

/** All nodes that a node depends on, or that depend on it, itself included; ascending. */
export function traceFrom(graph: Graph, node: NodeId, direction: TraceDirection): readonly NodeId[] {
  const next = neighbours(graph, direction);
  const seen = new Set<NodeId>([node]);
  const waiting = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const other of next[at] ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return [...seen].sort((a, b) => a - b);
}

/**
 * A shortest way from one node to another along values: with the flow where there is one, else against it.
 *
 * @returns the nodes from `from` to `to`, both included; null when neither leads to the other
 */
export function shortestPath(graph: Graph, from: NodeId, to: NodeId): readonly NodeId[] | null {
  return walk(neighbours(graph, 'outputs'), from, to) ?? walk(neighbours(graph, 'inputs'), from, to);
}

function neighbours(graph: Graph, direction: TraceDirection): readonly (readonly NodeId[])[] {
  const producers = producersOf(graph);
  if (direction === 'inputs') return producers;
  const consumers: NodeId[][] = graph.nodes.map(() => []);
  producers.forEach((list, node) => {
    for (const producer of list) consumers[producer]?.push(node);
  });
  return consumers;
}

function walk(next: readonly (readonly NodeId[])[], from: NodeId, to: NodeId): readonly NodeId[] | null {
  const cameFrom = new Map<NodeId, NodeId>([[from, from]]);
  const queue = [from];
  for (const at of queue) {
    if (at === to) {
      const path = [to];
      for (let step = to; step !== from;) {
        step = cameFrom.get(step) ?? from;
        path.push(step);
      }
      return path.reverse();
    }
    for (const other of next[at] ?? []) {
      if (cameFrom.has(other)) continue;
      cameFrom.set(other, at);
      queue.push(other);
    }
  }
  return null;
}
