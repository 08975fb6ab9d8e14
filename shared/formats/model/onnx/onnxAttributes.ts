// ONNX IR, AttributeProto of onnx/onnx-ml.proto
import type { AttributeValue, ConstantId, GraphId, NodeId } from '../../../model/modelGraph.ts';
import { bytesValue, floatsValue, intsValue, intValue, stringsValue } from '../attributeValues.ts';
import type { ModelBuilder } from '../modelBuilder.ts';
import type { ModelFolder } from '../modelFormat.ts';
import type { WireTree } from '../protobuf/wireScan.ts';
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  type GraphProto,
  type TensorProto,
} from './generated/onnx-ml_pb.ts';
import type { OnnxScope } from './onnxReader.ts';
import { addSparseTensor, addTensor } from './onnxTensor.ts';
import { onnxType } from './onnxTypes.ts';

const graphField = 6;
const graphsField = 11;

type AddSubgraph = (
  graph: GraphProto,
  tree: WireTree | null,
  parent: { readonly graph: GraphId; readonly node: NodeId; readonly attribute: string },
  scope: OnnxScope,
) => GraphId;

/** Turns attributes into the IR's, subgraphs and tensors included. */
export class OnnxAttributes {
  private readonly builder: ModelBuilder;
  private readonly folder: ModelFolder;
  private readonly addSubgraph: AddSubgraph;
  private readonly children = new Map<GraphId, GraphId[]>();

  constructor(builder: ModelBuilder, folder: ModelFolder, addSubgraph: AddSubgraph) {
    this.builder = builder;
    this.folder = folder;
    this.addSubgraph = addSubgraph;
  }

  /** Subgraphs that stand in attributes of this graph's nodes. */
  childrenOf(graph: GraphId): readonly GraphId[] {
    return this.children.get(graph) ?? [];
  }

  read(attribute: AttributeProto, tree: WireTree | null, node: NodeId, scope: OnnxScope): AttributeValue {
    if (attribute.refAttrName !== '') return { kind: 'reference', name: attribute.refAttrName };
    const type = attribute.type === AttributeType.UNDEFINED ? guessType(attribute) : attribute.type;
    switch (type) {
      case AttributeType.FLOAT:
        return { kind: 'float', value: attribute.f };
      case AttributeType.INT:
        return intValue(attribute.i);
      case AttributeType.STRING:
        return bytesValue(attribute.s);
      case AttributeType.FLOATS:
        return floatsValue(attribute.floats);
      case AttributeType.INTS:
        return intsValue(attribute.ints);
      case AttributeType.STRINGS:
        return stringsValue(attribute.strings);
      case AttributeType.TENSOR:
        return attribute.t === undefined
          ? { kind: 'constants', constants: [] }
          : { kind: 'constant', constant: this.tensor(attribute.t, attribute, node, scope) };
      case AttributeType.TENSORS:
        return {
          kind: 'constants',
          constants: attribute.tensors.map((tensor) => this.tensor(tensor, attribute, node, scope)),
        };
      case AttributeType.SPARSE_TENSOR:
      case AttributeType.SPARSE_TENSORS: {
        const all = attribute.sparseTensor === undefined ? attribute.sparseTensors : [attribute.sparseTensor];
        const name = this.constantName(attribute, node, scope);
        return {
          kind: 'constants',
          constants: all.map((sparse) => addSparseTensor(this.builder, sparse, name)),
        };
      }
      case AttributeType.GRAPH:
        return attribute.g === undefined
          ? { kind: 'graphs', graphs: [] }
          : {
              kind: 'graph',
              graph: this.graph(attribute.g, tree?.children.get(graphField)?.[0], attribute, node, scope),
            };
      case AttributeType.GRAPHS:
        return {
          kind: 'graphs',
          graphs: attribute.graphs.map((graph, index) =>
            this.graph(graph, tree?.children.get(graphsField)?.[index], attribute, node, scope),
          ),
        };
      case AttributeType.TYPE_PROTO:
        return { kind: 'type', value: onnxType(attribute.tp) };
      case AttributeType.TYPE_PROTOS:
        return { kind: 'types', values: attribute.typeProtos.map((item) => onnxType(item)) };
      case AttributeType.UNDEFINED:
        return { kind: 'string', value: '' };
    }
  }

  private graph(
    graph: GraphProto,
    tree: WireTree | undefined,
    attribute: AttributeProto,
    node: NodeId,
    scope: OnnxScope,
  ): GraphId {
    const parent = { graph: scope.graph.id, node, attribute: attribute.name };
    const id = this.addSubgraph(graph, tree ?? null, parent, scope);
    const siblings = this.children.get(scope.graph.id);
    if (siblings === undefined) this.children.set(scope.graph.id, [id]);
    else siblings.push(id);
    return id;
  }

  private tensor(tensor: TensorProto, attribute: AttributeProto, node: NodeId, scope: OnnxScope): ConstantId {
    return addTensor(
      this.builder,
      tensor,
      tensor.name || this.constantName(attribute, node, scope),
      this.folder,
    );
  }

  private constantName(attribute: AttributeProto, node: NodeId, scope: OnnxScope): string {
    const owner = scope.graph.nodes[node];
    return `${owner?.name || owner?.opType || 'node'}.${attribute.name}`;
  }
}

/** Files of the first IR versions do not name the type: it is the one field that is set. */
function guessType(attribute: AttributeProto): AttributeType {
  if (attribute.g !== undefined) return AttributeType.GRAPH;
  if (attribute.t !== undefined) return AttributeType.TENSOR;
  if (attribute.tp !== undefined) return AttributeType.TYPE_PROTO;
  if (attribute.sparseTensor !== undefined) return AttributeType.SPARSE_TENSOR;
  if (attribute.floats.length > 0) return AttributeType.FLOATS;
  if (attribute.ints.length > 0) return AttributeType.INTS;
  if (attribute.strings.length > 0) return AttributeType.STRINGS;
  if (attribute.tensors.length > 0) return AttributeType.TENSORS;
  if (attribute.graphs.length > 0) return AttributeType.GRAPHS;
  if (attribute.s.length > 0) return AttributeType.STRING;
  if (Object.hasOwn(attribute, 'f')) return AttributeType.FLOAT;
  if (Object.hasOwn(attribute, 'i')) return AttributeType.INT;
  return AttributeType.UNDEFINED;
}
