import { say } from '../../../model/messages/message.ts';
// TensorFlow, tensorflow/core/framework/graph.proto and function.proto
import type { ConstantId, GraphId, SourcePosition, ValueId } from '../../../model/modelGraph.ts';
import type { GraphBuilder, ModelBuilder } from '../modelBuilder.ts';
import type { NodeDef } from './generated/tensorflow_pb.ts';
import { outputCount, outputType } from './outputTypes.ts';
import { readAttribute } from './tensorflowAttributes.ts';

/** What the graphs of one model share. */
export interface TensorflowContext {
  readonly builder: ModelBuilder;
  readonly functions: ReadonlyMap<string, GraphId>;
  /** A constant that stands outside the graph, by the name of its node (tfjs keeps all weights so); null otherwise. */
  readonly outsideConstant: (node: string) => ConstantId | null;
}

const placeholderOps: ReadonlySet<string> = new Set([
  'Placeholder',
  'PlaceholderV2',
  'PlaceholderWithDefault',
]);
/** Unused values of these operators are not what a graph is run for. */
const notAnOutput: ReadonlySet<string> = new Set([
  'Const',
  'Placeholder',
  'PlaceholderV2',
  'VarHandleOp',
  'RestoreV2',
  'Assign',
]);

/** Fills one graph with the nodes of a GraphDef or of a function's body. */
export class TensorflowGraph {
  private readonly context: TensorflowContext;
  private readonly graph: GraphBuilder;
  private readonly nodes: readonly NodeDef[];
  private readonly nodeIds = new Map<string, number>();
  /** By node: by output, `0` or in functions `output_arg:0`, the value. */
  private readonly outputs: Map<string, ValueId>[] = [];
  private readonly used = new Set<ValueId>();
  private missing = 0;

  constructor(context: TensorflowContext, graph: GraphBuilder, nodes: readonly NodeDef[]) {
    this.context = context;
    this.graph = graph;
    this.nodes = nodes;
  }

  /** @param positions - where each node stands */
  fill(positions: (index: number) => SourcePosition): void {
    const { builder, functions } = this.context;
    this.nodes.forEach((node, index) => {
      // Of two nodes of one name the first is the one that counts; TensorFlow refuses such a graph.
      if (!this.nodeIds.has(node.name)) this.nodeIds.set(node.name, index);
      const values = new Map<string, ValueId>();
      const count = outputCount(node);
      for (let port = 0; port < count; port++) this.addOutput(index, values, String(port), port);
      this.outputs.push(values);
      this.graph.addNode({
        name: node.name,
        opType: node.op,
        domain: '',
        version: null,
        inputs: [],
        outputs: [],
        controlInputs: [],
        attributes: [],
        calls: functions.get(node.op) ?? null,
        source: positions(index),
      });
    });
    this.nodes.forEach((node, index) => {
      const target = this.graph.nodes[index];
      if (target === undefined) return;
      builder.deadline.check();
      const inputs: (ValueId | null)[] = [];
      const controls: number[] = [];
      for (const reference of node.input) {
        if (!reference.startsWith('^')) inputs.push(this.use(reference));
        else {
          const control = this.nodeIds.get(reference.slice(1));
          if (control !== undefined) controls.push(control);
        }
      }
      target.inputs = inputs;
      target.controlInputs = controls;
      const outside = node.op === 'Const' ? this.context.outsideConstant(node.name) : null;
      target.attributes = Object.entries(node.attr)
        .filter(([name]) => name !== '_output_shapes')
        .map(([name, value]) => ({
          name,
          value:
            outside !== null && name === 'value'
              ? { kind: 'constant', constant: outside }
              : readAttribute(builder, value, node.name, functions),
        }));
      this.setConstant(node, index);
      if (placeholderOps.has(node.op)) {
        const value = this.outputs[index]?.get('0');
        if (value !== undefined) this.graph.inputs.push(value);
      }
    });
    this.outputs.forEach((values, index) => {
      const target = this.graph.nodes[index];
      if (target !== undefined) target.outputs = [...values.values()];
      for (const value of values.values()) this.graph.setProducer(value, index);
    });
  }

  /** The value that a reference such as `node`, `node:1` or, in a function, `node:output:0` stands for. */
  use(reference: string): ValueId {
    const value = this.resolve(reference);
    this.used.add(value);
    return value;
  }

  /** Whether a reference leads to a node or an argument of this graph. */
  knows(reference: string): boolean {
    return this.nodeIds.has(reference.split(':')[0] ?? '') || this.graph.find(reference) !== null;
  }

  /** Values that no node uses: what the graph is run for, as far as the file tells. */
  addUnusedAsOutputs(): void {
    this.nodes.forEach((node, index) => {
      if (node.op === '_Retval') {
        const [returned] = this.graph.nodes[index]?.inputs ?? [];
        if (returned !== undefined && returned !== null) this.graph.outputs.push(returned);
        return;
      }
      if (notAnOutput.has(node.op)) return;
      const values = [...(this.outputs[index]?.values() ?? [])];
      // Of a node with several outputs the first stands for all when none is used.
      if (values.length > 0 && values.every((value) => !this.used.has(value))) {
        this.graph.outputs.push(...values.slice(0, node.op.includes('Call') ? values.length : 1));
      }
    });
  }

  private resolve(reference: string): ValueId {
    const [name = '', ...rest] = reference.split(':');
    const node = this.nodeIds.get(name);
    if (node === undefined) {
      const argument = this.graph.find(reference) ?? this.graph.find(name);
      if (argument !== null) return argument;
      if (this.missing++ === 0) this.reportMissing(name);
      return this.graph.addValue(reference);
    }
    const values = this.outputs[node];
    if (values === undefined) throw new Error(`No outputs of node ${node}`);
    const key = rest.length === 0 ? '0' : rest.join(':');
    const known = values.get(key);
    if (known !== undefined) return known;
    // Functions name outputs by argument and place in it. The first one met is the first output, and so on.
    if (rest.length === 2) {
      const taken = [...values.keys()].filter((other) => other.includes(':')).length;
      const plain = rest[1] === '0' ? values.get(String(taken)) : undefined;
      if (plain !== undefined) {
        values.delete(String(taken));
        values.set(key, plain);
        return plain;
      }
    }
    return this.addOutput(node, values, key, rest.length === 1 ? Number(key) : values.size);
  }

  private addOutput(node: number, values: Map<string, ValueId>, key: string, port: number): ValueId {
    this.context.builder.countValue();
    const definition = this.nodes[node];
    const name = definition?.name ?? '';
    const value = this.graph.addValue(
      key === '0' ? name : `${name}:${key}`,
      definition === undefined ? null : outputType(definition, port),
    );
    values.set(key, value);
    return value;
  }

  private setConstant(node: NodeDef, index: number): void {
    if (node.op !== 'Const') return;
    const value = this.outputs[index]?.get('0');
    if (value === undefined) return;
    const attribute = this.graph.nodes[index]?.attributes.find(({ name }) => name === 'value')?.value;
    const constant =
      attribute?.kind === 'constant' ? attribute.constant : this.context.outsideConstant(node.name);
    if (constant !== null) {
      this.graph.setConstant(value, constant);
      return;
    }
    this.context.builder.addFinding({
      code: 'graph.constantWithoutValue',
      severity: 'error',
      message: say('file.noValue', { name: node.name }),
      fix: [say('file.noValue.do')],
      graph: this.graph.id,
      node: index,
    });
  }

  private reportMissing(name: string): void {
    this.context.builder.addFinding({
      code: 'graph.undefinedValue',
      severity: 'error',
      message: say('file.noNode', { name }),
      fix: [say('file.noNode.do')],
      graph: this.graph.id,
      node: null,
    });
  }
}
