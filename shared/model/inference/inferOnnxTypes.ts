import type {
  AttributeValue,
  ConstantId,
  Graph,
  GraphId,
  GraphNode,
  GraphValue,
  ModelGraph,
  NodeAttribute,
  ValueId,
} from '../modelGraph.ts';
import { type DType, elementCount, type Shape, type ValueType } from '../valueType.ts';
import type { KnownShape } from './dimensions.ts';
import { onnxRules } from './onnxRules.ts';
import type { Known } from './ruleInput.ts';

/** Longer vectors are data, not shapes. */
const maxContent = 64;

/** Bodies of functions that are gone through in all; a function is gone through once for each kind of call. */
const maxFunctionNodes = 200_000;

type ReadNumbers = (id: ConstantId) => readonly number[] | null;
type Values = readonly GraphValue[];

/** A graph that was gone through, with the small contents that were met on the way. */
interface Body {
  readonly values: Values;
  readonly contents: ReadonlyMap<ValueId, KnownShape>;
}

/**
 * Works out types and shapes of values where an ONNX file leaves them out; what the file says stands. A function is gone
 * through with the inputs of each call; within it stands what all its calls have in common.
 *
 * @param readNumbers - content of a small constant as numbers; null when it cannot be had
 */
export function inferOnnxTypes(model: ModelGraph, readNumbers: ReadNumbers): ModelGraph {
  return new Inference(model, readNumbers).run();
}

class Inference {
  private readonly model: ModelGraph;
  private readonly readNumbers: ReadNumbers;
  private readonly opset: number;
  private readonly done = new Map<GraphId, Values>();
  /** For each function its body, by what a call hands in. */
  private readonly calls = new Map<GraphId, Map<string, Body>>();
  private nodesLeft = maxFunctionNodes;

  constructor(model: ModelGraph, readNumbers: ReadNumbers) {
    this.model = model;
    this.readNumbers = readNumbers;
    this.opset = model.opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 1;
  }

  run(): ModelGraph {
    const { graphs } = this.model;
    // A subgraph comes after the graph around it; functions come when their calls are known.
    for (const graph of graphs) {
      if (graph.kind !== 'function' && !this.isInFunction(graph))
        this.done.set(graph.id, this.inferGraph(graph, new Map(), []).values);
    }
    for (const graph of graphs) {
      if (graph.kind === 'function')
        this.done.set(
          graph.id,
          common(
            graph.values,
            [...(this.calls.get(graph.id)?.values() ?? [])].map(({ values }) => values),
          ),
        );
    }
    for (const graph of graphs) {
      if (graph.kind !== 'function' && this.isInFunction(graph))
        this.done.set(graph.id, this.inferGraph(graph, new Map(), []).values);
    }
    return {
      ...this.model,
      graphs: graphs.map((graph) => ({ ...graph, values: this.done.get(graph.id) ?? graph.values })),
    };
  }

  private isInFunction(graph: Graph): boolean {
    const seen = new Set<GraphId>();
    for (let at: Graph | undefined = graph; at !== undefined && !seen.has(at.id);) {
      if (at.kind === 'function') return true;
      seen.add(at.id);
      at = at.parent === null ? undefined : this.model.graphs[at.parent.graph];
    }
    return false;
  }

  /**
   * @param parameters - attributes of the call, where the graph is a function
   * @param given - what the call hands in
   */
  private inferGraph(
    graph: Graph,
    parameters: ReadonlyMap<string, AttributeValue>,
    given: readonly (Known | null)[],
  ): Body {
    const values = graph.values.map((value) => {
      const outer =
        value.outer === null ? null : (this.done.get(value.outer.graph)?.[value.outer.value]?.type ?? null);
      return value.type === null && outer !== null ? { ...value, type: outer, isInferred: true } : value;
    });
    const contents = new Map<ValueId, KnownShape>();
    const learn = (id: ValueId | null | undefined, result: Known | null | undefined): void => {
      const value = id === null || id === undefined ? undefined : values[id];
      if (value === undefined || result === null || result === undefined) return;
      if (result.content !== null && result.content.length <= maxContent)
        contents.set(value.id, result.content);
      values[value.id] = completed(value, result);
    };
    const known = (id: ValueId | null): Known | null => {
      const value = id === null ? undefined : values[id];
      if (value === undefined) return null;
      const constant = value.constant === null ? null : this.constantOf(value.constant);
      const own = value.type?.kind === 'tensor' ? value.type : null;
      return {
        dtype: own === null || own.dtype === 'unknown' ? (constant?.dtype ?? null) : own.dtype,
        shape: own?.shape ?? constant?.shape ?? null,
        content: contents.get(value.id) ?? constant?.content ?? null,
      };
    };
    graph.inputs.forEach((id, index) => {
      learn(id, given[index]);
    });
    for (const node of graph.nodes) {
      if (node.inputs.length > 4096) continue;
      const inputs = node.inputs.map(known);
      const attributes = resolved(node, parameters);
      const results =
        attributes === null
          ? []
          : node.calls === null
            ? this.applyRule({ ...node, attributes }, inputs)
            : this.callFunction(node.calls, attributes, inputs);
      node.outputs.forEach((id, index) => {
        learn(id, results[index]);
      });
    }
    return { values, contents };
  }

  private applyRule(node: GraphNode, inputs: readonly (Known | null)[]): readonly Known[] {
    const rule = node.domain === '' ? onnxRules.get(node.opType) : undefined;
    if (rule === undefined || (inputs.length === 0 && node.opType !== 'Constant')) return [];
    const constant = (name: string): Known | null => {
      const attribute = node.attributes.find((candidate) => candidate.name === name)?.value;
      return attribute?.kind === 'constant' ? this.constantOf(attribute.constant) : null;
    };
    return rule({ node, inputs, opset: this.opset, constant });
  }

  private callFunction(
    id: GraphId,
    attributes: readonly NodeAttribute[],
    inputs: readonly (Known | null)[],
  ): readonly (Known | null)[] {
    const graph = this.model.graphs[id];
    if (graph === undefined) return [];
    const key = JSON.stringify([inputs, attributes]);
    const known = this.calls.get(id) ?? new Map<string, Body>();
    this.calls.set(id, known);
    let body = known.get(key);
    if (body === undefined) {
      this.nodesLeft -= graph.nodes.length;
      if (this.nodesLeft < 0) return [];
      body = this.inferGraph(graph, new Map(attributes.map(({ name, value }) => [name, value])), inputs);
      known.set(key, body);
    }
    const { values, contents } = body;
    return graph.outputs.map((output) => {
      const type = values[output]?.type;
      return type?.kind === 'tensor'
        ? { dtype: type.dtype, shape: type.shape, content: contents.get(output) ?? null }
        : null;
    });
  }

  private constantOf(id: ConstantId): Known | null {
    const constant = this.model.constants[id];
    if (constant === undefined) return null;
    const count = elementCount(constant.shape);
    const isSmall = count !== null && count <= maxContent && constant.isAvailable;
    return { dtype: constant.dtype, shape: constant.shape, content: isSmall ? this.readNumbers(id) : null };
  }
}

/** Attributes with those of the call in place of references to them; null where the call leaves one out. */
function resolved(
  { attributes }: GraphNode,
  parameters: ReadonlyMap<string, AttributeValue>,
): readonly NodeAttribute[] | null {
  if (!attributes.some(({ value }) => value.kind === 'reference')) return attributes;
  const found: NodeAttribute[] = [];
  for (const { name, value } of attributes) {
    const given = value.kind === 'reference' ? parameters.get(value.name) : value;
    if (given === undefined) return null;
    found.push({ name, value: given });
  }
  return found;
}

/** What the values of a function's body are in all its calls. */
function common(body: Values, calls: readonly Values[]): Values {
  return body.map((value, index) => {
    const types = calls.map((values) => values[index]?.type ?? null);
    const [first = null] = types;
    const type = types.reduce((a, b) => shared(a, b), first);
    return value.type === null && type !== null ? { ...value, type, isInferred: true } : value;
  });
}

function shared(a: ValueType | null, b: ValueType | null): ValueType | null {
  if (a?.kind !== 'tensor' || b?.kind !== 'tensor' || a.dtype !== b.dtype) return null;
  if (a.shape === null || a.shape.length !== b.shape?.length) return { ...a, shape: null };
  return { ...a, shape: a.shape.map((size, axis) => (size === b.shape?.[axis] ? size : null)) };
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
