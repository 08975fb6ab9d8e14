import type { Box } from '../geometry/box.ts';

/** Names a box towards the caller: the id of an annotation or of a detection. */
export type BoxId = string | number;

/** A labelled box, as the parser takes it. */
export interface SymbolBox {
  readonly id: BoxId;
  /** The label's name: LaTeX of one symbol (`x`, `\alpha`, `\sqrt`), or of a function name in one box (`\sin`). */
  readonly label: string;
  /** In image pixels. */
  readonly box: Box;
}

/** Symbols side by side on one baseline, from left to right. */
export type Run = readonly LayoutNode[];

/** What may hang on any node. Empty runs where nothing does. */
export interface Attachments {
  /** Upper right. */
  readonly superscript: Run;
  /** Lower right. */
  readonly subscript: Run;
  /** Straight above: an upper limit. */
  readonly above: Run;
  /** Straight below: a lower limit. */
  readonly below: Run;
}

/** One box that stands for itself. */
export interface SymbolNode extends Attachments {
  readonly kind: 'symbol';
  readonly symbol: SymbolBox;
}

/** A bar with something above and below. */
export interface FractionNode extends Attachments {
  readonly kind: 'fraction';
  readonly symbol: SymbolBox;
  readonly numerator: Run;
  readonly denominator: Run;
}

/** A root sign with what stands inside. */
export interface RootNode extends Attachments {
  readonly kind: 'root';
  readonly symbol: SymbolBox;
  readonly radicand: Run;
  /** The degree of the root, in its upper left corner; mostly empty. */
  readonly index: Run;
}

/** A mark over something: a bar, a hat, an arrow. */
export interface AccentNode extends Attachments {
  readonly kind: 'accent';
  readonly symbol: SymbolBox;
  readonly body: Run;
}

/** Rows and columns behind a fence: a matrix, or cases when nothing closes it. */
export interface GridNode extends Attachments {
  readonly kind: 'grid';
  /** The opening fence. */
  readonly symbol: SymbolBox;
  readonly close: SymbolBox | null;
  readonly rows: readonly (readonly Run[])[];
}

/** A node of the symbol layout tree. `symbol` is the box that makes it what it is. */
export type LayoutNode = SymbolNode | FractionNode | RootNode | AccentNode | GridNode;

/**
 * Why a box has no place in the tree:
 * `badBox`: an edge is no finite number, or the extent is negative; `noLabel`: its label is blank; `sameId`: another box
 * has its id; `overlaid`: another box of the tree lies on the same spot; `tooDeep`: it is nested deeper than
 * {@link maxDepth}; `tooMany`: {@link maxBoxes} larger ones are there.
 */
export type UnplacedReason = 'badBox' | 'noLabel' | 'sameId' | 'overlaid' | 'tooDeep' | 'tooMany';

/** A box without a place in the tree. */
export interface UnplacedBox {
  readonly symbol: SymbolBox;
  readonly reason: UnplacedReason;
  /** The box that has its place, where that is the reason. */
  readonly instead: BoxId | null;
}

/** What the parser makes of the boxes of one image: each box is in the tree or among the unplaced, once. */
export interface FormulaLayout {
  readonly tree: Run;
  readonly unplaced: readonly UnplacedBox[];
}

/** Structures within structures, at most. No formula comes near it; boxes at random might. */
export const maxDepth = 20;

/** Boxes that are arranged, at most: far more than a page of formulas has. */
export const maxBoxes = 5000;

/** No attachments. */
export const bare: Attachments = { superscript: [], subscript: [], above: [], below: [] };

/** The runs that a node holds itself, without attachments, in reading order. */
export function innerRuns(node: LayoutNode): readonly Run[] {
  switch (node.kind) {
    case 'symbol':
      return [];
    case 'fraction':
      return [node.numerator, node.denominator];
    case 'root':
      return [node.index, node.radicand];
    case 'accent':
      return [node.body];
    case 'grid':
      return node.rows.flat();
  }
}

/** All boxes of a run and of all below it. A box comes once. */
export function symbolsOf(run: Run): SymbolBox[] {
  const found: SymbolBox[] = [];
  const visit = (nodes: Run): void => {
    for (const node of nodes) {
      found.push(node.symbol);
      if (node.kind === 'grid' && node.close !== null) found.push(node.close);
      for (const inner of innerRuns(node)) visit(inner);
      visit(node.above);
      visit(node.below);
      visit(node.subscript);
      visit(node.superscript);
    }
  };
  visit(run);
  return found;
}
