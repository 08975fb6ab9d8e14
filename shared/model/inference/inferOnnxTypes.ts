import type { ConstantId, Graph, GraphValue, ModelGraph, ValueId } from '../modelGraph.ts';
import { type DType, elementCount, type Shape, type ValueType } from '../valueType.ts';
import type { KnownShape } from './dimensions.ts';
import { onnxRules } from './onnxRules.ts';
import type { Known } from './ruleInput.ts';

/** Longer vectors are data, not shapes. */
const maxContent = 64;

/**
 * Works out types and shapes of values where an ONNX file leaves them out; what the file says stands.
 *
 * @param readNumbers - content of a small constant as numbers; null when it cannot be had
 */
export function inferOnnxTypes(
  model: ModelGraph,
  readNumbers: (id: ConstantId) => readonly number[] | null,
): ModelGraph {
  const done = new Map<number, readonly GraphValue[]>();
  const graphs = model.graphs.map((graph) => {
    const values = inferGraph(model, graph, done, readNumbers);
    done.set(graph.id, values);
    return { ...graph, values };
  });
  return { ...model, graphs };
}

function inferGraph(
  model: ModelGraph,
  graph: Graph,
  done: ReadonlyMap<number, readonly GraphValue[]>,
  readNumbers: (id: ConstantId) => readonly number[] | null,
): readonly GraphValue[] {
  const values = graph.values.map((value) => {
    // A subgraph comes after the graph around it, whose types are known by now.
    const outer =
      value.outer === null ? null : (done.get(value.outer.graph)?.[value.outer.value]?.type ?? null);
    return value.type === null && outer !== null ? { ...value, type: outer, isInferred: true } : value;
  });
  const contents = new Map<ValueId, KnownShape>();
  const known = (id: ValueId | null): Known | null => {
    if (id === null) return null;
    const value = values[id];
    if (value === undefined) return null;
    const constant = value.constant === null ? null : constantOf(model, value.constant, readNumbers);
    const own = value.type?.kind === 'tensor' ? value.type : null;
    return {
      dtype: own === null || own.dtype === 'unknown' ? (constant?.dtype ?? null) : own.dtype,
      shape: own?.shape ?? constant?.shape ?? null,
      content: contents.get(id) ?? constant?.content ?? null,
    };
  };
  const opset = model.opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 1;
  for (const node of graph.nodes) {
    const rule = node.domain === '' && node.calls === null ? onnxRules.get(node.opType) : undefined;
    if (rule === undefined || node.inputs.length > 4096) continue;
    const inputs = node.inputs.map(known);
    if (inputs.length === 0 && node.opType !== 'Constant') continue;
    const constant = (name: string): Known | null => {
      const attribute = node.attributes.find((candidate) => candidate.name === name)?.value;
      return attribute?.kind === 'constant' ? constantOf(model, attribute.constant, readNumbers) : null;
    };
    const results = rule({ node, inputs, opset, constant });
    node.outputs.forEach((id, index) => {
      const result = results[index];
      const value = id === null ? undefined : values[id];
      if (result === undefined || id === null || value === undefined) return;
      if (result.content !== null && result.content.length <= maxContent) contents.set(id, result.content);
      values[id] = completed(value, result);
    });
  }
  return values;
}

/** A value with what was worked out, where it had nothing of its own. */
function completed(value: GraphValue, result: Known): GraphValue {
  const own = value.type;
  const shape = plausible(result.shape);
  if (own === null) {
    if (result.dtype === null && shape === null) return value;
    return { ...value, type: tensor(result.dtype ?? 'unknown', shape), isInferred: true };
  }
  if (own.kind !== 'tensor' || shape === null) return value;
  if (own.shape === null) return { ...value, type: { ...own, shape }, isInferred: true };
  if (own.shape.length !== shape.length || !own.shape.includes(null)) return value;
  const filled = own.shape.map((size, axis) => size ?? shape[axis] ?? null);
  return { ...value, type: { ...own, shape: filled }, isInferred: true };
}

/** Damaged files lead to sizes that cannot be: they are shown as open. */
function plausible(shape: Shape): Shape {
  if (shape === null || shape.length > 64) return null;
  return shape.map((size) =>
    typeof size === 'number' && !(Number.isSafeInteger(size) && size >= 0) ? null : size,
  );
}

function tensor(dtype: DType, shape: Shape): ValueType {
  return { kind: 'tensor', dtype, shape, isSparse: false };
}

function constantOf(
  model: ModelGraph,
  id: ConstantId,
  readNumbers: (id: ConstantId) => readonly number[] | null,
): Known | null {
  const constant = model.constants[id];
  if (constant === undefined) return null;
  const count = elementCount(constant.shape);
  const isSmall = count !== null && count <= maxContent && constant.isAvailable;
  return { dtype: constant.dtype, shape: constant.shape, content: isSmall ? readNumbers(id) : null };
}
