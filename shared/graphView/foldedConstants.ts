import type { ConstantId, Graph, GraphNode, NodeId } from '../model/modelGraph.ts';

/** Nodes that only hold a constant, or stand for a variable: the weights of a TensorFlow model that was not frozen. */
const holders = new Set([
  'Const',
  'HostConst',
  'Constant',
  'Placeholder_Const',
  'VarHandleOp',
  'Variable',
  'VariableV2',
]);

/** Nodes that hand a constant on in another form: a weight that is widened, unpacked or read from a variable. */
const carriers = new Set([
  'Identity',
  'ReadVariableOp',
  'Cast',
  'DEQUANTIZE',
  'DENSIFY',
  'DequantizeLinear',
  'QuantizeLinear',
  'CAST',
  'StopGradient',
  'ConstantOfShape',
  'Unsqueeze',
  'ExpandDims',
]);

/** Which nodes of a graph are drawn as part of their consumers, and what each node is given as constants. */
export interface FoldedConstants {
  readonly isFolded: readonly boolean[];
  /** Constants that a node consumes, through folded nodes too. */
  readonly constantsOf: (node: NodeId) => readonly ConstantId[];
}

/**
 * Folds constants into their consumers: nodes that hold a constant, and nodes that hand on nothing but constants. A folded
 * node that gives an output of the graph, or that nobody consumes, stays.
 */
export function foldConstants(graph: Graph, topological: readonly NodeId[]): FoldedConstants {
  const isConstant: boolean[] = graph.nodes.map(() => false);
  const producerOf = (input: number): GraphNode | null => {
    const producer = graph.values[input]?.producer ?? null;
    return producer === null ? null : (graph.nodes[producer] ?? null);
  };
  for (const id of topological) {
    const node = graph.nodes[id];
    if (node === undefined) continue;
    const given = node.inputs.filter((input) => input !== null);
    isConstant[id] =
      (holders.has(node.opType) && given.length === 0) ||
      (carriers.has(node.opType) &&
        given.length > 0 &&
        given.every((input) => {
          if ((graph.values[input]?.constant ?? null) !== null) return true;
          const producer = producerOf(input);
          return producer !== null && isConstant[producer.id] === true;
        }));
  }
  const consumed = new Set<NodeId>();
  for (const node of graph.nodes) {
    for (const input of node.inputs) {
      const producer = input === null ? null : (graph.values[input]?.producer ?? null);
      if (producer !== null) consumed.add(producer);
    }
  }
  const isOutput = new Set(graph.outputs.map((output) => graph.values[output]?.producer ?? -1));
  const isFolded = isConstant.map((is, id) => is && consumed.has(id) && !isOutput.has(id));

  const constantsOf = (id: NodeId): readonly ConstantId[] => {
    const found = new Set<ConstantId>();
    const seen = new Set<NodeId>();
    const visit = (current: NodeId): void => {
      const node = graph.nodes[current];
      if (node === undefined || seen.has(current)) return;
      seen.add(current);
      if (holders.has(node.opType)) {
        for (const { value } of node.attributes) {
          if (value.kind === 'constant') found.add(value.constant);
          if (value.kind === 'constants') for (const constant of value.constants) found.add(constant);
        }
      }
      for (const input of node.inputs) {
        if (input === null) continue;
        const value = graph.values[input];
        if (value === undefined) continue;
        if (value.constant !== null) found.add(value.constant);
        else if (value.producer !== null && isFolded[value.producer] === true) visit(value.producer);
      }
    };
    visit(id);
    return [...found];
  };
  return { isFolded, constantsOf };
}
