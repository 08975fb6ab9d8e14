import type { AttributeValue, GraphId, ModelGraph, NodeId } from '../modelGraph.ts';

/**
 * Nodes that the model's outputs depend on, by graph. Converters of TensorFlow graphs prune the rest (saving, restoring,
 * training) before they look at an operator. Null for formats in which every node runs.
 */
export function reachableNodes(model: ModelGraph): readonly ReadonlySet<NodeId>[] | null {
  const isPruned = model.format === 'tensorflow' || model.format === 'saved-model' || model.format === 'tfjs';
  if (!isPruned) return null;
  const found = model.graphs.map(() => new Set<NodeId>());
  const entered = new Set<GraphId>();
  const waiting: { readonly graph: GraphId; readonly node: NodeId }[] = [];
  const enter = (id: GraphId): void => {
    const graph = model.graphs[id];
    if (graph === undefined || entered.has(id)) return;
    entered.add(id);
    for (const output of graph.outputs) {
      const producer = graph.values[output]?.producer ?? null;
      if (producer !== null) waiting.push({ graph: id, node: producer });
    }
  };
  for (const graph of model.graphs) if (graph.kind === 'main') enter(graph.id);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const graph = model.graphs[next.graph];
    const node = graph?.nodes[next.node];
    const known = found[next.graph];
    if (graph === undefined || node === undefined || known === undefined || known.has(node.id)) continue;
    known.add(node.id);
    for (const control of node.controlInputs) waiting.push({ graph: graph.id, node: control });
    for (const input of node.inputs) {
      const producer = input === null ? null : (graph.values[input]?.producer ?? null);
      if (producer !== null) waiting.push({ graph: graph.id, node: producer });
    }
    if (node.calls !== null) enter(node.calls);
    for (const { value } of node.attributes) for (const id of graphsOf(value)) enter(id);
  }
  return found;
}

function graphsOf(value: AttributeValue): readonly GraphId[] {
  switch (value.kind) {
    case 'graph':
      return [value.graph];
    case 'graphs':
      return value.graphs;
    case 'function':
      return value.graph === null ? [] : [value.graph];
    case 'functions':
      return value.graphs.filter((id) => id !== null);
    default:
      return [];
  }
}
