import type { GraphId, GraphNode, ModelGraph, ValueId } from '../model/modelGraph.ts';

/** A graph that a node runs: a branch, a loop's body, a function. */
export interface Body {
  /** The attribute that holds it; empty for the function that the operator itself names. */
  readonly attribute: string;
  readonly graph: GraphId;
}

/** The graphs that a node runs, in the order of its attributes; each once. */
export function bodiesOf(node: GraphNode): readonly Body[] {
  const found: Body[] = [];
  const add = (attribute: string, graph: GraphId | null): void => {
    if (graph !== null && !found.some((body) => body.graph === graph)) found.push({ attribute, graph });
  };
  add('', node.calls);
  for (const { name, value } of node.attributes) {
    switch (value.kind) {
      case 'graph':
      case 'function':
        add(name, value.graph);
        break;
      case 'graphs':
      case 'functions':
        for (const graph of value.graphs) add(name, graph);
        break;
      default:
        break;
    }
  }
  return found;
}

/** Values of graphs around a node that its bodies take without being handed them, from bodies within bodies too. */
export function takenFromOutside(
  model: ModelGraph,
  node: GraphNode,
): readonly { readonly graph: GraphId; readonly value: ValueId }[] {
  const within = new Set<GraphId>();
  const taken = new Map<string, { readonly graph: GraphId; readonly value: ValueId }>();
  const visit = (holder: GraphNode): void => {
    for (const { graph: id } of bodiesOf(holder)) {
      const graph = model.graphs[id];
      // A function is handed all that it uses.
      if (graph?.kind !== 'subgraph' || within.has(id)) continue;
      within.add(id);
      for (const { outer } of graph.values)
        if (outer !== null) taken.set(`${outer.graph} ${outer.value}`, outer);
      graph.nodes.forEach(visit);
    }
  };
  visit(node);
  return [...taken.values()].filter(({ graph }) => !within.has(graph));
}
