import { boxUnion } from '../geometry/box.ts';
import { atomOf, compositeAtom, type Atom } from './atom.ts';
import { symbolsOf, type LayoutNode } from './layoutTree.ts';

/** The atom that a structure is on its line: as large as all that is in it, on the axis of its head. */
export function compositeOf(node: LayoutNode): Atom {
  const own = node.symbol.box;
  const extent = boxUnion(symbolsOf([node]).map(({ box }) => box)) ?? own;
  if (node.kind === 'accent') {
    const [first] = node.body;
    // It stands on the line as what is under the mark does.
    if (first !== undefined) {
      const under = first.kind === 'symbol' ? atomOf(first.symbol, 0) : compositeOf(first);
      const right = extent.x + extent.width;
      return { ...under, symbol: node.symbol, isComposite: true, left: extent.x, right };
    }
  }
  const head = atomOf(node.symbol, 0);
  if (node.kind === 'fraction') return compositeAtom(node.symbol, 'minus', extent, own.y + own.height / 2);
  if (node.kind === 'grid') return compositeAtom(node.symbol, 'letter', extent, extent.y + extent.height / 2);
  if (node.kind === 'root') return compositeAtom(node.symbol, 'root', extent, head.axis);
  return compositeAtom(node.symbol, head.role, extent, extent.y + extent.height / 2);
}
