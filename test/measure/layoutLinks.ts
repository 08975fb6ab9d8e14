import type { BoxId, LayoutNode, Run } from '#shared/formula/layoutTree.ts';

/** Where a symbol stands: in which place, seen from which other symbol. */
export interface LayoutLink {
  readonly place: string;
  readonly label: string;
  readonly anchor: BoxId | null;
}

/** The place of each symbol of a tree, in reading order. Limits count as scripts, as they do in LaTeX. */
export function layoutLinks(tree: Run): Map<BoxId, LayoutLink> {
  const links = new Map<BoxId, LayoutLink>();
  const visitRun = (run: Run, place: string, anchor: BoxId | null): void => {
    let link = { place, anchor };
    for (const node of run) {
      links.set(node.symbol.id, { ...link, label: node.symbol.label });
      link = { place: 'right', anchor: node.symbol.id };
      visitNode(node);
    }
  };
  const visitNode = (node: LayoutNode): void => {
    const id = node.symbol.id;
    if (node.kind === 'fraction') {
      visitRun(node.numerator, 'numerator', id);
      visitRun(node.denominator, 'denominator', id);
    } else if (node.kind === 'root') {
      visitRun(node.index, 'index', id);
      visitRun(node.radicand, 'radicand', id);
    } else if (node.kind === 'accent') visitRun(node.body, 'underAccent', id);
    else if (node.kind === 'grid')
      node.rows.flat().forEach((cell) => {
        visitRun(cell, 'cell', id);
      });
    visitRun([...node.below, ...node.subscript], 'subscript', id);
    visitRun([...node.above, ...node.superscript], 'superscript', id);
  };
  visitRun(tree, 'first', null);
  return links;
}

/**
 * What goes wrong first, in the reading order of the truth: the place that a symbol has, and the one it was given. Null
 * when all links are equal.
 */
export function firstError(truth: Run, found: Run): string | null {
  const foundLinks = layoutLinks(found);
  for (const [id, { place, anchor }] of layoutLinks(truth)) {
    const other = foundLinks.get(id);
    if (other === undefined) return `${place}, left out`;
    if (other.place !== place) return `${place}, taken for ${other.place}`;
    if (other.anchor !== anchor) return `${place}, of another symbol`;
  }
  return null;
}
