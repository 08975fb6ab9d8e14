import type { GraphId, GraphNode } from '../model/modelGraph.ts';

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
