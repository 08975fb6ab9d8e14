import { qualifiedOpType } from '../model/modelDescription.ts';
import type { GraphId, ModelGraph, NodeId } from '../model/modelGraph.ts';
import { formatType } from '../model/valueType.ts';
import type { NodeCost } from './nodeCosts.ts';
import { matchesQuery, parseQuery } from './nodeQuery.ts';
import type { ScopeTree } from './scopeTree.ts';

/** Columns that the table may be sorted by. */
export const tableColumns = ['place', 'op', 'name', 'bytes', 'parameters', 'multiplyAdds'] as const;

/** One of {@link tableColumns}; `place` is the order of the file. */
export type TableColumn = (typeof tableColumns)[number];

/** A row of the node table. */
export interface NodeRow {
  readonly graph: GraphId;
  readonly node: NodeId;
  readonly opType: string;
  readonly name: string;
  readonly scope: string;
  /** Type of the first output. */
  readonly output: string;
  readonly bytes: number;
  readonly parameters: number;
  readonly multiplyAdds: number | null;
}

/**
 * Nodes that a query finds, sorted.
 *
 * @throws AppError `graph.badQuery`
 */
export function findNodes(
  model: ModelGraph,
  costs: readonly (readonly NodeCost[])[],
  treeOf: (graph: GraphId) => ScopeTree,
  query: string,
  column: TableColumn,
  descending: boolean,
): readonly NodeCost[] {
  const terms = parseQuery(query);
  const found = costs.flatMap((list) =>
    list.filter((cost) => {
      const graph = model.graphs[cost.graph];
      const node = graph?.nodes[cost.node];
      if (graph === undefined || node === undefined) return false;
      return terms.length === 0 || matchesQuery(terms, model, graph, node, cost, scopeOf(treeOf, cost));
    }),
  );
  const sign = descending ? -1 : 1;
  const nameOf = (cost: NodeCost): string => model.graphs[cost.graph]?.nodes[cost.node]?.name ?? '';
  const opOf = (cost: NodeCost): string => model.graphs[cost.graph]?.nodes[cost.node]?.opType ?? '';
  const place = (a: NodeCost, b: NodeCost): number => a.graph - b.graph || a.node - b.node;
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const by: Readonly<Record<TableColumn, (a: NodeCost, b: NodeCost) => number>> = {
    place,
    op: (a, b) => text(opOf(a), opOf(b)),
    name: (a, b) => text(nameOf(a), nameOf(b)),
    bytes: (a, b) => a.bytes - b.bytes,
    parameters: (a, b) => a.parameters - b.parameters,
    multiplyAdds: (a, b) => (a.multiplyAdds ?? -1) - (b.multiplyAdds ?? -1),
  };
  return found.sort((a, b) => sign * by[column](a, b) || place(a, b));
}

/** The row that a person reads. */
export function nodeRow(model: ModelGraph, treeOf: (graph: GraphId) => ScopeTree, cost: NodeCost): NodeRow {
  const graph = model.graphs[cost.graph];
  const node = graph?.nodes[cost.node];
  const [first] = node?.outputs ?? [];
  return {
    graph: cost.graph,
    node: cost.node,
    opType: node === undefined ? '' : qualifiedOpType(node),
    name: node?.name ?? '',
    scope: scopeOf(treeOf, cost),
    output: first === undefined || first === null ? '' : formatType(graph?.values[first]?.type ?? null),
    bytes: cost.bytes,
    parameters: cost.parameters,
    multiplyAdds: cost.multiplyAdds,
  };
}

function scopeOf(treeOf: (graph: GraphId) => ScopeTree, { graph, node }: NodeCost): string {
  return (
    treeOf(graph)
      .groupsOf(node)
      ?.findLast(({ kind }) => kind === 'scope')?.path ?? ''
  );
}
