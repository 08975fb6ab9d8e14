import type { Graph, GraphNode } from '../model/modelGraph.ts';

/** Where names of a graph come from, and how they are split into scopes. */
interface Naming {
  readonly nameOf: (node: GraphNode) => string;
  readonly separator: '/' | '.';
}

/**
 * The scopes that each node stands in, outermost first, without its own name: `backbone/stage2/conv` gives
 * `['backbone', 'stage2']`. Names are those of the nodes where they have them (ONNX, TensorFlow), else of their first
 * outputs (TFLite, Caffe2). A graph whose names tell nothing gives empty paths.
 */
export function scopePaths(graph: Graph): readonly (readonly string[])[] {
  const naming = namingOf(graph);
  if (naming === null) return graph.nodes.map(() => []);
  return graph.nodes.map((node) => {
    const parts = naming
      .nameOf(node)
      .split(naming.separator)
      .filter((part) => part !== '');
    return parts.slice(0, -1);
  });
}

function namingOf(graph: Graph): Naming | null {
  const own = (node: GraphNode): string => node.name;
  // TFLite joins the names of fused nodes by semicolons; the first one is the node's own.
  const output = (node: GraphNode): string => {
    const [first] = node.outputs;
    const name = first === undefined || first === null ? '' : (graph.values[first]?.name ?? '');
    return name.split(';')[0] ?? '';
  };
  const choices: readonly (readonly [naming: Naming, share: number])[] = [
    [{ nameOf: own, separator: '/' }, 0.3],
    [{ nameOf: output, separator: '/' }, 0.3],
    [{ nameOf: own, separator: '.' }, 0.5],
    [{ nameOf: output, separator: '.' }, 0.5],
  ];
  const count = Math.max(1, graph.nodes.length);
  return (
    choices.find(
      ([{ nameOf, separator }, share]) =>
        graph.nodes.filter((node) => nameOf(node).includes(separator, 1)).length / count >= share,
    )?.[0] ?? null
  );
}
