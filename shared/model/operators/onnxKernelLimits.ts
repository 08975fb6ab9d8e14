/**
 * What kernels of ONNX Runtime's CPU provider refuse although the runtime's tables list them. Each was found by sessions of
 * onnxruntime-node 1.30 (test/verify/verdicts.ts, and models of one node made for it); the sources of the checks are
 * microsoft/onnxruntime (MIT), under onnxruntime/core/providers/cpu: rnn/rnn.h, rnn/deep_cpu_gru.h, rnn/lstm_base.h,
 * nn/lrn.h and math/element_wise_ops.cc.
 */
import type { GraphNode } from '../modelGraph.ts';
import type { DType } from '../valueType.ts';

interface AttributeLimit {
  readonly attribute: string;
  takes(value: number): boolean;
  /** The values that are taken, as a model file writes them. */
  readonly taken: string;
}

const timeFirst: AttributeLimit = { attribute: 'layout', takes: (value) => value === 0, taken: '0' };

const attributeLimits: Readonly<Record<string, AttributeLimit>> = {
  'ai.onnx:RNN': timeFirst,
  'ai.onnx:GRU': timeFirst,
  'ai.onnx:LSTM': timeFirst,
  'ai.onnx:LRN': { attribute: 'size', takes: (value) => value % 2 === 1, taken: '1, 3, 5, …' },
};

/** Types of inputs other than the first, by `domain:operator/place of the input`. */
const inputTypes: Readonly<Record<string, readonly DType[]>> = {
  'ai.onnx:Pow/1': ['int32', 'int64', 'float32', 'float64'],
};

/** An attribute's value that the kernel refuses; null where it has none. */
export interface RefusedAttribute {
  readonly attribute: string;
  readonly value: number;
  readonly taken: string;
}

/**
 * Looks for a value that keeps a node's kernel from being made.
 *
 * @param key - `domain:operator`
 */
export function refusedAttribute(key: string, node: GraphNode): RefusedAttribute | null {
  const limit = attributeLimits[key];
  const value = node.attributes.find(({ name }) => name === limit?.attribute)?.value;
  if (limit === undefined || value?.kind !== 'int' || limit.takes(value.value)) return null;
  return { attribute: limit.attribute, value: value.value, taken: limit.taken };
}

/**
 * The types that the kernel takes at an input; null where the runtime's table says enough.
 *
 * @param key - `domain:operator`
 * @param place - of the input, from 0
 */
export function typesAtInput(key: string, place: number): readonly DType[] | null {
  return inputTypes[`${key}/${place}`] ?? null;
}
