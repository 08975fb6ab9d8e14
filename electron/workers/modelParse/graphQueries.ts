import { AppError } from '#shared/base/errors.ts';
import { nodeModel } from '#shared/formats/model/onnx/nodeModel.ts';
import type { ParsedModel } from '#shared/formats/model/modelFormat.ts';
import { buildScene, type BuiltScene } from '#shared/graphView/buildScene.ts';
import {
  constantStatistics,
  type ConstantStatistics,
} from '#shared/graphView/constants/constantStatistics.ts';
import { toNpy } from '#shared/graphView/constants/npy.ts';
import { elementReader, elementsIn } from '#shared/graphView/constants/readElements.ts';
import {
  diagnoseGraph,
  type FindingPlace,
  type GraphDiagnosis,
  maxPlaces,
  stateOfNodes,
} from '#shared/graphView/diagnosis.ts';
import { modelReportJson, modelReportMarkdown } from '#shared/graphView/modelReport.ts';
import { nodeCosts, type NodeCost } from '#shared/graphView/nodeCosts.ts';
import { nodeDetails, type NodeDetails } from '#shared/graphView/nodeDetails.ts';
import { findNodes, nodeRow, type NodeRow, type TableColumn } from '#shared/graphView/nodeTable.ts';
import { modelOverview, type ModelOverview } from '#shared/graphView/overview.ts';
import { revealPath } from '#shared/graphView/revealPath.ts';
import type { Disagreement, ExplainedError, RuntimeAnswer } from '#shared/graphView/runtimeAnswer.ts';
import { runnableCut } from '#shared/graphView/runnableCut.ts';
import type { SceneMarks } from '#shared/graphView/scene.ts';
import { buildScopeTree, type ScopeTree, type TreeItem } from '#shared/graphView/scopeTree.ts';
import { shortestPath, traceFrom, type TraceDirection } from '#shared/graphView/trace.ts';
import type {
  ConstantValues,
  NodePlace,
  ReadModel,
  ScenePart,
  TracedNodes,
} from '#shared/ipc/worker/modelParse.ts';
import type {
  ConstantId,
  Graph,
  GraphId,
  GraphNode,
  ModelConstant,
  NodeId,
} from '#shared/model/modelGraph.ts';
import { qualifiedOpType } from '#shared/model/modelDescription.ts';
import { say } from '#shared/model/messages/message.ts';
import { runtimesFor, verdictOf } from '#shared/model/operators/diagnoseModel.ts';
import { doesNotRun } from '#shared/model/operators/nodeVerdict.ts';
import { reachableNodes } from '#shared/model/operators/reachableNodes.ts';
import {
  adviceForRuntimeError,
  nodeOfRuntimeError,
  parseOnnxRuntimeError,
} from '#shared/model/operators/onnxRuntimeError.ts';
import { type Runtime, type RuntimeId, runtimeById } from '#shared/model/operators/runtimes.ts';
import { bitsPerElement, elementCount } from '#shared/model/valueType.ts';

/** Elements that the window is shown at once. */
const maxValues = 4096;
/** Kinds of node that a runtime is asked about: a session each, a few milliseconds. */
const maxNodeModels = 400;
/** The runtime that comes with the app runs on this processor. */
const bundledRuntime: RuntimeId = process.arch === 'arm64' ? 'onnxruntime-cpu-arm64' : 'onnxruntime-cpu-x64';

/**
 * Answers about one model. What is worked out is kept: hierarchies, costs, the last picture, what runtimes make of nodes.
 */
export class GraphQueries {
  readonly #parsed: ParsedModel;
  readonly #fileName: string;
  readonly #fileBytes: number;
  readonly #trees = new Map<GraphId, ScopeTree>();
  readonly #needed: ReturnType<typeof reachableNodes>;
  readonly #marks = new Map<RuntimeId, SceneMarks>();
  /** What the bundled runtime said about kinds of node: null where it takes them. */
  #spoken: ReadonlyMap<string, string | null> = new Map();
  #costs: readonly (readonly NodeCost[])[] | null = null;
  #lastScene: ({ readonly key: string } & BuiltScene) | null = null;
  #lastTable: { readonly key: string; readonly found: readonly NodeCost[] } | null = null;

  constructor(parsed: ParsedModel, fileName: string, fileBytes: number) {
    this.#parsed = parsed;
    this.#needed = reachableNodes(parsed.model);
    this.#fileName = fileName;
    this.#fileBytes = fileBytes;
  }

  read(limit: number): ReadModel {
    const overview = this.overview();
    const [main] = overview.graphs;
    return { overview, scene: this.scene(main?.id ?? 0, main?.open ?? [], null, 0, limit) };
  }

  overview(): ModelOverview {
    return modelOverview(this.#parsed.model, this.#fileBytes, this.#allCosts(), this.#treeOf);
  }

  scene(
    graph: GraphId,
    open: readonly string[],
    runtime: Runtime | null,
    offset: number,
    limit: number,
  ): ScenePart {
    this.#graph(graph);
    const key = [graph, runtime?.id ?? '', ...open].join('\n');
    if (this.#lastScene?.key !== key) {
      const marks = runtime === null ? null : this.#marksFor(runtime);
      this.#lastScene = {
        key,
        ...buildScene(this.#parsed.model, graph, this.#treeOf, new Set(open), marks),
      };
    }
    const { items, edges } = this.#lastScene.scene;
    return {
      graph,
      items: items.slice(offset, offset + limit),
      edges: edges.slice(offset, offset + limit),
      itemCount: items.length,
      edgeCount: edges.length,
    };
  }

  allGroups(graph: GraphId): readonly string[] {
    this.#graph(graph);
    const found: string[] = [];
    const visit = (item: TreeItem): void => {
      if (item.node !== null) return;
      found.push(`g${graph}.${item.id}`);
      item.children.forEach(visit);
    };
    this.#treeOf(graph).root.children.forEach(visit);
    return found;
  }

  node(graph: GraphId, node: NodeId): NodeDetails | null {
    const costs = this.#allCosts()[graph] ?? [];
    const cost = costs.find((each) => each.node === node) ?? null;
    return nodeDetails(this.#parsed.model, this.#graph(graph), node, this.#treeOf(graph), cost);
  }

  locate(graphId: GraphId, node: NodeId): NodePlace | null {
    const graph = this.#graph(graphId);
    const tree = this.#treeOf(graphId);
    let shown: NodeId | undefined = node;
    // A folded constant hands on to one node or several: the first stands for it.
    const seen = new Set<NodeId>();
    while (shown !== undefined && tree.folded.isFolded[shown] === true && !seen.has(shown)) {
      const current: NodeId = shown;
      seen.add(current);
      const outputs: readonly (number | null)[] = graph.nodes[current]?.outputs ?? [];
      const consumer: GraphNode | undefined = graph.nodes.find(({ inputs }) =>
        inputs.some((input) => input !== null && outputs.includes(input)),
      );
      shown = consumer?.id;
    }
    if (shown === undefined || graph.nodes[shown] === undefined) return null;
    return { graph: graphId, ...revealPath(tree, graphId, shown) };
  }

  table(
    query: string,
    sort: TableColumn,
    descending: boolean,
    offset: number,
    limit: number,
  ): { readonly total: number; readonly rows: readonly NodeRow[] } {
    const found = this.#find(query, sort, descending);
    return {
      total: found.length,
      rows: found
        .slice(offset, offset + limit)
        .map((cost) => nodeRow(this.#parsed.model, this.#treeOf, cost)),
    };
  }

  rowOf(query: string, sort: TableColumn, descending: boolean, graph: GraphId, node: NodeId): number | null {
    const index = this.#find(query, sort, descending).findIndex(
      (cost) => cost.graph === graph && cost.node === node,
    );
    return index < 0 ? null : index;
  }

  trace(graph: GraphId, node: NodeId, direction: TraceDirection): TracedNodes {
    return this.#boxesOf(graph, traceFrom(this.#graph(graph), node, direction));
  }

  shortestPath(graph: GraphId, from: NodeId, to: NodeId): TracedNodes | null {
    const path = shortestPath(this.#graph(graph), from, to);
    return path === null ? null : this.#boxesOf(graph, path);
  }

  statistics(id: ConstantId): ConstantStatistics | null {
    const constant = this.#constant(id);
    const content = this.#parsed.readConstant(id);
    if (content.kind === 'strings') return null;
    return constantStatistics(constant.dtype, content.bytes, elementCount(constant.shape));
  }

  values(id: ConstantId, offset: number, limit: number): ConstantValues {
    const constant = this.#constant(id);
    const content = this.#parsed.readConstant(id);
    const length = Math.min(limit, maxValues);
    if (content.kind === 'strings') {
      const shown = content.strings.slice(offset, offset + length);
      const decoder = new TextDecoder();
      return {
        count: content.strings.length,
        values: shown.map((text) => decoder.decode(text.subarray(0, 200))),
        hex: Buffer.concat(shown.map((text) => text.subarray(0, 200))).toString('hex'),
      };
    }
    const { bytes } = content;
    const count = Math.min(
      elementCount(constant.shape) ?? Infinity,
      elementsIn(constant.dtype, bytes.length),
    );
    const end = Math.min(count, offset + length);
    const read = elementReader(constant.dtype, bytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const values: string[] = [];
    for (let index = offset; index < end; index++) {
      // Whole numbers of 64 bits keep their digits.
      if (constant.dtype === 'int64') values.push(view.getBigInt64(index * 8, true).toString());
      else if (constant.dtype === 'uint64') values.push(view.getBigUint64(index * 8, true).toString());
      else values.push(read === null ? '' : numberText(read(index)));
    }
    const bits = bitsPerElement(constant.dtype) ?? 8;
    const from = Math.floor((offset * bits) / 8);
    const to = Math.ceil((end * bits) / 8);
    return { count, values, hex: Buffer.from(bytes.subarray(from, to)).toString('hex') };
  }

  npy(id: ConstantId): Uint8Array {
    const constant = this.#constant(id);
    const content = this.#parsed.readConstant(id);
    const shape = constant.shape?.map((size) => (typeof size === 'number' ? size : 0)) ?? [];
    if (content.kind === 'strings') {
      throw new AppError('model.tensorSize', `“${constant.name}” holds text and cannot be written as .npy.`, {
        dtype: constant.dtype,
      });
    }
    return toNpy(constant.dtype, shape, content.bytes);
  }

  diagnose(runtimes: readonly Runtime[] | null): GraphDiagnosis {
    const { model } = this.#parsed;
    return diagnoseGraph(model, runtimes ?? runtimesFor(model), this.#treeOf, this.#verdictOf);
  }

  nodeModels(): readonly { readonly key: string; readonly bytes: Uint8Array }[] {
    const found = new Map<string, Uint8Array>();
    for (const { graph, node } of this.#shownNodes()) {
      const one = nodeModel(this.#parsed.model, graph, node);
      if (one !== null && !found.has(one.key) && found.size < maxNodeModels) found.set(one.key, one.bytes());
    }
    return [...found].map(([key, bytes]) => ({ key, bytes }));
  }

  takeAnswer(
    whole: string | null,
    nodes: readonly { readonly key: string; readonly error: string | null }[],
  ): RuntimeAnswer {
    const { model } = this.#parsed;
    this.#spoken = new Map(
      nodes.flatMap(({ key, error }) => {
        // A model that loads holds nothing that is refused: by itself the node was asked in a way that it is not used in.
        // And some types cannot be handed in from outside, whatever the kernels take.
        const isBesideThePoint =
          error !== null && (whole === null || error.includes('Unsupported data type'));
        return isBesideThePoint ? [] : [[key, error] as const];
      }),
    );
    this.#marks.clear();
    this.#lastScene = null;
    const runtime = runtimeById(bundledRuntime);
    const disagreements = new Map<string, Mutable<Disagreement>>();
    let notAsked = 0;
    const disagreeing = new Set<string>();
    for (const { graph, node } of this.#shownNodes()) {
      const key = nodeModel(model, graph, node)?.key;
      const error = key === undefined ? undefined : this.#spoken.get(key);
      if (key === undefined || error === undefined || runtime === null) {
        notAsked++;
        continue;
      }
      const { state } = verdictOf(model, graph, node, runtime);
      if ((state === 'does-not-run') === (error !== null)) continue;
      disagreeing.add(key);
      const opType = qualifiedOpType(node);
      const group = disagreements.get(`${opType}\n${error ?? ''}`) ?? {
        opType,
        table: state,
        error: error === null ? null : parseOnnxRuntimeError(error).detail,
        places: [],
        count: 0,
      };
      disagreements.set(`${opType}\n${error ?? ''}`, group);
      group.count++;
      if (group.places.length < maxPlaces) group.places = [...group.places, this.#placeOf(graph, node)];
    }
    return {
      error: whole === null ? null : this.explainError(whole),
      asked: this.#spoken.size,
      agreements: this.#spoken.size - disagreeing.size,
      notAsked,
      disagreements: [...disagreements.values()].sort((a, b) => b.count - a.count),
    };
  }

  explainError(message: string): ExplainedError {
    const { model } = this.#parsed;
    const facts = parseOnnxRuntimeError(message);
    const found = nodeOfRuntimeError(model, facts);
    const graph = found === null ? undefined : model.graphs[found.graph];
    const node = found === null ? undefined : graph?.nodes[found.node];
    return {
      message,
      facts,
      place: graph === undefined || node === undefined ? null : this.#placeOf(graph, node),
      fix: adviceForRuntimeError(facts),
    };
  }

  report(runtimes: readonly Runtime[] | null, form: 'markdown' | 'json'): string {
    const data = { file: this.#fileName, overview: this.overview(), diagnosis: this.diagnose(runtimes) };
    return form === 'json' ? modelReportJson(data) : modelReportMarkdown(data);
  }

  readonly #treeOf = (id: GraphId): ScopeTree => {
    const known = this.#trees.get(id);
    if (known !== undefined) return known;
    const needed = this.#needed?.[id] ?? null;
    const tree = buildScopeTree(this.#graph(id), needed !== null && needed.size > 0 ? needed : null);
    this.#trees.set(id, tree);
    return tree;
  };

  /** The tables' verdict, or the runtime's own where it was asked. */
  readonly #verdictOf: typeof verdictOf = (model, graph, node, runtime) => {
    const verdict = verdictOf(model, graph, node, runtime);
    if (runtime.id !== bundledRuntime || this.#spoken.size === 0) return verdict;
    const key = nodeModel(model, graph, node)?.key;
    const error = key === undefined ? undefined : this.#spoken.get(key);
    if (error === undefined || (verdict.state === 'does-not-run') === (error !== null)) return verdict;
    if (error === null) return { state: 'runs', code: null, message: null };
    return doesNotRun(
      'op.unsupported',
      say('why.onnx.refused', { said: parseOnnxRuntimeError(error).detail }),
    );
  };

  *#shownNodes(): Generator<{ readonly graph: Graph; readonly node: GraphNode }> {
    for (const graph of this.#parsed.model.graphs) {
      const { folded } = this.#treeOf(graph.id);
      for (const node of graph.nodes) if (folded.isFolded[node.id] !== true) yield { graph, node };
    }
  }

  #placeOf(graph: Graph, node: GraphNode): FindingPlace {
    return {
      graph: graph.id,
      node: node.id,
      label: node.name === '' ? `#${node.id}` : node.name,
      scope:
        this.#treeOf(graph.id)
          .groupsOf(node.id)
          ?.findLast(({ kind }) => kind === 'scope')?.path ?? '',
    };
  }

  #allCosts(): readonly (readonly NodeCost[])[] {
    this.#costs ??= nodeCosts(this.#parsed.model, this.#treeOf);
    return this.#costs;
  }

  #find(query: string, sort: TableColumn, descending: boolean): readonly NodeCost[] {
    const key = `${query}\n${sort}\n${descending ? 'down' : 'up'}`;
    if (this.#lastTable?.key !== key) {
      const found = findNodes(this.#parsed.model, this.#allCosts(), this.#treeOf, query, sort, descending);
      this.#lastTable = { key, found };
    }
    return this.#lastTable.found;
  }

  #marksFor(runtime: Runtime): SceneMarks {
    const known = this.#marks.get(runtime.id);
    if (known !== undefined) return known;
    const { model } = this.#parsed;
    const stateOf = stateOfNodes(model, runtime, this.#verdictOf);
    const [main] = model.graphs;
    const cut = main === undefined ? null : runnableCut(main, this.#treeOf(main.id), stateOf);
    const marks = { stateOf, cut: cut === null ? null : new Set(cut.nodes) };
    this.#marks.set(runtime.id, marks);
    return marks;
  }

  #boxesOf(graph: GraphId, found: readonly NodeId[]): TracedNodes {
    const { isFolded } = this.#treeOf(graph).folded;
    const nodes = found.filter((id) => isFolded[id] !== true);
    const boxOf = this.#lastScene?.scene.graph === graph ? this.#lastScene.boxOf : null;
    const boxes = nodes.map((id) => boxOf?.[id] ?? `g${graph}.n${id}`);
    return { nodes, boxes: [...new Set(boxes)] };
  }

  #graph(id: GraphId): Graph {
    const graph = this.#parsed.model.graphs[id];
    if (graph === undefined)
      throw new AppError('ipc.badPayload', `The model has no graph ${id}.`, { graph: id });
    return graph;
  }

  #constant(id: ConstantId): ModelConstant {
    const constant = this.#parsed.model.constants[id];
    if (constant === undefined)
      throw new AppError('ipc.badPayload', `The model has no constant ${id}.`, { constant: id });
    return constant;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
}
