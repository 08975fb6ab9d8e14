import { innerRuns, type BoxId, type LayoutNode, type Run } from './layoutTree.ts';

/** How one symbol stands to another: the relations of CROHME's label graphs. */
export type Relation = 'Right' | 'Above' | 'Below' | 'Sup' | 'Sub' | 'Inside';

/** An edge of a symbol layout tree. */
export interface SymbolRelation {
  readonly parent: BoxId;
  readonly child: BoxId;
  readonly relation: Relation;
}

function innerRelation(node: LayoutNode, index: number): Relation {
  switch (node.kind) {
    case 'fraction':
      return index === 0 ? 'Above' : 'Below';
    case 'root':
      return index === 0 ? 'Above' : 'Inside';
    case 'accent':
      return 'Below';
    case 'symbol':
    case 'grid':
      return 'Inside';
  }
}

/** The box that scripts and the right neighbour hang on: a grid's closing fence, where it has one. */
function lastBoxOf(node: LayoutNode): BoxId {
  return node.kind === 'grid' && node.close !== null ? node.close.id : node.symbol.id;
}

/**
 * Each edge of the tree, once: from a symbol to its right neighbour, and to the first one of each run that hangs on it.
 * Every symbol but the first of the run has one parent. The names are those of CROHME's label graphs (Mouchère et al. 2016,
 * "Advancing the state of the art for handwritten math recognition").
 */
export function relationsOf(run: Run): readonly SymbolRelation[] {
  const found: SymbolRelation[] = [];
  const hang = (parent: BoxId, inner: Run, relation: Relation): void => {
    const [first] = inner;
    if (first === undefined) return;
    found.push({ parent, child: first.symbol.id, relation });
    visit(inner);
  };
  const visit = (nodes: Run): void => {
    for (const [i, node] of nodes.entries()) {
      const last = lastBoxOf(node);
      const next = nodes[i + 1];
      if (next !== undefined) found.push({ parent: last, child: next.symbol.id, relation: 'Right' });
      for (const [index, inner] of innerRuns(node).entries())
        hang(node.symbol.id, inner, innerRelation(node, index));
      if (last !== node.symbol.id) found.push({ parent: node.symbol.id, child: last, relation: 'Right' });
      hang(last, node.superscript, 'Sup');
      hang(last, node.subscript, 'Sub');
      hang(last, node.above, 'Above');
      hang(last, node.below, 'Below');
    }
  };
  visit(run);
  return found;
}
