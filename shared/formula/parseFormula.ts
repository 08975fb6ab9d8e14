import { takeAccents } from './accents.ts';
import { atomOf, type Atom } from './atom.ts';
import { compositeOf } from './composite.ts';
import {
  bare,
  maxDepth,
  symbolsOf,
  type FormulaLayout,
  type LayoutNode,
  type Run,
  type SymbolBox,
  type UnplacedBox,
} from './layoutTree.ts';
import { takeGrids, type Grid } from './grids.ts';
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
  /** What the atoms of structures stand for. */
  readonly nodes: Map<Atom, LayoutNode>;
}

function symbolNode({ symbol }: Atom): LayoutNode {
  return { kind: 'symbol', symbol, ...bare };
}

/** Limits that stand straight over or under their operator are told from scripts beside it. */
function hang(placed: PlacedAtom, nodes: ReadonlyMap<Atom, LayoutNode>): LayoutNode {
  const node = nodes.get(placed.atom) ?? symbolNode(placed.atom);
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
  }
}

function gridNode({ open, close, rows }: Grid, context: Context, depth: number): LayoutNode {
  return {
    kind: 'grid',
    symbol: open.symbol,
    close: close?.symbol ?? null,
    rows: rows.map((cells) => cells.map((cell) => arrange(cell, context, depth + 1))),
    ...bare,
  };
}

/** The atom of a structure, to be arranged with the others. */
function standIn(node: LayoutNode, context: Context): Atom {
  const atom = compositeOf(node);
  context.nodes.set(atom, node);
  return atom;
}

function arrange(atoms: readonly Atom[], context: Context, depth: number): Run {
  if (atoms.length === 0) return [];
  if (depth > maxDepth) {
    const nodes = atoms.map((atom) => context.nodes.get(atom) ?? symbolNode(atom));
    for (const symbol of symbolsOf(nodes))
      context.unplaced.push({ symbol, reason: 'tooDeep', instead: null });
    return [];
  }
  const { grids, rest: ungridded } = takeGrids(atoms);
  const inGrids = grids.map((grid) => standIn(gridNode(grid, context, depth), context));
  const { structures, rest } = takeStructures([...ungridded, ...inGrids]);
  for (const structure of structures) context.nodes.set(structure.whole, nodeOf(structure, context, depth));
  const size = writingSize(atoms);
  const { accents, rest: plain } = takeAccents(rest, size);
  const underAccents = accents.map(({ head, body }) => {
    const node: LayoutNode = {
      kind: 'accent',
      symbol: head.symbol,
      body: arrange(body, context, depth + 1),
      ...bare,
    };
    return standIn(node, context);
  });
  const line = readingOrder([...plain, ...underAccents], size);
  return arrangeLine(line, score, fallbackEmOf(size)).map((placed) => hang(placed, context.nodes));
}

/**
 * Arranges the labelled boxes of one image into a symbol layout tree. Deterministic; the order of the boxes, the scale
 * and the place in the image make no difference. It never throws: what cannot be placed is listed with the reason.
 *
 * @param symbols - with ids that differ, in image pixels, y down
 */
export function parseFormula(symbols: readonly SymbolBox[]): FormulaLayout {
  const { placed, unplaced } = sortOut(symbols);
  const context: Context = { unplaced: [...unplaced], nodes: new Map() };
  const least = 1e-6 * Math.max(0, ...placed.map(({ box }) => Math.max(box.width, box.height)));
  const tree = arrange(
    placed.map((symbol) => atomOf(symbol, least > 0 ? least : 1)),
    context,
    0,
  );
  return { tree, unplaced: context.unplaced };
}
