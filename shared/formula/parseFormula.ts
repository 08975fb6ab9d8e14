import { atomOf, type Atom } from './atom.ts';
import { compositeOf } from './composite.ts';
import {
  bare,
  maxDepth,
  type FormulaLayout,
  type LayoutNode,
  type Run,
  type SymbolBox,
  type UnplacedBox,
} from './layoutTree.ts';
import { arrangeLine, type PlacedAtom } from './lineSearch.ts';
import { readingOrder } from './readingOrder.ts';
import { scorerOf } from './relationScore.ts';
import { relationWeights } from './relationWeights.ts';
import { fallbackEmOf, takeStructures, writingSize, type Structure } from './structures.ts';
import { takesLimits } from './symbolShape.ts';
import { sortOut } from './sortOut.ts';

const score = scorerOf(relationWeights);

interface Context {
  readonly unplaced: UnplacedBox[];
}

/** Limits that stand straight over or under their operator are told from scripts beside it. */
function hang(placed: PlacedAtom, nodes: ReadonlyMap<Atom, LayoutNode>): LayoutNode {
  const node: LayoutNode = nodes.get(placed.atom) ?? { kind: 'symbol', symbol: placed.atom.symbol, ...bare };
  const subscript = placed.subscript.map((inner) => hang(inner, nodes));
  const superscript = placed.superscript.map((inner) => hang(inner, nodes));
  if (!takesLimits(placed.atom.role)) return { ...node, subscript, superscript };
  const isLimit = (script: readonly PlacedAtom[]): boolean => {
    const left = Math.min(...script.map(({ atom }) => atom.left));
    const right = Math.max(...script.map(({ atom }) => atom.right));
    const centre = (left + right) / 2;
    return placed.atom.role !== 'integral' && centre < placed.atom.right && centre > placed.atom.left;
  };
  return {
    ...node,
    below: isLimit(placed.subscript) ? subscript : [],
    subscript: isLimit(placed.subscript) ? [] : subscript,
    above: isLimit(placed.superscript) ? superscript : [],
    superscript: isLimit(placed.superscript) ? [] : superscript,
  };
}

function nodeOf(structure: Structure, context: Context, depth: number): LayoutNode {
  const first = arrange(structure.first, context, depth + 1);
  const second = arrange(structure.second, context, depth + 1);
  const { symbol } = structure.head;
  switch (structure.kind) {
    case 'fraction':
      return { kind: 'fraction', symbol, numerator: first, denominator: second, ...bare };
    case 'root':
      return { kind: 'root', symbol, index: first, radicand: second, ...bare };
    case 'accent':
      return { kind: 'accent', symbol, body: second, ...bare };
  }
}

function arrange(atoms: readonly Atom[], context: Context, depth: number): Run {
  if (atoms.length === 0) return [];
  if (depth > maxDepth) {
    for (const { symbol } of atoms) context.unplaced.push({ symbol, reason: 'tooDeep', instead: null });
    return [];
  }
  const { structures, rest } = takeStructures(atoms);
  const nodes = new Map<Atom, LayoutNode>();
  for (const structure of structures) {
    const node = nodeOf(structure, context, depth);
    nodes.set(compositeOf(node), node);
  }
  const size = writingSize(atoms);
  const line = readingOrder([...rest, ...nodes.keys()], size);
  return arrangeLine(line, score, fallbackEmOf(size)).map((placed) => hang(placed, nodes));
}

/**
 * Arranges the labelled boxes of one image into a symbol layout tree. Deterministic; the order of the boxes, the scale
 * and the place in the image make no difference. It never throws: what cannot be placed is listed with the reason.
 *
 * @param symbols - with ids that differ, in image pixels, y down
 */
export function parseFormula(symbols: readonly SymbolBox[]): FormulaLayout {
  const { placed, unplaced } = sortOut(symbols);
  const context: Context = { unplaced: [...unplaced] };
  const least = 1e-6 * Math.max(0, ...placed.map(({ box }) => Math.max(box.width, box.height)));
  const tree = arrange(
    placed.map((symbol) => atomOf(symbol, least > 0 ? least : 1)),
    context,
    0,
  );
  return { tree, unplaced: context.unplaced };
}
