import type { GraphKind, ModelFinding, ModelFormatId, ModelGraph, ValueId, Graph } from './modelGraph.ts';
import { elementCount, formatType, type ValueType } from './valueType.ts';

/** A graph's input or output. */
export interface PortDescription {
  readonly name: string;
  readonly type: ValueType | null;
  /** The type as people read it, for example `float32[1,3,?,?]`. */
  readonly typeText: string;
}

/** What one graph is made of. */
export interface GraphDescription {
  readonly name: string;
  readonly kind: GraphKind;
  readonly nodeCount: number;
  readonly inputs: readonly PortDescription[];
  readonly outputs: readonly PortDescription[];
}

/** A model in short. */
export interface ModelDescription {
  readonly format: ModelFormatId;
  readonly formatVersion: string;
  readonly isText: boolean;
  readonly producer: string | null;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
  readonly graphs: readonly GraphDescription[];
  /** Nodes by operator over all graphs, most frequent first; `domain::` before operators of other sets. */
  readonly opTypes: readonly { readonly opType: string; readonly count: number }[];
  readonly nodeCount: number;
  /** Elements of all constants. */
  readonly parameterCount: number;
  /** Bytes of the model's file. */
  readonly fileBytes: number;
  /** Bytes of all constants as they are stored, in the file and beside it. */
  readonly constantBytes: number;
  readonly findings: readonly ModelFinding[];
}

/** An operator with its set, as lists and messages name it; TFLite's custom operators have a name and no set. */
export function qualifiedOpType(node: { readonly opType: string; readonly domain: string }): string {
  return node.domain === '' || node.domain === 'custom' ? node.opType : `${node.domain}::${node.opType}`;
}

/** Sums a model up. */
export function describeModel(model: ModelGraph, fileBytes: number): ModelDescription {
  const counts = new Map<string, number>();
  let nodeCount = 0;
  for (const graph of model.graphs) {
    nodeCount += graph.nodes.length;
    for (const node of graph.nodes) {
      const opType = qualifiedOpType(node);
      counts.set(opType, (counts.get(opType) ?? 0) + 1);
    }
  }
  return {
    format: model.format,
    formatVersion: model.formatVersion,
    isText: model.isText,
    producer: model.producer,
    opsets: model.opsets,
    metadata: model.metadata,
    graphs: model.graphs.map((graph) => describeGraph(graph, model.format)),
    opTypes: [...counts]
      .map(([opType, count]) => ({ opType, count }))
      .sort((a, b) => b.count - a.count || (a.opType < b.opType ? -1 : 1)),
    nodeCount,
    parameterCount: model.constants.reduce((sum, constant) => sum + (elementCount(constant.shape) ?? 0), 0),
    fileBytes,
    constantBytes: model.constants.reduce((sum, constant) => sum + constant.storedBytes, 0),
    findings: model.findings,
  };
}

/**
 * The inputs that a caller has to give. In ONNX an input that is a constant too (every weight before IR version 4) has
 * its default and need not be given.
 */
export function requiredInputs(graph: Graph, format: ModelFormatId): readonly ValueId[] {
  if (format !== 'onnx') return graph.inputs;
  return graph.inputs.filter((id) => (graph.values[id]?.constant ?? null) === null);
}

function describeGraph(graph: Graph, format: ModelFormatId): GraphDescription {
  const port = (id: ValueId): PortDescription => {
    const value = graph.values[id];
    const type = value?.type ?? null;
    return { name: value?.name ?? '', type, typeText: formatType(type) };
  };
  return {
    name: graph.name,
    kind: graph.kind,
    nodeCount: graph.nodes.length,
    inputs: requiredInputs(graph, format).map(port),
    outputs: graph.outputs.map(port),
  };
}
