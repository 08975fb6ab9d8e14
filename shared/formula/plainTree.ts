import { nameAtEnd } from './functionNames.ts';
import type { LayoutNode, Run } from './layoutTree.ts';
import { plainLabel } from './symbolShape.ts';

/**
 * A layout tree without boxes and without the freedoms of LaTeX: what a formula is compared by. Limits count as scripts,
 * for LaTeX writes both alike; all names of one symbol are one.
 */
export interface PlainNode {
  readonly label: string;
  readonly sub: readonly PlainNode[];
  readonly sup: readonly PlainNode[];
  /** The halves of a fraction, the index and the radicand of a root, the body of an accent, the cells of a grid. */
  readonly parts: readonly (readonly PlainNode[])[];
}

/** The label of a fraction in a plain tree. A dash alone is `-`. */
export const fractionLabel = '\\frac';

const plainAccents: Readonly<Record<string, string>> = {
  '-': '\\overline',
  '\\bar': '\\overline',
  '\\widehat': '\\hat',
  '\\widetilde': '\\tilde',
  '\\overrightarrow': '\\vec',
  '\\to': '\\vec',
};

/**
 * The command of an accent: an overbar has one name, whatever the box or the LaTeX calls it, and so have the wide and the
 * narrow form of a hat.
 *
 * @param label - of the box that is the accent
 */
export function plainAccent(label: string): string {
  const plain = plainLabel(label);
  return plainAccents[plain] ?? plain;
}

/** How the label of a grid begins; the number of cells in each row follows. The fences are its first two parts. */
const gridPrefix = 'grid ';

/** Whether the node is a grid: rows and columns, fences first. */
export function isGrid({ label }: PlainNode): boolean {
  return label.startsWith(gridPrefix);
}

/**
 * The plain form of rows and columns.
 *
 * @param open - the opening fence; empty for none, and so is the closing one
 */
export function plainGrid(
  open: string,
  close: string,
  rows: readonly (readonly (readonly PlainNode[])[])[],
): PlainNode {
  const fence = (label: string): readonly PlainNode[] =>
    label === '' ? [] : [{ label: plainLabel(label), sub: [], sup: [], parts: [] }];
  const label = gridPrefix + rows.map(({ length }) => length).join(' ');
  return { label, sub: [], sup: [], parts: [fence(open), fence(close), ...rows.flat()] };
}

/**
 * A run in its plainest form: a multiplication dot is a dot, three dots in a row are an ellipsis, and l o g is \log.
 *
 * @param nodes - with their parts plain already
 */
export function plainRun(nodes: readonly PlainNode[]): readonly PlainNode[] {
  const run: PlainNode[] = [];
  for (const node of nodes) {
    run.push(node.label === '\\cdot' ? { ...node, label: '.' } : node);
    const last = run.slice(-6);
    const joined = nameAtEnd(
      last.map(({ label }) => label),
      (place) => last[place]?.sub.length === 0 && last[place].sup.length === 0,
    );
    if (joined !== null)
      run.splice(-joined.count, joined.count, { ...(run.at(-1) ?? node), label: joined.label });
  }
  return run;
}

function plainNode(node: LayoutNode): PlainNode {
  const sub = plainTree([...node.below, ...node.subscript]);
  const sup = plainTree([...node.above, ...node.superscript]);
  switch (node.kind) {
    case 'symbol':
      return { label: plainLabel(node.symbol.label), sub, sup, parts: [] };
    case 'fraction':
      return {
        label: fractionLabel,
        sub,
        sup,
        parts: [plainTree(node.numerator), plainTree(node.denominator)],
      };
    case 'root':
      return { label: '\\sqrt', sub, sup, parts: [plainTree(node.index), plainTree(node.radicand)] };
    case 'accent':
      return { label: plainAccent(node.symbol.label), sub, sup, parts: [plainTree(node.body)] };
    case 'grid': {
      const rows = node.rows.map((cells) => cells.map(plainTree));
      return { ...plainGrid(node.symbol.label, node.close?.label ?? '', rows), sub, sup };
    }
  }
}

/** The plain form of a layout tree. */
export function plainTree(run: Run): readonly PlainNode[] {
  return plainRun(run.map(plainNode));
}

/** Spells a plain tree so that two are equal exactly when their spellings are. It happens to look like LaTeX. */
export function spell(run: readonly PlainNode[]): string {
  return run
    .map(({ label, sub, sup, parts }) => {
      const inner = parts.map((part) => `{${spell(part)}}`).join('');
      const lower = sub.length > 0 ? `_{${spell(sub)}}` : '';
      const upper = sup.length > 0 ? `^{${spell(sup)}}` : '';
      return label + inner + lower + upper;
    })
    .join(' ');
}

/** What the node itself leaves on the paper; empty for nothing. */
function inkOf(label: string): string {
  if (label === fractionLabel || label === '\\overline') return '-';
  if (label === '\\vec') return '\\to';
  return label.startsWith(gridPrefix) ? '' : label;
}

/** The labels of a plain tree, each as often as it comes, fractions and overbars as the dash that draws them,
 * vectors as the arrow. */
export function plainLabels(run: readonly PlainNode[]): string[] {
  return run.flatMap(({ label, sub, sup, parts }) => [
    ...(inkOf(label) === '' ? [] : [inkOf(label)]),
    ...parts.flatMap(plainLabels),
    ...plainLabels(sub),
    ...plainLabels(sup),
  ]);
}
