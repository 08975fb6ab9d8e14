import type { Graph, NodeId } from '../model/modelGraph.ts';
import { formatType } from '../model/valueType.ts';
import type { NodeState } from './diagnosis.ts';
import type { ScopeTree } from './scopeTree.ts';
import { producersOf } from './topologicalOrder.ts';

/** A value that crosses the cut: an output of the part that runs, or an input of it. */
export interface CutValue {
  readonly name: string;
  readonly typeText: string;
  readonly from: NodeId | null;
  readonly to: NodeId;
}

/**
 * The largest part of a graph that a runtime takes as it is. `prefix`: from the inputs on, the rest is done afterwards;
 * `suffix`: up to the outputs, the rest is done before.
 */
export interface RunnableCut {
  readonly kind: 'prefix' | 'suffix';
  /** Nodes of the part, constants not counted; ascending. */
  readonly nodes: readonly NodeId[];
  /** Nodes of the graph, constants not counted. */
  readonly total: number;
  /** What has to be handed over, each value once. */
  readonly values: readonly CutValue[];
}

/**
 * Cuts a graph where a runtime stops. A node is in the prefix when it runs and all that it is computed from does, in the
 * suffix when it runs and all that is computed from it does; the larger of the two is taken.
 *
 * @returns null when everything runs, or nothing does
 */
export function runnableCut(
  graph: Graph,
  tree: ScopeTree,
  stateOf: (graph: number, node: NodeId) => NodeState,
): RunnableCut | null {
  const producers = producersOf(graph);
  const order = [...graph.nodes.keys()].sort((a, b) => (tree.ranks[a] ?? 0) - (tree.ranks[b] ?? 0));
  const runs = graph.nodes.map(({ id }) => stateOf(graph.id, id) !== 'blocked');
  const isDrawn = (node: NodeId): boolean => tree.folded.isFolded[node] !== true;

  const inPrefix: boolean[] = [...runs];
  for (const node of order) {
    if (
      inPrefix[node] === true &&
      (producers[node] ?? []).some(
        (producer) => inPrefix[producer] !== true && isBefore(tree, producer, node),
      )
    )
      inPrefix[node] = false;
  }
  const inSuffix: boolean[] = [...runs];
  for (const node of order.toReversed()) {
    if (inSuffix[node] === true) continue;
    for (const producer of producers[node] ?? []) if (isDrawn(producer)) inSuffix[producer] = false;
  }
  const count = (flags: readonly boolean[]): number =>
    flags.reduce((sum, is, node) => sum + (is && isDrawn(node) ? 1 : 0), 0);
  const total = graph.nodes.filter(({ id }) => isDrawn(id)).length;
  const prefix = count(inPrefix);
  const suffix = count(inSuffix);
  const kind = prefix >= suffix ? 'prefix' : 'suffix';
  const inside = kind === 'prefix' ? inPrefix : inSuffix;
  const size = Math.max(prefix, suffix);
  if (size === 0 || size === total) return null;

  const values: CutValue[] = [];
  const seen = new Set<number>();
  for (const node of graph.nodes) {
    if (!isDrawn(node.id)) continue;
    for (const input of [...node.inputs, ...node.captured]) {
      const value = input === null ? undefined : graph.values[input];
      if (value === undefined || value.constant !== null || seen.has(value.id)) continue;
      const from = value.producer;
      const isFromInside = from !== null && inside[from] === true && isDrawn(from);
      const isToInside = inside[node.id] === true;
      const crosses =
        kind === 'prefix'
          ? isFromInside && !isToInside
          : from !== null && isDrawn(from) && !isFromInside && isToInside;
      if (!crosses) continue;
      seen.add(value.id);
      values.push({ name: value.name, typeText: formatType(value.type), from, to: node.id });
    }
  }
  return {
    kind,
    nodes: graph.nodes.flatMap(({ id }) => (inside[id] === true && isDrawn(id) ? [id] : [])),
    total,
    values,
  };
}

/** In a loop a producer may come later: that way round is not a condition for the first turn. */
function isBefore(tree: ScopeTree, producer: NodeId, node: NodeId): boolean {
  return (tree.ranks[producer] ?? 0) < (tree.ranks[node] ?? 0);
}
