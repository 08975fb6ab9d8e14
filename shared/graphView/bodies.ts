import type { Graph, GraphId, GraphNode, ModelGraph, ValueId } from '../model/modelGraph.ts';

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

/** A value of a graph that something within takes without being handed it. */
export interface TakenValue {
  readonly graph: GraphId;
  readonly value: ValueId;
}

/** What the bodies of a node take from graphs around it, bodies within bodies too. */
export function takenByBodies(model: ModelGraph, node: GraphNode): readonly TakenValue[] {
  return takenBy(
    model,
    bodiesOf(node).flatMap(({ graph }) => model.graphs[graph] ?? []),
  );
}

/** What a body takes from graphs around it, for itself or for bodies within it; constants left out. */
export function takenFromOutside(model: ModelGraph, graph: Graph): readonly TakenValue[] {
  return takenBy(model, [graph]).filter(
    (taken) => (model.graphs[taken.graph]?.values[taken.value]?.constant ?? null) === null,
  );
}

function takenBy(model: ModelGraph, bodies: readonly Graph[]): readonly TakenValue[] {
  const within = new Set<GraphId>();
  const taken = new Map<string, TakenValue>();
  const visit = (graph: Graph): void => {
    // A function is handed all that it uses.
    if (graph.kind !== 'subgraph' || within.has(graph.id)) return;
    within.add(graph.id);
    for (const { outer } of graph.values)
      if (outer !== null) taken.set(`${outer.graph} ${outer.value}`, outer);
    for (const node of graph.nodes)
      for (const body of bodiesOf(node)) {
        const inner = model.graphs[body.graph];
        if (inner !== undefined) visit(inner);
      }
  };
  bodies.forEach(visit);
  return [...taken.values()].filter(({ graph }) => !within.has(graph));
}
