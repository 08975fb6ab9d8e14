// LaTeX mathematics as far as formula data sets write it: CROHME's truth annotations first of all.
import { fractionLabel, isGrid, plainAccent, plainGrid, plainRun, type PlainNode } from './plainTree.ts';
import { plainLabel, shapeOf } from './symbolShape.ts';

/** Commands that leave no ink, without argument. */
const inkless = new Set(
  '\\left \\right \\middle \\big \\Big \\bigg \\Bigg \\bigl \\bigr \\Bigl \\Bigr \\biggl \\biggr \\Biggl \\Biggr \\limits \\nolimits \\displaystyle \\textstyle \\scriptstyle \\quad \\qquad \\, \\; \\: \\! \\> \\  $ $$ ~ \\nobreak \\rm \\it \\bf \\hline'.split(
    ' ',
  ),
);

/** Commands whose argument stands for itself. */
const transparent = new Set(
  '\\mbox \\hbox \\text \\textrm \\mathrm \\mathit \\mathbf \\mathsf \\mathbb \\mathcal \\mathfrak \\boldsymbol \\operatorname \\vtop'.split(
    ' ',
  ),
);

const accents = new Set(
  '\\overline \\bar \\hat \\widehat \\tilde \\widetilde \\vec \\dot \\ddot \\check \\breve \\overrightarrow'.split(
    ' ',
  ),
);

const fractions = new Set('\\frac \\dfrac \\tfrac \\cfrac'.split(' '));

/** The fences that environments of rows and columns bring with them. */
const environments: Readonly<Record<string, readonly [open: string, close: string]>> = {
  matrix: ['', ''],
  smallmatrix: ['', ''],
  array: ['', ''],
  aligned: ['', ''],
  pmatrix: ['(', ')'],
  bmatrix: ['[', ']'],
  Bmatrix: ['\\{', '\\}'],
  vmatrix: ['|', '|'],
  Vmatrix: ['\\|', '\\|'],
  cases: ['\\{', ''],
};

/** Groups within groups, at most: far more than formulas have, far less than the stack holds. */
const deepest = 200;

/** Tokens that are read, at most: the rest of a longer text is no formula. */
const mostTokens = 20_000;

/** A node whose scripts may still grow. */
interface OpenNode {
  readonly label: string;
  readonly sub: PlainNode[];
  readonly sup: PlainNode[];
  readonly parts: readonly (readonly PlainNode[])[];
}

function tokensOf(latex: string): string[] {
  const tokens =
    latex
      // A fence that is not there.
      .replace(/\\(left|right)\s*\./g, ' ')
      .replace(/\\(begin|end)\s+\{/g, '\\$1{')
      .match(/\\(?:begin|end)\{[a-zA-Z]+\*?\}|\\[a-zA-Z]+|\\[^a-zA-Z]|\s+|[^\\\s]/gu) ?? [];
  return tokens
    .flatMap((token) => {
      // XML entities written by hand: `\ltN` is `<` before N.
      const glued = /^\\(lt|gt)([a-zA-Z])$/.exec(token);
      return glued === null ? [token] : [`\\${glued[1] ?? ''}`, glued[2] ?? ''];
    })
    .filter((token) => token.trim() !== '' && !inkless.has(token));
}

function leaf(label: string): PlainNode {
  return { label, sub: [], sup: [], parts: [] };
}

/** An opening fence with a script on it is a symbol like any other; the scripts of a closing one are the grid's. */
function isFence({ label, sub, sup, parts }: PlainNode, side: 'open' | 'close'): boolean {
  if (parts.length > 0 || (side === 'open' && sub.length + sup.length > 0)) return false;
  return shapeOf(label).role === side || label === '|' || label === '\\|';
}

function isFencelessGrid(node: PlainNode): boolean {
  return isGrid(node) && node.parts[0]?.length === 0;
}

/** Fences around a grid that brings none belong to it: `\left(\begin{matrix}` is a pmatrix. */
function joinFences(nodes: readonly PlainNode[]): readonly PlainNode[] {
  const joined: PlainNode[] = [];
  let isOpened = false;
  for (const node of nodes) {
    const last = joined.at(-1);
    if (isOpened && last !== undefined && isFence(node, 'close')) {
      const parts = [last.parts[0] ?? [], [leaf(node.label)], ...last.parts.slice(2)];
      joined.splice(-1, 1, { ...node, label: last.label, parts });
      isOpened = false;
    } else {
      isOpened = isFencelessGrid(node) && last !== undefined && isFence(last, 'open');
      if (isOpened && last !== undefined)
        joined.splice(-1, 1, { ...node, parts: [[leaf(last.label)], ...node.parts.slice(1)] });
      else joined.push(node);
    }
  }
  return joined;
}

class LatexReader {
  private readonly tokens: readonly string[];
  private place = 0;
  private depth = 0;

  constructor(latex: string) {
    this.tokens = tokensOf(latex).slice(0, mostTokens);
  }

  /** Reads to the end, or to what ends the group. */
  run(...ends: readonly string[]): readonly PlainNode[] {
    this.depth += 1;
    const nodes: OpenNode[] = [];
    let token = this.next();
    while (token !== null && !ends.includes(token)) {
      this.item(token, nodes);
      token = this.next();
    }
    this.depth -= 1;
    return joinFences(closed(nodes));
  }

  private next(): string | null {
    const token = this.tokens[this.place] ?? null;
    this.place += 1;
    return token;
  }

  private item(token: string, nodes: OpenNode[]): void {
    const environment = /^\\begin\{([a-zA-Z]+)/.exec(token)?.[1];
    if (token === '^' || token === '_') attach(nodes, token, this.argument());
    else if (token === "'") attach(nodes, '^', [leaf('\\prime')]);
    else if (token === '{') nodes.push(...this.group().map(copyOf));
    else if (transparent.has(token)) nodes.push(...this.argument().map(copyOf));
    else if (fractions.has(token)) nodes.push(withParts(fractionLabel, [this.argument(), this.argument()]));
    else if (token === '\\sqrt') nodes.push(withParts('\\sqrt', [this.option(), this.argument()]));
    else if (token === '\\binom')
      nodes.push(copyOf(plainGrid('(', ')', [[this.argument()], [this.argument()]])));
    else if (accents.has(token)) nodes.push(withParts(plainAccent(token), [this.argument()]));
    else if (environment !== undefined) nodes.push(copyOf(this.grid(environment)));
    else if (token !== '}' && token !== '&' && token !== '\\\\' && !token.startsWith('\\end'))
      nodes.push(copyOf(leaf(plainLabel(token))));
  }

  private group(): readonly PlainNode[] {
    return this.depth < deepest ? this.run('}') : [];
  }

  /** A group, or the one thing that stands where a group might. */
  private argument(): readonly PlainNode[] {
    const token = this.next();
    if (token === null || token === '}') return [];
    if (token === '{') return this.group();
    if (this.depth >= deepest) return [];
    const nodes: OpenNode[] = [];
    this.depth += 1;
    this.item(token, nodes);
    this.depth -= 1;
    return closed(nodes);
  }

  private option(): readonly PlainNode[] {
    if (this.tokens[this.place] !== '[' || this.depth >= deepest) return [];
    this.place += 1;
    return this.run(']');
  }

  private grid(environment: string): PlainNode {
    const [open, close] = environments[environment] ?? ['', ''];
    if (environment === 'array') this.argument();
    const ends = [environment, `${environment}*`].map((name) => `\\end{${name}}`);
    const rows: (readonly PlainNode[])[][] = [[]];
    let last = '';
    while (this.place < this.tokens.length && this.depth < deepest && !last.startsWith('\\end')) {
      const cell = this.run('&', '\\\\', ...ends);
      rows.at(-1)?.push(cell);
      last = this.tokens[this.place - 1] ?? '';
      if (last === '\\\\') rows.push([]);
    }
    // A line break at the end begins no row.
    const isOpen = rows.length > 1 && rows.at(-1)?.every((cell) => cell.length === 0) === true;
    return plainGrid(open, close, isOpen ? rows.slice(0, -1) : rows);
  }
}

function copyOf(node: PlainNode): OpenNode {
  return { ...node, sub: [...node.sub], sup: [...node.sup] };
}

function closed(nodes: readonly OpenNode[]): readonly PlainNode[] {
  return plainRun(nodes.map((node) => ({ ...node, sub: plainRun(node.sub), sup: plainRun(node.sup) })));
}

function withParts(label: string, parts: readonly (readonly PlainNode[])[]): OpenNode {
  return { label, sub: [], sup: [], parts };
}

/** A script hangs on the symbol that it stands beside: on the last one of a group, on a closing parenthesis. */
function attach(nodes: OpenNode[], token: '^' | '_', script: readonly PlainNode[]): void {
  let base = nodes.at(-1);
  if (base === undefined) {
    base = copyOf(leaf(''));
    nodes.push(base);
  }
  for (const node of script) (token === '^' ? base.sup : base.sub).push(node);
}

/**
 * Reads LaTeX into the plain tree that formulas are compared by. What has no ink (braces, spacing, sizes, fonts) leaves
 * no trace; limits and scripts are one. It never throws: what it does not know is a symbol of that name.
 */
export function readLatex(latex: string): readonly PlainNode[] {
  return new LatexReader(latex).run();
}
