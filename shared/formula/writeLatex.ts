import { nameAtEnd } from './functionNames.ts';
import { labelLatex } from './labelLatex.ts';
import type { BoxId, GridNode, LayoutNode, Run } from './layoutTree.ts';
import { plainAccent } from './plainTree.ts';
import { plainLabel, shapeOf } from './symbolShape.ts';

/** A piece of LaTeX that boxes stand for, with the pieces inside it. Its own text is that of no inner piece. */
export interface LatexToken {
  /** Mostly one; the letters of a function name are one token. */
  readonly boxes: readonly BoxId[];
  readonly parts: readonly LatexPart[];
  /** Whether limits go above and below it, which a wrapper around it would hide from TeX. */
  readonly takesLimits: boolean;
  /** For a fence around something tall: which side it is, and how tall, from 1. */
  readonly fence: { readonly side: 'l' | 'r'; readonly height: number } | null;
}

/** Text of no box (braces, spaces), or a token. */
export type LatexPart = string | LatexToken;

function token(boxes: readonly BoxId[], parts: readonly LatexPart[], limits = false): LatexToken {
  return { boxes, parts, takesLimits: limits, fence: null };
}

function group(run: Run): LatexPart[] {
  return ['{', ...runParts(run), '}'];
}

function scripts(node: LayoutNode): LatexPart[] {
  const lower = [...node.below, ...node.subscript];
  const upper = [...node.above, ...node.superscript];
  return [
    ...(lower.length > 0 ? ['_', ...group(lower)] : []),
    ...(upper.length > 0 ? ['^', ...group(upper)] : []),
  ];
}

const matrixNames: Readonly<Record<string, string>> = {
  '( )': 'pmatrix',
  '[ ]': 'bmatrix',
  '\\{ \\}': 'Bmatrix',
  '| |': 'vmatrix',
  '\\| \\|': 'Vmatrix',
  '\\{ ': 'cases',
};

function gridParts({ symbol, close, rows }: GridNode): LatexPart[] {
  const body = rows.flatMap((cells, nth): LatexPart[] => [
    // An empty group: a bracket straight after a line break would be its argument.
    ...(nth > 0 ? [' \\\\{} '] : []),
    ...cells.flatMap((cell, column): LatexPart[] => [...(column > 0 ? [' & '] : []), ...runParts(cell)]),
  ]);
  const open = plainLabel(symbol.label);
  const end = close === null ? '' : plainLabel(close.label);
  const name = matrixNames[`${open} ${end}`];
  if (name !== undefined) return [`\\begin{${name}}`, ...body, `\\end{${name}}`];
  const fence = (label: string): string => (label === '' ? '.' : labelLatex(label));
  return [`\\left${fence(open)}\\begin{matrix}`, ...body, `\\end{matrix}\\right${fence(end)}`];
}

const wideAccents: Readonly<Record<string, string>> = {
  '\\hat': '\\widehat',
  '\\tilde': '\\widetilde',
  '\\vec': '\\overrightarrow',
};

function accentCommand(label: string, isWide: boolean): string {
  const plain = plainAccent(label);
  return isWide ? (wideAccents[plain] ?? plain) : plain;
}

/** Whether TeX sets the scripts of the symbol above and below it. It sets those of an integral beside it. */
function hasLimits(label: string): boolean {
  const { role } = shapeOf(label);
  return role === 'bigOperator' || role === 'limitFunction';
}

/** The node itself, without what hangs on it. */
function head(node: LayoutNode): LatexToken {
  const { id, label } = node.symbol;
  switch (node.kind) {
    case 'symbol':
      return token([id], [labelLatex(label)], hasLimits(label));
    case 'fraction':
      return token([id], ['\\frac', ...group(node.numerator), ...group(node.denominator)]);
    case 'root': {
      const index: LatexPart[] = node.index.length > 0 ? ['[', ...group(node.index), ']'] : [];
      return token([id], ['\\sqrt', ...index, ...group(node.radicand)]);
    }
    case 'accent':
      return token([id], [accentCommand(label, node.body.length > 1), ...group(node.body)]);
    case 'grid':
      return token(node.close === null ? [id] : [id, node.close.id], gridParts(node));
  }
}

/** How much taller than a line it stands, in steps of fence sizes. */
function tallness(run: Run): number {
  return Math.max(
    0,
    ...run.map((node) => {
      if (node.kind === 'fraction') return 1 + Math.max(tallness(node.numerator), tallness(node.denominator));
      if (node.kind === 'root') return tallness(node.radicand);
      if (node.kind === 'grid') return node.rows.length;
      return node.above.length > 0 || node.below.length > 0 ? 2 : 0;
    }),
  );
}

/** The heights of the fences of a run, by their place in it; of those that have their other half. */
function fenceHeights(run: Run): ReadonlyMap<number, LatexToken['fence']> {
  const heights = new Map<number, LatexToken['fence']>();
  const open: number[] = [];
  run.forEach((node, place) => {
    if (node.kind !== 'symbol') return;
    const { role } = shapeOf(node.symbol.label);
    if (role === 'open') open.push(place);
    if (role !== 'close') return;
    const start = open.pop();
    if (start === undefined) return;
    const height = tallness(run.slice(start + 1, place));
    if (height === 0) return;
    heights.set(start, { side: 'l', height });
    heights.set(place, { side: 'r', height });
  });
  return heights;
}

const beforeSign: ReadonlySet<string> = new Set(['operator', 'relation', 'minus', 'open', 'punctuation']);

/** Whether the node is set with space on both sides: it stands between two things, and is no sign of the second. */
function isBinary(node: LayoutNode, before: LayoutNode | undefined): boolean {
  if (before === undefined || node.kind !== 'symbol') return false;
  const { role } = shapeOf(node.symbol.label);
  if (role === 'relation') return true;
  const isSign = before.kind === 'symbol' && beforeSign.has(shapeOf(before.symbol.label).role);
  return (role === 'operator' || role === 'minus') && !isSign;
}

function lastText(part: LatexPart | undefined): string {
  if (part === undefined || typeof part === 'string') return part ?? '';
  return lastText(part.parts.at(-1));
}

function firstText(part: LatexPart | undefined): string {
  if (part === undefined || typeof part === 'string') return part ?? '';
  return firstText(part.parts[0]);
}

/** Puts a space where a command would swallow the letter that follows it. */
function append(parts: LatexPart[], added: readonly LatexPart[]): void {
  if (/\\[a-zA-Z]+$/.test(lastText(parts.at(-1))) && /^[a-zA-Z]/.test(firstText(added[0]))) parts.push(' ');
  parts.push(...added);
}

/** A node of a run as it is written: a symbol, or the letters of a name. */
interface Written {
  readonly head: LatexToken;
  readonly node: LayoutNode;
  readonly place: number;
}

function runParts(run: Run): LatexPart[] {
  const heights = fenceHeights(run);
  const written: Written[] = [];
  const isBare = (node: LayoutNode): boolean => node.kind === 'symbol' && scripts(node).length === 0;
  run.forEach((node, place) => {
    written.push({ head: { ...head(node), fence: heights.get(place) ?? null }, node, place });
    if (node.kind !== 'symbol') return;
    const labels = written.map((one) =>
      one.node.kind === 'symbol' && one.head.boxes.length === 1 ? plainLabel(one.node.symbol.label) : '',
    );
    const name = nameAtEnd(labels.slice(-6), (at) => {
      const one = written[Math.max(0, written.length - 6) + at];
      return one !== undefined && isBare(one.node);
    });
    if (name === null) return;
    const letters = written.splice(-name.count);
    const boxes = letters.flatMap((one) => one.head.boxes);
    written.push({ head: token(boxes, [name.label], hasLimits(name.label)), node, place });
  });
  const parts: LatexPart[] = [];
  for (const { head: own, node, place } of written) {
    const hung = scripts(node);
    if (isBinary(node, run[place - 1])) parts.push(' ', own, ...hung, ' ');
    else append(parts, [own, ...hung]);
  }
  return parts;
}

/** LaTeX as pieces that know their boxes. */
export function latexParts(tree: Run): readonly LatexPart[] {
  const parts = runParts(tree);
  if (parts.at(-1) === ' ') parts.pop();
  return parts;
}

/** The text of LaTeX pieces. */
export function latexText(parts: readonly LatexPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : latexText(part.parts))).join('');
}

/**
 * The LaTeX that the boxes spell: one token for each box, scripts in braces, no sizes or spacing commands. LaTeX with
 * amsmath sets it, and so does KaTeX, whatever the labels are.
 */
export function writeLatex(tree: Run): string {
  return latexText(latexParts(tree));
}
