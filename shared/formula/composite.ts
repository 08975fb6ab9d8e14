import { boxUnion } from '../geometry/box.ts';
import { atomOf, compositeAtom, type Atom } from './atom.ts';
import { symbolsOf, type LayoutNode } from './layoutTree.ts';

/** The atom that a structure is on its line: as large as all that is in it, on the axis of its head. */
export function compositeOf(node: LayoutNode): Atom {
  const own = node.symbol.box;
  const extent = boxUnion(symbolsOf([node]).map(({ box }) => box)) ?? own;
  const head = atomOf(node.symbol, 0);
  if (node.kind === 'fraction') return compositeAtom(node.symbol, 'minus', extent, own.y + own.height / 2);
  if (node.kind === 'root') return compositeAtom(node.symbol, 'root', extent, head.axis);
  return compositeAtom(node.symbol, head.role, extent, extent.y + extent.height / 2);
}
