import type { ConstantId, GraphId, ModelGraph, NodeId } from '../model/modelGraph.ts';
import { elementCount } from '../model/valueType.ts';
import { multiplyAdds } from './multiplyAdds.ts';
import type { ScopeTree } from './scopeTree.ts';

/** What a node costs. */
export interface NodeCost {
  readonly graph: GraphId;
  readonly node: NodeId;
  /** Bytes of its constants as they are stored; a constant that several nodes share counts at the first of them. */
  readonly bytes: number;
  /** Elements of its constants, counted the same way. */
  readonly parameters: number;
  /** Null when a shape is not known. */
  readonly multiplyAdds: number | null;
}

/** Costs of all nodes that are drawn, by graph; folded nodes count at their consumers. */
export function nodeCosts(
  model: ModelGraph,
  treeOf: (graph: GraphId) => ScopeTree,
): readonly (readonly NodeCost[])[] {
  const counted = new Set<ConstantId>();
  return model.graphs.map((graph) => {
    const { folded } = treeOf(graph.id);
    return graph.nodes.flatMap((node) => {
      if (folded.isFolded[node.id] === true) return [];
      let bytes = 0;
      let parameters = 0;
      for (const id of folded.constantsOf(node.id)) {
        const constant = model.constants[id];
        if (constant === undefined || counted.has(id)) continue;
        counted.add(id);
        bytes += constant.storedBytes;
        parameters += elementCount(constant.shape) ?? 0;
      }
      return [{ graph: graph.id, node: node.id, bytes, parameters, multiplyAdds: multiplyAdds(graph, node) }];
    });
  });
}

/** One line of the size ledger. */
export interface LedgerLine {
  readonly name: string;
  readonly nodes: number;
  readonly bytes: number;
  readonly parameters: number;
  /** Of those nodes whose shapes are known. */
  readonly multiplyAdds: number;
}

/** Where the bytes are: by operator and by outermost scope, largest first. */
export interface Ledger {
  readonly byOperator: readonly LedgerLine[];
  readonly byScope: readonly LedgerLine[];
  readonly multiplyAdds: number;
  /** Nodes whose multiply-adds are not known. */
  readonly unknownNodes: number;
}

/** Lines of each list; what is smaller is summed up in a last line with an empty name. */
const maxLines = 40;

/** Sums costs up by operator and by scope. */
export function sizeLedger(
  model: ModelGraph,
  costs: readonly (readonly NodeCost[])[],
  treeOf: (graph: GraphId) => ScopeTree,
): Ledger {
  const byOperator = new Map<string, Sum>();
  const byScope = new Map<string, Sum>();
  let total = 0;
  let unknownNodes = 0;
  for (const list of costs) {
    for (const cost of list) {
      const node = model.graphs[cost.graph]?.nodes[cost.node];
      if (node === undefined) continue;
      if (cost.multiplyAdds === null) unknownNodes++;
      else total += cost.multiplyAdds;
      add(byOperator, node.opType, cost);
      const [scope] = (treeOf(cost.graph).groupsOf(cost.node) ?? []).filter(({ kind }) => kind === 'scope');
      const graphName = cost.graph === 0 ? '' : `${model.graphs[cost.graph]?.name ?? ''}: `;
      add(byScope, `${graphName}${scope?.path ?? '/'}`, cost);
    }
  }
  return { byOperator: lines(byOperator), byScope: lines(byScope), multiplyAdds: total, unknownNodes };
}

interface Sum {
  nodes: number;
  bytes: number;
  parameters: number;
  multiplyAdds: number;
}

function add(sums: Map<string, Sum>, name: string, cost: NodeCost): void {
  const sum = sums.get(name) ?? { nodes: 0, bytes: 0, parameters: 0, multiplyAdds: 0 };
  sum.nodes++;
  sum.bytes += cost.bytes;
  sum.parameters += cost.parameters;
  sum.multiplyAdds += cost.multiplyAdds ?? 0;
  sums.set(name, sum);
}

function lines(sums: ReadonlyMap<string, Sum>): readonly LedgerLine[] {
  const sorted = [...sums]
    .map(([name, sum]) => ({ name, ...sum }))
    .sort((a, b) => b.bytes - a.bytes || b.multiplyAdds - a.multiplyAdds || b.nodes - a.nodes);
  if (sorted.length <= maxLines) return sorted;
  const rest = sorted.splice(maxLines - 1);
  const sum = rest.reduce(
    (all, line) => ({
      name: '',
      nodes: all.nodes + line.nodes,
      bytes: all.bytes + line.bytes,
      parameters: all.parameters + line.parameters,
      multiplyAdds: all.multiplyAdds + line.multiplyAdds,
    }),
    { name: '', nodes: 0, bytes: 0, parameters: 0, multiplyAdds: 0 },
  );
  return [...sorted, sum];
}
