import { qualifiedOpType } from '../model/modelDescription.ts';
import type {
  ConstantId,
  Graph,
  GraphId,
  ModelFormatId,
  ModelGraph,
  NodeId,
  Quantization,
  SourcePosition,
  ValueId,
} from '../model/modelGraph.ts';
import { elementCount, formatType } from '../model/valueType.ts';
import { bodiesOf } from './bodies.ts';
import type { NodeCost } from './nodeCosts.ts';
import { attributeText } from './nodeQuery.ts';
import { operatorCategory, type OperatorCategory } from './operatorCategory.ts';
import type { ScopeTree } from './scopeTree.ts';

/** A node at the other end of a line. */
export interface NodeReference {
  readonly graph: GraphId;
  readonly node: NodeId;
  readonly label: string;
}

/** A constant in short. */
export interface ConstantSummary {
  readonly constant: ConstantId;
  readonly name: string;
  readonly typeText: string;
  readonly elements: number | null;
  readonly storedBytes: number;
  readonly isSparse: boolean;
  readonly externalFile: string | null;
  readonly isAvailable: boolean;
}

/** An input or output of a node. */
export interface NodePort {
  readonly value: ValueId | null;
  /** Empty for an optional input that is left out. */
  readonly name: string;
  readonly typeText: string;
  readonly isInferred: boolean;
  readonly quantization: Quantization | null;
  readonly constant: ConstantSummary | null;
  /** Where it comes from, or where it goes: at most {@link maxReferences}. */
  readonly ends: readonly NodeReference[];
  readonly endCount: number;
  /** An input or output of the graph itself. */
  readonly isGraphPort: boolean;
}

/** All that the panel shows of a node. */
export interface NodeDetails {
  readonly graph: GraphId;
  readonly graphName: string;
  readonly node: NodeId;
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  readonly version: number | null;
  readonly category: OperatorCategory;
  readonly scope: string;
  readonly source: SourcePosition;
  /** A page about the operator; null when there is none to name. */
  readonly documentation: string | null;
  readonly attributes: readonly { readonly name: string; readonly kind: string; readonly text: string }[];
  readonly inputs: readonly NodePort[];
  /** What its bodies take from the graph around them. */
  readonly captured: readonly NodePort[];
  readonly outputs: readonly NodePort[];
  readonly bodies: readonly { readonly attribute: string; readonly graph: GraphId; readonly name: string }[];
  readonly bytes: number;
  readonly parameters: number;
  readonly multiplyAdds: number | null;
}

/** References that one port lists. */
export const maxReferences = 20;

/** Gathers what is known of a node. */
export function nodeDetails(
  model: ModelGraph,
  graph: Graph,
  nodeId: NodeId,
  tree: ScopeTree,
  cost: NodeCost | null,
): NodeDetails | null {
  const node = graph.nodes[nodeId];
  if (node === undefined) return null;
  const reference = (id: NodeId): NodeReference => {
    const other = graph.nodes[id];
    return {
      graph: graph.id,
      node: id,
      label: other === undefined ? '' : `${other.opType}${other.name === '' ? '' : ` ${other.name}`}`,
    };
  };
  const inputPort = (id: ValueId | null): NodePort => {
    const value = id === null ? undefined : graph.values[id];
    if (value === undefined) return emptyPort;
    const folded = foldedConstant(model, graph, tree, value.producer);
    const constant = value.constant ?? folded;
    return {
      value: value.id,
      name: value.name,
      typeText: formatType(value.type),
      isInferred: value.isInferred,
      quantization: shortQuantization(value.quantization),
      constant: constant === null ? null : summary(model, constant),
      ends: value.producer === null ? [] : [reference(value.producer)],
      endCount: value.producer === null ? 0 : 1,
      isGraphPort: graph.inputs.includes(value.id),
    };
  };
  const outputPort = (id: ValueId | null): NodePort => {
    const value = id === null ? undefined : graph.values[id];
    if (value === undefined) return emptyPort;
    const consumers = graph.nodes.filter(
      ({ inputs, captured }) => inputs.includes(value.id) || captured.includes(value.id),
    );
    return {
      value: value.id,
      name: value.name,
      typeText: formatType(value.type),
      isInferred: value.isInferred,
      quantization: shortQuantization(value.quantization),
      constant: null,
      ends: consumers.slice(0, maxReferences).map((consumer) => reference(consumer.id)),
      endCount: consumers.length,
      isGraphPort: graph.outputs.includes(value.id),
    };
  };
  const groups = tree.groupsOf(nodeId) ?? [];
  return {
    graph: graph.id,
    graphName: graph.name,
    node: nodeId,
    name: node.name,
    opType: qualifiedOpType(node),
    domain: node.domain,
    version: node.version,
    category: operatorCategory(node.opType),
    scope: groups.filter(({ kind }) => kind === 'scope').at(-1)?.path ?? '',
    source: node.source,
    documentation: documentationOf(model.format, node.opType, node.domain),
    attributes: node.attributes.map(({ name, value }) => ({
      name,
      kind: value.kind,
      text: attributeText(model, value),
    })),
    inputs: node.inputs.map(inputPort),
    captured: node.captured.map(inputPort),
    outputs: node.outputs.map(outputPort),
    bodies: bodiesOf(node).map(({ attribute, graph: body }) => ({
      attribute,
      graph: body,
      name: model.graphs[body]?.name ?? '',
    })),
    bytes: cost?.bytes ?? 0,
    parameters: cost?.parameters ?? 0,
    multiplyAdds: cost?.multiplyAdds ?? null,
  };
}

const emptyPort: NodePort = {
  value: null,
  name: '',
  typeText: '',
  isInferred: false,
  quantization: null,
  constant: null,
  ends: [],
  endCount: 0,
  isGraphPort: false,
};

/** Scales by channel may be thousands; the panel shows the first. */
function shortQuantization(quantization: Quantization | null): Quantization | null {
  if (quantization === null) return null;
  return {
    scales: quantization.scales.slice(0, 8),
    zeroPoints: quantization.zeroPoints.slice(0, 8),
    axis: quantization.axis,
  };
}

function foldedConstant(
  model: ModelGraph,
  graph: Graph,
  tree: ScopeTree,
  producer: NodeId | null,
): ConstantId | null {
  if (producer === null || tree.folded.isFolded[producer] !== true) return null;
  const [only, second] = tree.folded.constantsOf(producer);
  return only !== undefined &&
    second === undefined &&
    model.constants[only] !== undefined &&
    graph.nodes[producer] !== undefined
    ? only
    : null;
}

function summary(model: ModelGraph, id: ConstantId): ConstantSummary | null {
  const constant = model.constants[id];
  if (constant === undefined) return null;
  return {
    constant: id,
    name: constant.name,
    typeText: formatType({ kind: 'tensor', dtype: constant.dtype, shape: constant.shape, isSparse: false }),
    elements: elementCount(constant.shape),
    storedBytes: constant.storedBytes,
    isSparse: constant.isSparse,
    externalFile: constant.externalFile,
    isAvailable: constant.isAvailable,
  };
}

function documentationOf(format: ModelFormatId, opType: string, domain: string): string | null {
  if (!/^\w+$/.test(opType)) return null;
  switch (format) {
    case 'onnx':
      if (domain === '' || domain === 'ai.onnx') return `https://onnx.ai/onnx/operators/onnx__${opType}.html`;
      if (domain === 'ai.onnx.ml') return `https://onnx.ai/onnx/operators/onnx_aionnxml_${opType}.html`;
      return domain === 'com.microsoft'
        ? 'https://onnxruntime.ai/docs/reference/operators/ContribOperators.html'
        : null;
    case 'tflite':
      return opType === 'CUSTOM' || /[a-z]/.test(opType)
        ? null
        : `https://www.tensorflow.org/mlir/tfl_ops#tfl${opType.toLowerCase()}_tfl${camel(opType)}op`;
    case 'tensorflow':
    case 'saved-model':
    case 'tfjs':
      return `https://www.tensorflow.org/api_docs/python/tf/raw_ops/${opType}`;
    case 'caffe2':
      return null;
  }
}

function camel(opType: string): string {
  return opType.toLowerCase().replaceAll('_', '');
}
