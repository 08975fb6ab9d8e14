import type { Graph, GraphNode } from '#shared/model/modelGraph.ts';
import type { DType, Shape } from '#shared/model/valueType.ts';

type GraphValue = Graph['values'][number];

/** A value of a graph that nothing is known of but what is told. */
export function sketchValue(id: number, told: Partial<Omit<GraphValue, 'id'>> = {}): GraphValue {
  return {
    id,
    name: `v${id}`,
    type: null,
    isInferred: false,
    producer: null,
    constant: null,
    outer: null,
    quantization: null,
    ...told,
  };
}

/** The type of a dense tensor. */
export function tensorOf(shape: Shape, dtype: DType = 'float32'): GraphValue['type'] {
  return { kind: 'tensor', dtype, shape, isSparse: false };
}

/** A node that has nothing but what is told of it. */
export function sketchNode(
  told: Pick<GraphNode, 'opType' | 'inputs' | 'outputs'> & Partial<GraphNode>,
): GraphNode {
  return {
    id: 0,
    name: '',
    domain: '',
    version: null,
    controlInputs: [],
    captured: [],
    attributes: [],
    calls: null,
    source: { file: 'm', byteOffset: null, line: null },
    ...told,
  };
}

/** The main graph of a model, of these nodes and values. */
export function sketchGraph(told: Pick<Graph, 'nodes' | 'values'> & Partial<Graph>): Graph {
  return { id: 0, name: 'main', kind: 'main', parent: null, inputs: [], outputs: [], ...told };
}
