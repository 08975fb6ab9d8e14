// LaTeX mathematics as far as formula data sets write it: CROHME's truth annotations first of all.
import { fractionLabel, plainRun, type PlainNode } from './plainTree.ts';
import { plainLabel } from './symbolShape.ts';

/** Commands that leave no ink, without argument. */
const inkless = new Set(
  '\\left \\right \\middle \\big \\Big \\bigg \\Bigg \\bigl \\bigr \\Bigl \\Bigr \\biggl \\biggr \\Biggl \\Biggr \\limits \\nolimits \\displaystyle \\textstyle \\scriptstyle \\quad \\qquad \\, \\; \\: \\! \\> \\  $ $$ ~ \\nobreak \\rm \\it \\bf'.split(
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

interface MutableNode {
  label: string;
  sub: readonly PlainNode[];
  sup: readonly PlainNode[];
  parts: readonly (readonly PlainNode[])[];
}

function tokensOf(latex: string): string[] {
  const tokens = latex.match(/\\[a-zA-Z]+|\\[^a-zA-Z]|\s+|[^\\\s]/gu) ?? [];
  return tokens
    .flatMap((token) => {
      // XML entities written by hand: `\ltN` is `<` before N.
      const glued = /^\\(lt|gt)([a-zA-Z])$/.exec(token);
      return glued === null ? [token] : [`\\${glued[1] ?? ''}`, glued[2] ?? ''];
    })
    .filter((token) => token.trim() !== '' && !inkless.has(token));
}

class LatexReader {
  private readonly tokens: readonly string[];
  private place = 0;

  constructor(latex: string) {
    this.tokens = tokensOf(latex);
  }

  /** Reads to the end, or to the brace that closes the group. */
  run(end: string | null): readonly PlainNode[] {
    const nodes: MutableNode[] = [];
    let token = this.next();
    while (token !== null && token !== end) {
      this.item(token, nodes);
      token = this.next();
    }
    return plainRun(nodes);
  }

  private next(): string | null {
    const token = this.tokens[this.place] ?? null;
    this.place += 1;
    return token;
  }

  private item(token: string, nodes: MutableNode[]): void {
    if (token === '^' || token === '_') this.script(token, nodes);
    else if (token === "'") attach(nodes, '^', [leaf('\\prime')]);
    else if (token === '{') nodes.push(...this.run('}').map(copyOf));
    else if (transparent.has(token)) nodes.push(...this.argument().map(copyOf));
    else if (token === '\\frac' || token === '\\dfrac' || token === '\\tfrac')
      nodes.push(withParts(fractionLabel, [this.argument(), this.argument()]));
    else if (token === '\\sqrt') nodes.push(withParts('\\sqrt', [this.option(), this.argument()]));
    else if (accents.has(token))
      nodes.push(withParts(token === '\\bar' ? '\\overline' : token, [this.argument()]));
    else if (token !== '}') nodes.push(copyOf(leaf(plainLabel(token))));
  }

  private script(token: '^' | '_', nodes: MutableNode[]): void {
    attach(nodes, token, this.argument());
  }

  /** A group, or the one thing that stands where a group might. */
  private argument(): readonly PlainNode[] {
    const token = this.next();
    if (token === null || token === '}') return [];
    if (token === '{') return this.run('}');
    const nodes: MutableNode[] = [];
    this.item(token, nodes);
    return plainRun(nodes);
  }

  private option(): readonly PlainNode[] {
    if (this.tokens[this.place] !== '[') return [];
    this.place += 1;
    return this.run(']');
  }
}

function leaf(label: string): PlainNode {
  return { label, sub: [], sup: [], parts: [] };
}

function copyOf(node: PlainNode): MutableNode {
  return { ...node };
}

function withParts(label: string, parts: readonly (readonly PlainNode[])[]): MutableNode {
  return { label, sub: [], sup: [], parts };
}

/** A script hangs on the symbol that it stands beside: on the last one of a group, on a closing parenthesis. */
function attach(nodes: MutableNode[], token: '^' | '_', script: readonly PlainNode[]): void {
  let base = nodes.at(-1);
  if (base === undefined) {
    base = copyOf(leaf(''));
    nodes.push(base);
  }
  if (token === '^') base.sup = plainRun([...base.sup, ...script]);
  else base.sub = plainRun([...base.sub, ...script]);
}

/**
 * Reads LaTeX into the plain tree that formulas are compared by. What has no ink (braces, spacing, sizes, fonts) leaves
 * no trace; limits and scripts are one. It never throws: what it does not know is a symbol of that name.
 */
export function readLatex(latex: string): readonly PlainNode[] {
  return new LatexReader(latex).run(null);
}
