import { say } from '../../../model/messages/message.ts';
// ONNX IR, onnx/docs/IR.md and onnx/onnx-ml.proto (IR version 14)
import type { GraphId, SourcePosition } from '../../../model/modelGraph.ts';
import { AppError } from '../../../base/errors.ts';
import type { GraphBuilder, ModelBuilder } from '../modelBuilder.ts';
import type { ModelSource, ParsedModel } from '../modelFormat.ts';
import { findCycle } from '../findCycle.ts';
import type { WireTree } from '../protobuf/wireScan.ts';
import type { FunctionProto, GraphProto, ModelProto, NodeProto } from './generated/onnx-ml_pb.ts';
import { OnnxAttributes } from './onnxAttributes.ts';
import { addSparseTensor, addTensor } from './onnxTensor.ts';
import { onnxType } from './onnxTypes.ts';

// Field numbers of onnx-ml.proto whose messages keep their place in the file.
const field = { modelGraph: 7, modelFunctions: 25, graphNode: 1, functionNode: 7, nodeAttribute: 5 } as const;

/** Graphs from the innermost outwards: a subgraph sees the values of those around it. */
export interface OnnxScope {
  readonly graph: GraphBuilder;
  readonly around: OnnxScope | null;
}

/** Builds the IR from a decoded ONNX model. */
export class OnnxReader {
  private readonly builder: ModelBuilder;
  private readonly source: ModelSource;
  private readonly isText: boolean;
  private readonly functions = new Map<string, GraphId>();
  private readonly attributes: OnnxAttributes;

  constructor(builder: ModelBuilder, source: ModelSource, isText: boolean) {
    this.builder = builder;
    this.source = source;
    this.isText = isText;
    this.attributes = new OnnxAttributes(builder, source.folder, (proto, tree, parent, around) => {
      const graph = this.builder.addGraph(proto.name, 'subgraph', parent);
      this.fillGraph(proto, tree, { graph, around });
      return graph.id;
    });
  }

  read(model: ModelProto, tree: WireTree | null): ParsedModel {
    if (model.graph === undefined) {
      throw new AppError('model.notAGraph', 'The ONNX file holds no graph.');
    }
    const main = this.builder.addGraph(model.graph.name, 'main', null);
    const functions = model.functions.map((body, index) => {
      const graph = this.builder.addGraph(
        functionKey(body.domain, body.name, body.overload),
        'function',
        null,
      );
      this.functions.set(graph.name, graph.id);
      return { body, graph, tree: tree?.children.get(field.modelFunctions)?.[index] ?? null };
    });
    this.fillGraph(model.graph, tree?.children.get(field.modelGraph)?.[0] ?? null, {
      graph: main,
      around: null,
    });
    for (const { body, graph, tree: place } of functions) this.fillFunction(body, graph, place);
    this.refuseCycles();
    if (model.opsetImport.length === 0 && model.irVersion >= 3n) {
      this.builder.addFinding({
        code: 'onnx.noOpset',
        severity: 'error',
        message: say('file.noOpset'),
        fix: [say('file.fetchOrExport')],
        graph: null,
        node: null,
      });
    }
    return this.builder.finish({
      format: 'onnx',
      formatVersion: `ONNX IR ${model.irVersion}`,
      isText: this.isText,
      producer: [model.producerName, model.producerVersion].filter((part) => part !== '').join(' ') || null,
      opsets: model.opsetImport.map(({ domain, version }) => ({ domain, version: Number(version) })),
      metadata: [
        ...namedText('domain', model.domain),
        ...(model.modelVersion === 0n ? [] : namedText('modelVersion', String(model.modelVersion))),
        ...namedText('description', model.docString),
        ...model.metadataProps.map(({ key, value }) => ({ name: key, value })),
      ],
    });
  }

  private fillGraph(proto: GraphProto, tree: WireTree | null, scope: OnnxScope): void {
    const { graph } = scope;
    for (const input of proto.input) graph.inputs.push(graph.addValue(input.name, onnxType(input.type)));
    for (const tensor of proto.initializer) {
      // An initializer that is an input too is the input's default (IR version 3 and before: every initializer).
      this.addInitializer(
        graph,
        tensor.name,
        addTensor(this.builder, tensor, tensor.name, this.source.folder),
      );
    }
    for (const sparse of proto.sparseInitializer) {
      const name = sparse.values?.name ?? '';
      this.addInitializer(graph, name, addSparseTensor(this.builder, sparse, name));
    }
    this.addNodes(proto.node, tree?.children.get(field.graphNode) ?? null, scope);
    for (const output of proto.output) {
      const id = this.resolve(output.name, scope);
      const type = onnxType(output.type);
      if (type !== null) graph.setType(id, type);
      graph.outputs.push(id);
    }
    for (const info of proto.valueInfo) {
      const id = graph.find(info.name);
      const type = onnxType(info.type);
      if (id !== null && type !== null) graph.setType(id, type);
    }
  }

  private addInitializer(graph: GraphBuilder, name: string, constant: number): void {
    const id = graph.value(name);
    const { dtype, shape, isSparse } = this.builder.constant(constant);
    graph.setConstant(id, constant);
    graph.setType(id, { kind: 'tensor', dtype, shape, isSparse });
  }

  private fillFunction(body: FunctionProto, graph: GraphBuilder, tree: WireTree | null): void {
    for (const name of body.input) graph.inputs.push(graph.addValue(name));
    const scope = { graph, around: null };
    this.addNodes(body.node, tree?.children.get(field.functionNode) ?? null, scope);
    for (const name of body.output) graph.outputs.push(this.resolve(name, scope));
    for (const info of body.valueInfo) {
      const id = graph.find(info.name);
      const type = onnxType(info.type);
      if (id !== null && type !== null) graph.setType(id, type);
    }
  }

  private addNodes(nodes: readonly NodeProto[], trees: readonly WireTree[] | null, scope: OnnxScope): void {
    const { graph } = scope;
    const first = graph.nodes.length;
    const names = new Set<string>();
    nodes.forEach((node, index) => {
      // Constants become initializers before ONNX Runtime asks for their names.
      if (node.opType !== 'Constant' && node.name !== '') {
        if (names.has(node.name)) this.reportDuplicate(node.name, graph.id, first + index);
        names.add(node.name);
      }
      const outputs = node.output.map((name) => (name === '' ? null : graph.produce(name, first + index)));
      graph.addNode({
        name: node.name,
        opType: node.opType,
        domain: node.domain === 'ai.onnx' ? '' : node.domain,
        version: null,
        inputs: [],
        outputs,
        controlInputs: [],
        attributes: [],
        calls: this.functions.get(functionKey(node.domain, node.opType, node.overload)) ?? null,
        source: this.position(trees?.[index] ?? null),
      });
    });
    nodes.forEach((proto, index) => {
      const node = graph.nodes[first + index];
      if (node === undefined) return;
      node.inputs = proto.input.map((name) => (name === '' ? null : this.resolve(name, scope)));
      const places = trees?.[index]?.children.get(field.nodeAttribute) ?? null;
      node.attributes = proto.attribute.map((attribute, at) => ({
        name: attribute.name,
        value: this.attributes.read(attribute, places?.[at] ?? null, first + index, scope),
      }));
    });
  }

  /** The value of this name in the graph, taken from the graphs around it when it has none of its own. */
  private resolve(name: string, scope: OnnxScope): number {
    const own = scope.graph.find(name);
    if (own !== null) return own;
    for (let outer = scope.around; outer !== null; outer = outer.around) {
      const found = outer.graph.find(name);
      if (found === null) continue;
      const { type, constant } = outer.graph.get(found);
      const id = scope.graph.addValue(name, type);
      if (constant !== null) scope.graph.setConstant(id, constant);
      scope.graph.setOuter(id, outer.graph.id, found);
      return id;
    }
    this.builder.addFinding({
      code: 'graph.undefinedValue',
      severity: 'error',
      message: say('file.undefined', { name }),
      fix: [say('file.undefined.do')],
      graph: scope.graph.id,
      node: null,
    });
    return scope.graph.addValue(name);
  }

  private reportDuplicate(name: string, graph: GraphId, node: number): void {
    this.builder.addFinding({
      code: 'onnx.duplicateNodeName',
      severity: 'error',
      message: say('file.duplicate', { name }),
      fix: [say('file.duplicate.do')],
      graph,
      node,
    });
  }

  private refuseCycles(): void {
    const callees = this.builder.graphs.map((graph) => [
      ...graph.nodes.flatMap((node) => (node.calls === null ? [] : [node.calls])),
      ...this.attributes.childrenOf(graph.id),
    ]);
    const cycle = findCycle(callees);
    if (cycle === null) return;
    const names = cycle.map((id) => this.builder.graphs[id]?.name ?? '');
    throw new AppError(
      'model.cyclic',
      `Functions of the model call each other in a circle: ${names.join(' → ')}.`,
      {
        functions: names.join(', '),
      },
    );
  }

  private position(tree: WireTree | null): SourcePosition {
    return { file: this.source.fileName, byteOffset: tree?.offset ?? null, line: null };
  }
}

function functionKey(domain: string, name: string, overload: string): string {
  return `${domain === 'ai.onnx' ? '' : domain}::${name}${overload === '' ? '' : `:${overload}`}`;
}

function namedText(name: string, value: string): { readonly name: string; readonly value: string }[] {
  return value === '' ? [] : [{ name, value }];
}
