import type { GraphId, NodeId } from '../model/modelGraph.ts';
import type { ScopeTree } from './scopeTree.ts';

/**
 * The ids to open so that a node is seen in its graph's own tab, and the id of its box. A folded node is seen as its
 * consumer: the caller passes that.
 */
export function revealPath(
  tree: ScopeTree,
  graph: GraphId,
  node: NodeId,
): { readonly open: readonly string[]; readonly box: string } {
  const prefix = `g${graph}.`;
  return {
    open: (tree.groupsOf(node) ?? []).map(({ id }) => `${prefix}${id}`),
    box: `${prefix}n${node}`,
  };
}
