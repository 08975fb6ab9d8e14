import { AppError } from '../../base/errors.ts';
import type {
  ConstantId,
  Graph,
  GraphId,
  GraphKind,
  GraphNode,
  GraphValue,
  ModelConstant,
  ModelFinding,
  ModelGraph,
  NodeId,
  Quantization,
  ValueId,
} from '../../model/modelGraph.ts';
import type { ReadLimits } from '../../model/readLimits.ts';
import type { ValueType } from '../../model/valueType.ts';
import type { Deadline } from './deadline.ts';
import type { ConstantContent, ParsedModel } from './modelFormat.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Gathers a model's graphs, constants and findings while a reader goes through its file, and keeps the limits. */
export class ModelBuilder {
  readonly graphs: GraphBuilder[] = [];
  private readonly constants: ModelConstant[] = [];
  private readonly readers: (() => ConstantContent)[] = [];
  private readonly findings: ModelFinding[] = [];
  private readonly limits: ReadLimits;
  readonly deadline: Deadline;
  private nodeCount = 0;
  private valueCount = 0;

  constructor(limits: ReadLimits, deadline: Deadline) {
    this.limits = limits;
    this.deadline = deadline;
  }

  addGraph(name: string, kind: GraphKind, parent: Graph['parent']): GraphBuilder {
    if (this.graphs.length >= this.limits.graphs) {
      throw new AppError('model.tooManyNodes', `The model has more than ${this.limits.graphs} graphs.`, {
        limit: this.limits.graphs,
      });
    }
    const graph = new GraphBuilder(this, this.graphs.length, name, kind, parent);
    this.graphs.push(graph);
    return graph;
  }

  /** Called for each node before it is added. */
  countNode(): void {
    this.deadline.check();
    if (++this.nodeCount > this.limits.nodes) {
      throw new AppError('model.tooManyNodes', `The model has more than ${this.limits.nodes} nodes.`, {
        limit: this.limits.nodes,
      });
    }
  }

  /** Called for each value that a reader makes without a node. */
  countValue(): void {
    this.deadline.check();
    if (++this.valueCount > this.limits.nodes * 4) {
      throw new AppError('model.tooManyNodes', `The model has more than ${this.limits.nodes * 4} values.`, {
        limit: this.limits.nodes * 4,
      });
    }
  }

  addConstant(constant: Omit<ModelConstant, 'id'>, read: () => ConstantContent): ConstantId {
    const id = this.constants.length;
    this.constants.push({ id, ...constant });
    this.readers.push(read);
    return id;
  }

  constantName(id: ConstantId): string {
    return this.constants[id]?.name ?? '';
  }

  /** A constant that was added under no name of its own takes the one that its place gives it. */
  nameConstant(id: ConstantId, name: string): void {
    const constant = this.constants[id];
    if (constant?.name === '') this.constants[id] = { ...constant, name };
  }

  constant(id: ConstantId): ModelConstant {
    const constant = this.constants[id];
    if (constant === undefined) throw new Error(`No constant ${id}`);
    return constant;
  }

  /** Several findings of one code are kept apart up to a hundred; a broken file must not drown the window. */
  addFinding(finding: ModelFinding): void {
    if (this.findings.filter((other) => other.code === finding.code).length < 100)
      this.findings.push(finding);
  }

  /** Writes on each node what its bodies take from around it, however deep they stand. */
  private addCaptured(): void {
    for (const graph of this.graphs) {
      for (const { graph: from, value } of graph.outerValues()) {
        const isConstant = this.graphs[from]?.get(value).constant !== null;
        const seen = new Set<GraphId>();
        let at = graph.holder();
        while (at !== null && at.graph !== from && !seen.has(at.graph)) {
          seen.add(at.graph);
          at = this.graphs[at.graph]?.holder() ?? null;
        }
        const holder = at?.graph === from ? this.graphs[from]?.nodes[at.node] : undefined;
        if (holder === undefined || isConstant || holder.captured.includes(value)) continue;
        holder.captured = [...holder.captured, value];
      }
    }
  }

  finish(facts: Omit<ModelGraph, 'graphs' | 'constants' | 'findings'>): ParsedModel {
    const readers = this.readers;
    this.addCaptured();
    return {
      model: {
        ...facts,
        graphs: this.graphs.map((graph) => graph.finish()),
        constants: this.constants,
        findings: this.findings,
      },
      readConstant: (id) => {
        const read = readers[id];
        if (read === undefined) throw new Error(`No constant ${id}`);
        return read();
      },
    };
  }
}

/** One graph on its way. Values are found by name; giving a name a second time makes a new value of that name. */
export class GraphBuilder {
  readonly id: GraphId;
  readonly name: string;
  private readonly model: ModelBuilder;
  private readonly kind: GraphKind;
  private parent: Graph['parent'];
  readonly nodes: Mutable<GraphNode>[] = [];
  private readonly values: Mutable<GraphValue>[] = [];
  private readonly byName = new Map<string, ValueId>();
  readonly inputs: ValueId[] = [];
  readonly outputs: ValueId[] = [];

  constructor(model: ModelBuilder, id: GraphId, name: string, kind: GraphKind, parent: Graph['parent']) {
    this.model = model;
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.parent = parent;
  }

  /** The node that holds or runs this graph; the first one stays. */
  setParent(parent: NonNullable<Graph['parent']>): void {
    this.parent ??= parent;
  }

  holder(): Graph['parent'] {
    return this.parent;
  }

  /** The values that this graph takes from graphs around it, as those know them. */
  outerValues(): readonly { readonly graph: GraphId; readonly value: ValueId }[] {
    return this.values.flatMap(({ outer }) => (outer === null ? [] : [outer]));
  }

  find(name: string): ValueId | null {
    return this.byName.get(name) ?? null;
  }

  /** The value that goes by this name now; a new one without a producer when there is none. */
  value(name: string): ValueId {
    return this.byName.get(name) ?? this.addValue(name);
  }

  /** A new value, which takes the name over. */
  addValue(name: string, type: ValueType | null = null): ValueId {
    const id = this.values.length;
    this.values.push({
      id,
      name,
      type,
      isInferred: false,
      producer: null,
      constant: null,
      outer: null,
      quantization: null,
    });
    this.byName.set(name, id);
    return id;
  }

  get(id: ValueId): Readonly<GraphValue> {
    return this.at(id);
  }

  setType(id: ValueId, type: ValueType): void {
    this.at(id).type ??= type;
  }

  /** Sets the type where there is none, and the shape where only that is missing. */
  refineType(id: ValueId, type: ValueType): void {
    const value = this.at(id);
    const own = value.type;
    if (own === null || (own.kind === 'tensor' && type.kind === 'tensor' && own.shape === null))
      value.type = type;
  }

  setConstant(id: ValueId, constant: ConstantId): void {
    this.at(id).constant = constant;
  }

  setOuter(id: ValueId, graph: GraphId, value: ValueId): void {
    this.at(id).outer = { graph, value };
  }

  setQuantization(id: ValueId, quantization: Quantization): void {
    this.at(id).quantization = quantization;
  }

  /** The value that a node gives under this name; a new one when the name is given already. */
  produce(name: string, node: NodeId): ValueId {
    const existing = this.byName.get(name);
    const isFree = existing !== undefined && this.isFree(existing);
    const id = isFree
      ? existing
      : this.addValue(name, existing === undefined ? null : this.at(existing).type);
    this.at(id).producer = node;
    return id;
  }

  setProducer(id: ValueId, node: NodeId): void {
    this.at(id).producer ??= node;
  }

  addNode(node: Omit<GraphNode, 'id' | 'captured'>): NodeId {
    this.model.countNode();
    const id = this.nodes.length;
    this.nodes.push({ id, ...node, captured: [] });
    return id;
  }

  finish(): Graph {
    return {
      id: this.id,
      name: this.name,
      kind: this.kind,
      parent: this.parent,
      nodes: this.nodes,
      values: this.values,
      inputs: this.inputs,
      outputs: this.outputs,
    };
  }

  private isFree(id: ValueId): boolean {
    const value = this.at(id);
    return value.producer === null && value.constant === null && !this.inputs.includes(id);
  }

  private at(id: ValueId): Mutable<GraphValue> {
    const value = this.values[id];
    if (value === undefined) throw new Error(`No value ${id}`);
    return value;
  }
}
