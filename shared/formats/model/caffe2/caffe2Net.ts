// Caffe2, NetDef of caffe2/proto/caffe2.proto
import type { Graph, GraphId, SourcePosition, ValueId } from '../../../model/modelGraph.ts';
import type { GraphBuilder, ModelBuilder } from '../modelBuilder.ts';
import type { WireTree } from '../protobuf/wireScan.ts';
import { readArgument } from './caffe2Arguments.ts';
import { addFill } from './caffe2Tensor.ts';
import type { NetDef, OperatorDef } from './generated/caffe2_pb.ts';

// Field numbers whose messages keep their place in the file.
const field = { netOperator: 2, operatorArgument: 5, argumentNet: 8, argumentNets: 9 } as const;

/** What the nets of one file share. */
export interface NetContext {
  readonly builder: ModelBuilder;
  readonly file: string;
  /** Line of each operator at the top of a text file, in order; empty for a binary one. */
  readonly lines: readonly number[];
}

/** Nets from the innermost outwards: all work on the blobs of one workspace. */
interface NetScope {
  readonly graph: GraphBuilder;
  readonly around: NetScope | null;
}

/**
 * Adds a net and the nets within it.
 *
 * Operators run in the order of the file and may write into a blob again (ReLU in place): each write is a value of its
 * own, of the same name.
 */
export function addNet(
  context: NetContext,
  net: NetDef,
  tree: WireTree | null,
  kind: 'main' | 'initNet' | 'subgraph',
  parent: Graph['parent'],
  around: NetScope | null,
): GraphId {
  const graph = context.builder.addGraph(
    net.name === '' && kind === 'main' ? 'main' : net.name,
    kind,
    parent,
  );
  const scope: NetScope = { graph, around };
  const places = tree?.children.get(field.netOperator);
  for (const name of net.externalInput) {
    if (graph.find(name) !== null) continue;
    const value = inherit(scope, name) ?? graph.addValue(name);
    graph.inputs.push(value);
  }
  const used = new Set<ValueId>();
  net.op.forEach((operator, index) => {
    addOperator(
      context,
      scope,
      operator,
      places?.[index] ?? null,
      around === null ? (context.lines[index] ?? null) : null,
      used,
    );
  });
  addOutputs(graph, net, used);
  return graph.id;
}

function addOperator(
  context: NetContext,
  scope: NetScope,
  operator: OperatorDef,
  tree: WireTree | null,
  line: number | null,
  used: Set<ValueId>,
): void {
  const { graph } = scope;
  const inputs = operator.input.map((name) => {
    const value = read(scope, name);
    used.add(value);
    return value;
  });
  const controlInputs = operator.controlInput.flatMap((name) => {
    const value = graph.find(name);
    return value === null ? [] : (graph.get(value).producer ?? []);
  });
  const source: SourcePosition = { file: context.file, byteOffset: tree?.offset ?? null, line };
  const node = graph.addNode({
    name: operator.name,
    opType: operator.type,
    domain: operator.domain === 'caffe2' ? '' : operator.domain,
    version: operator.opVersion === 0n ? null : Number(operator.opVersion),
    inputs,
    outputs: [],
    controlInputs,
    attributes: [],
    calls: null,
    source,
  });
  const target = graph.nodes[node];
  if (target === undefined) return;
  const constantName = operator.name || operator.output[0] || operator.type;
  target.attributes = [
    ...operator.arg.map((argument, index) => {
      const place = tree?.children.get(field.operatorArgument)?.[index];
      const nets = place?.children.get(argument.n === undefined ? field.argumentNets : field.argumentNet);
      const value = readArgument(context.builder, argument, `${constantName}.${argument.name}`, (net, at) =>
        addNet(
          context,
          net,
          nets?.[at] ?? null,
          'subgraph',
          { graph: graph.id, node, attribute: argument.name },
          scope,
        ),
      );
      return { name: argument.name, value };
    }),
    ...(operator.engine === ''
      ? []
      : [{ name: 'engine', value: { kind: 'string', value: operator.engine } as const }]),
  ];
  target.outputs = operator.output.map((name) => {
    const value = graph.addValue(name);
    graph.setProducer(value, node);
    return value;
  });
}

/** The blob as it stands now; one that nothing has given is an input of the net, declared or not. */
function read(scope: NetScope, name: string): ValueId {
  const known = scope.graph.find(name) ?? inherit(scope, name);
  if (known !== null) return known;
  const value = scope.graph.addValue(name);
  if (scope.around === null) scope.graph.inputs.push(value);
  return value;
}

function inherit(scope: NetScope, name: string): ValueId | null {
  for (let outer = scope.around; outer !== null; outer = outer.around) {
    const found = outer.graph.find(name);
    if (found === null) continue;
    const value = scope.graph.addValue(name, outer.graph.get(found).type);
    scope.graph.setOuter(value, outer.graph.id, found);
    return value;
  }
  return null;
}

function addOutputs(graph: GraphBuilder, net: NetDef, used: ReadonlySet<ValueId>): void {
  for (const name of net.externalOutput) {
    const value = graph.find(name);
    if (value !== null) graph.outputs.push(value);
  }
  if (net.externalOutput.length > 0) return;
  // Nets of the first years declare nothing: what no operator reads is what they are run for.
  for (const node of graph.nodes) {
    for (const value of node.outputs) if (value !== null && !used.has(value)) graph.outputs.push(value);
  }
}

/** Gives the outputs of fill operators their constants. */
export function foldFills(builder: ModelBuilder, graph: GraphBuilder, net: NetDef): void {
  net.op.forEach((operator, index) => {
    const constant = addFill(builder, operator);
    const value = graph.nodes[index]?.outputs[0] ?? null;
    if (constant === null || value === null) return;
    const { dtype, shape } = builder.constant(constant);
    graph.setConstant(value, constant);
    graph.setType(value, { kind: 'tensor', dtype, shape, isSparse: false });
  });
}
