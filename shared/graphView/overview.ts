import { describeModel, type ModelDescription } from '../model/modelDescription.ts';
import type { GraphId, GraphKind, ModelGraph, NodeId } from '../model/modelGraph.ts';
import { runtimesFor } from '../model/operators/diagnoseModel.ts';
import type { RuntimeId } from '../model/operators/runtimes.ts';
import { initiallyOpen } from './buildScene.ts';
import { type Ledger, type NodeCost, sizeLedger } from './nodeCosts.ts';
import type { ScopeTree, TreeItem } from './scopeTree.ts';

/** A line of the outline: a graph. */
export interface OutlineGraph {
  readonly id: GraphId;
  readonly name: string;
  readonly kind: GraphKind;
  readonly nodeCount: number;
  /** The node that runs it; null at the top. */
  readonly parent: { readonly graph: GraphId; readonly node: NodeId; readonly label: string } | null;
  /** Items to open at first. */
  readonly open: readonly string[];
  readonly scopes: readonly OutlineScope[];
}

/** A line of the outline: a scope, a repeat or a section. */
export interface OutlineScope {
  /** Id of its box in the graph's own tab. */
  readonly box: string;
  readonly kind: TreeItem['kind'];
  readonly name: string;
  readonly depth: number;
  readonly nodeCount: number;
  readonly repeats: number;
  /** Boxes around it, outermost first: they are opened to show it. */
  readonly within: readonly string[];
}

/** What the window needs of a model before it draws. */
export interface ModelOverview {
  readonly description: ModelDescription;
  readonly graphs: readonly OutlineGraph[];
  readonly ledger: Ledger;
  /** Runtimes that fit the format. */
  readonly runtimes: readonly { readonly id: RuntimeId; readonly name: string; readonly version: string }[];
}

/** Boxes that a graph opens to at first. */
const firstBudget = 80;
/** Lines of the outline in all, and graphs: the window is sent no more. */
const maxScopes = 2000;
const maxGraphs = 2000;

/** Sums a model up for the window. */
export function modelOverview(
  model: ModelGraph,
  fileBytes: number,
  costs: readonly (readonly NodeCost[])[],
  treeOf: (graph: GraphId) => ScopeTree,
): ModelOverview {
  let scopesLeft = maxScopes;
  return {
    description: describeModel(model, fileBytes),
    graphs: model.graphs.slice(0, maxGraphs).map((graph) => {
      const tree = treeOf(graph.id);
      const prefix = `g${graph.id}.`;
      const scopes: OutlineScope[] = [];
      const visit = (item: TreeItem, within: readonly string[]): void => {
        if (item.node !== null || scopesLeft <= 0) return;
        const box = `${prefix}${item.id}`;
        scopesLeft--;
        scopes.push({
          box,
          kind: item.kind,
          name: item.name,
          depth: within.length,
          nodeCount: item.nodeCount,
          repeats: item.repeats,
          within,
        });
        for (const child of item.children) visit(child, [...within, box]);
      };
      for (const child of tree.root.children) visit(child, []);
      const { parent } = graph;
      const holder = parent === null ? undefined : model.graphs[parent.graph]?.nodes[parent.node];
      return {
        id: graph.id,
        name: graph.name,
        kind: graph.kind,
        nodeCount: graph.nodes.length,
        parent:
          parent === null || holder === undefined
            ? null
            : { graph: parent.graph, node: parent.node, label: `${holder.opType} ${holder.name}`.trim() },
        open: initiallyOpen(tree, prefix, firstBudget),
        scopes,
      };
    }),
    ledger: sizeLedger(model, costs, treeOf),
    runtimes: runtimesFor(model).map(({ id, name, version }) => ({ id, name, version })),
  };
}
