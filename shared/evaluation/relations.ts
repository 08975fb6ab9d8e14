import { innerRuns, type LayoutNode, type Run } from '../formula/layoutTree.ts';
import type { BoxId } from '../formula/layoutTree.ts';

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

/** Each edge of the tree, once: from a symbol to its right neighbour, and to the first one of each run that hangs on it. */
export function relationsOf(run: Run): readonly SymbolRelation[] {
  const found: SymbolRelation[] = [];
  const hang = (parent: LayoutNode, inner: Run, relation: Relation): void => {
    const [first] = inner;
    if (first === undefined) return;
    found.push({ parent: parent.symbol.id, child: first.symbol.id, relation });
    visit(inner);
  };
  const visit = (nodes: Run): void => {
    for (const [i, node] of nodes.entries()) {
      const next = nodes[i + 1];
      if (next !== undefined)
        found.push({ parent: node.symbol.id, child: next.symbol.id, relation: 'Right' });
      for (const [index, inner] of innerRuns(node).entries()) hang(node, inner, innerRelation(node, index));
      if (node.kind === 'grid' && node.close !== null)
        found.push({ parent: node.symbol.id, child: node.close.id, relation: 'Right' });
      hang(node, node.superscript, 'Sup');
      hang(node, node.subscript, 'Sub');
      hang(node, node.above, 'Above');
      hang(node, node.below, 'Below');
    }
  };
  visit(run);
  return found;
}
