import { qualifiedOpType } from '../model/modelDescription.ts';
import type { Message } from '../model/messages/message.ts';
import type { GraphId, ModelGraph, NodeId } from '../model/modelGraph.ts';
import { diagnoseModel, type ModelVerdict, verdictOf } from '../model/operators/diagnoseModel.ts';
import { reachableNodes } from '../model/operators/reachableNodes.ts';
import { adviceFor } from '../model/operators/rewrites.ts';
import { rewriteSketch, type RewriteSketch } from '../model/operators/rewriteSketches.ts';
import type { Runtime, RuntimeId } from '../model/operators/runtimes.ts';
import { bodiesOf } from './bodies.ts';
import { runnableCut, type RunnableCut } from './runnableCut.ts';
import type { ScopeTree } from './scopeTree.ts';

/** Where a finding stands. */
export interface FindingPlace {
  readonly graph: GraphId;
  readonly node: NodeId;
  /** Name of the node, or `#12`. */
  readonly label: string;
  readonly scope: string;
}

/** Findings of one cause: the same runtime and reason, and the same operator or the same way out. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Null for what is wrong with the file itself. */
  readonly runtime: RuntimeId | null;
  /** Null for what is no operator's fault. */
  readonly opType: string | null;
  /** All operators of the group, most frequent first: one cause may stop several (the parts of a loop). */
  readonly opTypes: readonly string[];
  readonly message: Message;
  readonly fix: readonly Message[];
  readonly sketch: RewriteSketch | null;
  /** At most {@link maxPlaces}. */
  readonly places: readonly FindingPlace[];
  readonly count: number;
}

/** What one runtime makes of the model. */
export interface RuntimeReport {
  readonly id: RuntimeId;
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  readonly verdict: ModelVerdict;
  /** Nodes that it cannot run: what lies between the model and running. */
  readonly blocked: number;
  readonly conditional: number;
  /** Nodes that were asked about. */
  readonly nodes: number;
  /** The largest part of the main graph that runs as it is; null when all or nothing does. */
  readonly cut: RunnableCut | null;
}

/** One operator against all runtimes. */
export interface MatrixRow {
  readonly opType: string;
  readonly count: number;
  /** In the order of {@link GraphDiagnosis.runtimes}. */
  readonly states: readonly {
    readonly runs: number;
    readonly conditional: number;
    readonly blocked: number;
  }[];
}

/** A model held against some runtimes, in the form that a person works through. */
export interface GraphDiagnosis {
  readonly runtimes: readonly RuntimeReport[];
  /** Grouped by cause: errors first, then by the number of nodes. */
  readonly groups: readonly FindingGroup[];
  readonly matrix: readonly MatrixRow[];
}

/** Reasons that are one cause whatever the operator: a loop is raised as a whole, and a provider left as a whole. */
const sharedCauses: ReadonlySet<string> = new Set([
  'controlFlow.tf1',
  'op.fallback',
  'op.needsCast',
  'opset.missing',
]);

/** Places that one group lists. */
export const maxPlaces = 300;

/** What a runtime does with a node, bodies included. */
export type NodeState = 'runs' | 'conditional' | 'blocked';

/** State of a node for a runtime. */
export type StateOf = (graph: GraphId, node: NodeId) => NodeState;

/**
 * Holds a model against runtimes: findings by cause, the matrix of operators, and what runs as it is.
 *
 * @param judge - the verdict of one node; the tables' by default, or one that a runtime has a word in
 */
export function diagnoseGraph(
  model: ModelGraph,
  asked: readonly Runtime[],
  treeOf: (graph: GraphId) => ScopeTree,
  judge: typeof verdictOf = verdictOf,
): GraphDiagnosis {
  const groups = new Map<string, Mutable<FindingGroup>>();
  const rows = new Map<string, MutableRow>();
  const operators = new Map<string, Map<string, number>>();
  const used = reachableNodes(model);
  const reports: RuntimeReport[] = [];

  const fileAndModel = diagnoseModel(model, asked);
  for (const found of fileAndModel.diagnostics) {
    // Findings about nodes are gathered below, with their places.
    if (found.runtime !== null && found.opType !== null) continue;
    groups.set(`${found.runtime ?? ''}\n${found.code}\n${JSON.stringify(found.message)}`, {
      code: found.code,
      severity: found.severity,
      runtime: found.runtime,
      opType: null,
      opTypes: [],
      message: found.message,
      fix: found.fix,
      sketch: null,
      places: [],
      count: 1,
    });
  }

  asked.forEach((runtime, column) => {
    let blocked = 0;
    let conditional = 0;
    let nodes = 0;
    if (runtime.formats.includes(model.format)) {
      for (const graph of model.graphs) {
        const { folded } = treeOf(graph.id);
        for (const node of graph.nodes) {
          if (used !== null && used[graph.id]?.has(node.id) !== true) continue;
          // A constant is no operator to a runtime.
          if (folded.isFolded[node.id] === true && node.inputs.length === 0) continue;
          const verdict = judge(model, graph, node, runtime);
          const opType = qualifiedOpType(node);
          nodes++;
          if (verdict.state === 'does-not-run') blocked++;
          if (verdict.state === 'conditional') conditional++;
          const row = rows.get(opType) ?? emptyRow(opType, asked.length);
          rows.set(opType, row);
          const cell = row.states[column];
          if (cell !== undefined) {
            cell[verdict.state === 'does-not-run' ? 'blocked' : verdict.state]++;
            row.count = Math.max(row.count, cell.runs + cell.conditional + cell.blocked);
          }
          if (verdict.code === null || verdict.message === null) continue;
          const fix = adviceFor(opType, verdict.code, runtime);
          const subject = sharedCauses.has(verdict.code) ? JSON.stringify(fix) : opType;
          const key = `${runtime.id}\n${verdict.code}\n${subject}`;
          const group = groups.get(key) ?? {
            code: verdict.code,
            severity: severityOf(verdict.state, verdict.code),
            runtime: runtime.id,
            opType,
            opTypes: [],
            message: verdict.message,
            fix,
            sketch: rewriteSketch(opType),
            places: [] as FindingPlace[],
            count: 0,
          };
          groups.set(key, group);
          group.count++;
          const counts = operators.get(key) ?? new Map<string, number>();
          operators.set(key, counts);
          counts.set(opType, (counts.get(opType) ?? 0) + 1);
          if (group.places.length < maxPlaces) {
            group.places = [
              ...group.places,
              {
                graph: graph.id,
                node: node.id,
                label: node.name === '' ? `#${node.id}` : node.name,
                scope:
                  treeOf(graph.id)
                    .groupsOf(node.id)
                    ?.findLast(({ kind }) => kind === 'scope')?.path ?? '',
              },
            ];
          }
        }
      }
    }
    const [main] = model.graphs;
    reports.push({
      id: runtime.id,
      name: runtime.name,
      version: runtime.version,
      source: runtime.source,
      licence: runtime.licence,
      verdict: fileAndModel.verdicts[runtime.id] ?? 'does-not-run',
      blocked,
      conditional,
      nodes,
      cut:
        main === undefined || !runtime.formats.includes(model.format)
          ? null
          : runnableCut(main, treeOf(main.id), stateOfNodes(model, runtime, judge)),
    });
  });

  for (const [key, counts] of operators) {
    const group = groups.get(key);
    if (group === undefined) continue;
    group.opTypes = [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([name]) => name);
    group.opType = group.opTypes[0] ?? null;
  }

  return {
    runtimes: reports,
    groups: [...groups.values()].sort(
      (a, b) =>
        severityRank(a.severity) - severityRank(b.severity) ||
        b.count - a.count ||
        compare(a.opType, b.opType),
    ),
    matrix: [...rows.values()].sort(
      (a, b) => blockedOf(b) - blockedOf(a) || b.count - a.count || compare(a.opType, b.opType),
    ),
  };
}

/** What a runtime does with each node, kept from call to call; a node is blocked when something in its bodies is. */
export function stateOfNodes(
  model: ModelGraph,
  runtime: Runtime,
  judge: typeof verdictOf = verdictOf,
): StateOf {
  const known = model.graphs.map(({ nodes }) => new Array<NodeState | undefined>(nodes.length));
  const used = reachableNodes(model);
  const stateOf = (graphId: GraphId, nodeId: NodeId, within: ReadonlySet<GraphId>): NodeState => {
    const list = known[graphId];
    const before = list?.[nodeId];
    if (before !== undefined) return before;
    const graph = model.graphs[graphId];
    const node = graph?.nodes[nodeId];
    if (graph === undefined || node === undefined || list === undefined) return 'runs';
    if (used !== null && used[graphId]?.has(nodeId) !== true) return 'runs';
    const { state } = judge(model, graph, node, runtime);
    let worst: NodeState = state === 'does-not-run' ? 'blocked' : state;
    for (const body of bodiesOf(node)) {
      if (within.has(body.graph)) continue;
      const inner = new Set([...within, body.graph]);
      for (const { id } of model.graphs[body.graph]?.nodes ?? []) {
        const state = stateOf(body.graph, id, inner);
        if (state === 'blocked' || (state === 'conditional' && worst === 'runs')) worst = state;
        if (worst === 'blocked') break;
      }
    }
    list[nodeId] = worst;
    return worst;
  };
  return (graph, node) => stateOf(graph, node, new Set([graph]));
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface MutableRow {
  readonly opType: string;
  count: number;
  readonly states: { runs: number; conditional: number; blocked: number }[];
}

function emptyRow(opType: string, columns: number): MutableRow {
  return {
    opType,
    count: 0,
    states: Array.from({ length: columns }, () => ({ runs: 0, conditional: 0, blocked: 0 })),
  };
}

function severityOf(state: string, code: string): FindingGroup['severity'] {
  if (state === 'does-not-run') return 'error';
  return code === 'op.decomposed' ? 'info' : 'warning';
}

function severityRank(severity: FindingGroup['severity']): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}

function blockedOf({ states }: MutableRow): number {
  return states.reduce((sum, { blocked }) => sum + blocked, 0);
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
