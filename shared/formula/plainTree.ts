import { type LayoutNode, type Run } from './layoutTree.ts';
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

/** Overbars have one name, whatever the box or the LaTeX calls them. */
function plainAccent(label: string): string {
  const plain = plainLabel(label);
  return plain === '-' || plain === '\\bar' ? '\\overline' : plain;
}

const functionNames = ['lim', 'log', 'sin', 'cos', 'tan', 'max', 'min', 'exp', 'ln'];

/** Nodes at the end of a run that together have another name: three dots, the letters of a function. */
function joinedName(nodes: readonly PlainNode[]): { readonly label: string; readonly count: number } | null {
  const isBare = ({ sub, sup }: PlainNode): boolean => sub.length === 0 && sup.length === 0;
  for (const count of [3, 2]) {
    const last = nodes.slice(-count);
    if (last.length < count || !last.slice(0, -1).every(isBare)) continue;
    const word = last.map(({ label }) => label).join('');
    if (word === '...') return { label: '\\ldots', count };
    if (functionNames.includes(word)) return { label: `\\${word}`, count };
  }
  return null;
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
    const joined = joinedName(run);
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
      const cells = node.rows.flat().map(plainTree);
      return { label: `grid${node.rows.length}`, sub, sup, parts: cells };
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

/** The labels of a plain tree, each as often as it comes, fractions as the dash that draws them. */
export function plainLabels(run: readonly PlainNode[]): string[] {
  return run.flatMap(({ label, sub, sup, parts }) => [
    ...(label === '' ? [] : [label === fractionLabel || label === '\\overline' ? '-' : label]),
    ...parts.flatMap(plainLabels),
    ...plainLabels(sub),
    ...plainLabels(sup),
  ]);
}
