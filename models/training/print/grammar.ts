import type { Random } from './random.ts';

/** Letters of the label set, with weights for how often textbooks use them as variables. */
const COMMON = ['x', 'y', 'z', 'a', 'b', 'c', 'n', 'k', 't', 'm', 'u', 'v', 'p', 'q', 'r', 's'];
const ALL_LETTERS = Array.from('abcdefghijklmnopqrstuvwxyzABCEFGHILMNPRSTVXY');
const GREEK = [
  '\\alpha',
  '\\beta',
  '\\gamma',
  '\\theta',
  '\\lambda',
  '\\mu',
  '\\pi',
  '\\sigma',
  '\\phi',
  '\\Delta',
];
const FUNCTIONS = ['\\sin', '\\cos', '\\tan', '\\log'];
const RELATIONS = ['=', '=', '=', '<', '>', '\\leq', '\\geq', '\\neq', '\\to'];
const OPERATORS = ['+', '+', '-', '-', '\\times', '\\div', '\\pm', '\\cdot', '/'];

/** Draws formulas at random; a wanted label can be asked for, so that rare ones come as often as the others. */
export class FormulaGrammar {
  readonly #random: Random;
  /** Labels still to be worked into the formula at hand. */
  #wanted: string[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** One formula that contains `wanted`, a label in CROHME's spelling. */
  formula(wanted: string): string {
    this.#wanted = [wanted];
    const body = this.#statement();
    // whatever the random choices left out is put beside the formula
    const rest = this.#wanted.splice(0).map((label) => this.#around(label));
    return [body, ...rest].join(this.#random.pick([', ', ' = ', ' + ']));
  }

  /** The smallest sensible expression around a label. */
  #around(label: string): string {
    const r = this.#random;
    const x = (): string => r.pick(COMMON);
    const n = (): string => this.#number();
    switch (label) {
      case '\\forall':
      case '\\exists':
        return r.pick([
          `${label} ${x()} \\in ${r.pick(['A', 'X', 'R', 'N', 'S'])}`,
          `${label} ${x()}`,
          `${label} ${x()} ${r.pick(['>', '<', '\\leq'])} ${n()}`,
        ]);
      case '\\in':
        return `${x()} \\in ${r.pick(['A', 'B', 'R', 'N', 'S', `[${n()}, ${n()}]`, `\\{${n()}, ${n()}\\}`])}`;
      case '\\{':
      case '\\}':
        return r.pick([
          `\\{${x()}, ${x()}\\}`,
          `\\left\\{${this.#term(1)}\\right\\}`,
          `\\{${n()}, ${n()}, ${n()}\\}`,
          `\\{${this.#sum(1)}\\}^{2}`,
        ]);
      case '[':
      case ']':
        return r.pick([
          `[${x()}, ${x()}]`,
          `\\left[${this.#sum(1)}\\right]`,
          `\\left[${this.#fraction(1)}\\right]_{0}^{${x()}}`,
        ]);
      case '(':
      case ')':
        return r.pick([`(${this.#sum(0)})`, `\\left(${this.#fraction(1)}\\right)`]);
      case '|':
        return r.pick([`|${this.#sum(0)}|`, `\\left|${this.#fraction(1)}\\right|`, `|${x()}|`]);
      case '\\prime':
        return r.pick([
          `${r.pick(['f', 'g', 'h', 'y', 'x', 'F'])}'(${x()})`,
          `${x()}'`,
          `${r.pick(['A', 'B', 'P'])}'`,
        ]);
      case '!':
        return r.pick([`${r.pick(['n', 'k', '5', 'm', n()])}!`, `\\frac{n!}{k!(n-k)!}`, `(${x()}+1)!`]);
      case '\\ldots':
        return r.pick([`${x()}_{1}, \\ldots, ${x()}_{n}`, `1 + 2 + \\cdots + n`, `${n()}, ${n()}, \\ldots`]);
      case '\\infty':
        return r.pick(['x \\to \\infty', '-\\infty', '\\infty', '(0, \\infty)']);
      case '\\sum':
        return this.#bigSum();
      case '\\int':
        return this.#integral();
      case '\\lim':
        return this.#limit();
      case '\\sqrt':
        return this.#root(1);
      case '\\sin':
      case '\\cos':
      case '\\tan':
      case '\\log':
        return `${label} ${r.pick([x(), `(${this.#sum(0)})`, r.pick(GREEK)])}`;
      case '.':
        return r.pick([`${n()}.${String(r.int(0, 99))}`, `${x()} \\cdot ${x()}`]);
      case ',':
        return `f(${x()}, ${x()})`;
      case '/':
        return `${this.#atom()} / ${this.#atom()}`;
      case '-':
        return `${x()} - ${n()}`;
      case '+':
      case '=':
      case '<':
      case '>':
      case '\\times':
      case '\\div':
      case '\\pm':
      case '\\leq':
      case '\\geq':
      case '\\neq':
      case '\\to':
        return `${this.#term(1)} ${label} ${this.#term(1)}`;
      default:
        return r.pick([label, `${label}^{2}`, `${label}_{${x()}}`]);
    }
  }

  #takeWanted(): string | undefined {
    const next = this.#wanted[0];
    if (next === undefined || !this.#random.chance(0.5)) return undefined;
    this.#wanted.shift();
    // in braces: what comes after may be a script, and the expression may end in one
    return `{${this.#around(next)}}`;
  }

  #number(): string {
    const r = this.#random;
    const kind = r.next();
    if (kind < 0.5) return String(r.int(0, 9));
    if (kind < 0.85) return String(r.int(10, 999));
    if (kind < 0.95) return `${String(r.int(0, 99))}.${String(r.int(0, 99))}`;
    return String(r.int(1000, 99999));
  }

  #variable(): string {
    const r = this.#random;
    const kind = r.next();
    if (kind < 0.5) return r.pick(COMMON);
    return kind < 0.8 ? r.pick(ALL_LETTERS) : r.pick(GREEK);
  }

  #atom(): string {
    return this.#takeWanted() ?? (this.#random.chance(0.6) ? this.#variable() : this.#number());
  }

  /** A factor with the scripts, roots, functions and fractions that `depth` still allows. */
  #term(depth: number): string {
    const r = this.#random;
    if (depth <= 0) return this.#atom();
    switch (r.int(0, 15)) {
      case 0:
      case 1:
      case 2:
        return this.#atom();
      case 3:
      case 4:
        return `${this.#variable()}^{${this.#script(depth)}}`;
      case 5:
        return `${this.#variable()}_{${this.#script(depth)}}`;
      case 6:
        return `${this.#variable()}_{${this.#atom()}}^{${this.#atom()}}`;
      case 7:
      case 8:
        return this.#fraction(depth);
      case 9:
        return this.#root(depth);
      case 10:
        return this.#function(depth);
      case 11:
        return `${r.pick(['f', 'g', 'h', 'P', 'F'])}(${this.#sum(0)})`;
      case 12:
        return `(${this.#sum(depth - 1)})${r.chance(0.4) ? `^{${this.#atom()}}` : ''}`;
      case 13:
        return `${this.#number()}${this.#variable()} ${this.#variable()}`;
      case 14:
        return this.#delimited(depth);
      default:
        return r.chance(0.25) ? `\\overline{${this.#variable()} ${this.#variable()}}` : this.#variable();
    }
  }

  #script(depth: number): string {
    const r = this.#random;
    const kind = r.next();
    if (kind < 0.65) return this.#atom();
    if (kind < 0.9) return `${this.#variable()}${r.pick(['+', '-'])}${String(r.int(1, 9))}`;
    return this.#fraction(Math.min(1, depth - 1));
  }

  #fraction(depth: number): string {
    const command = this.#random.pick(['\\frac', '\\frac', '\\frac', '\\dfrac', '\\tfrac']);
    return `${command}{${this.#sum(depth - 1)}}{${this.#sum(depth - 1)}}`;
  }

  #root(depth: number): string {
    const index = this.#random.chance(0.2) ? `[${this.#random.pick(['3', 'n', '4', 'm'])}]` : '';
    return `\\sqrt${index}{${this.#random.chance(0.5) ? this.#term(depth - 1) : this.#sum(depth - 1)}}`;
  }

  #function(depth: number): string {
    const r = this.#random;
    const script = r.pick(['', '', '^{2}', `_{${this.#variable()}}`, `_{${this.#number()}}`]);
    return `${r.pick(FUNCTIONS)}${script} ${r.chance(0.5) ? this.#variable() : `\\left(${this.#sum(depth - 1)}\\right)`}`;
  }

  #delimited(depth: number): string {
    const [open, close] = this.#random.pick([
      ['\\left(', '\\right)'],
      ['\\left[', '\\right]'],
      ['\\left\\{', '\\right\\}'],
      ['\\left|', '\\right|'],
      ['\\Big(', '\\Big)'],
      ['\\Bigg[', '\\Bigg]'],
    ] as const);
    return `${open}${this.#sum(depth)}${close}`;
  }

  #bigSum(): string {
    const r = this.#random;
    const k = r.pick(['i', 'k', 'n', 'j', 'm']);
    const limits = r.pick([
      `_{${k}=${String(r.int(0, 2))}}^{${r.pick(['n', '\\infty', 'N', '10'])}}`,
      `_{${k}}`,
      `_{${k} \\in S}`,
      '',
    ]);
    return `\\sum${limits} ${this.#term(1)}`;
  }

  #integral(): string {
    const r = this.#random;
    const x = r.pick(['x', 't', 'y', 'u', '\\theta']);
    const bound = (): string =>
      r.pick(['0', '1', 'a', 'b', '-1', '\\pi', '\\infty', '-\\infty', '\\frac{\\pi}{2}', this.#variable()]);
    const limits = r.pick([
      '',
      `_{${bound()}}^{${bound()}}`,
      `_{${bound()}}^{${bound()}}`,
      `\\limits_{${bound()}}^{${bound()}}`,
    ]);
    return `\\int${limits} ${this.#term(2)} ${r.chance(0.3) ? '\\mathrm{d}' : 'd'}${x}`;
  }

  #limit(): string {
    const r = this.#random;
    const x = r.pick(['x', 'n', 'h', 't', 'y']);
    return `\\lim_{${x} \\to ${r.pick(['0', '\\infty', 'a', '-\\infty', '1', '0^{+}'])}} ${this.#term(2)}`;
  }

  #sum(depth: number): string {
    const r = this.#random;
    const count = r.pick([1, 2, 2, 3]);
    let text = r.chance(0.08) ? '-' : '';
    for (let i = 0; i < count; i++) {
      if (i > 0) text += ` ${r.pick(OPERATORS)} `;
      text += this.#term(depth);
    }
    return text;
  }

  #statement(): string {
    const r = this.#random;
    const depth = r.pick([0, 1, 1, 2, 2, 3]);
    switch (r.int(0, 9)) {
      case 0:
        return this.#sum(depth);
      case 1:
        return `${this.#bigSum()} ${r.pick(RELATIONS)} ${this.#sum(1)}`;
      case 2:
        return `${this.#integral()} = ${this.#sum(1)}`;
      case 3:
        return `${this.#limit()} = ${this.#atom()}`;
      case 4:
        return this.#term(3);
      case 5:
        return `${this.#sum(1)} ${r.pick(RELATIONS)} ${this.#sum(1)} ${r.pick(RELATIONS)} ${this.#sum(1)}`;
      default:
        return `${this.#sum(depth)} ${r.pick(RELATIONS)} ${this.#sum(Math.min(depth, 2))}`;
    }
  }
}

/** Sets a formula in another style now and then: bold, roman, italic or sans letters. */
export function restyle(latex: string, random: Random): string {
  const kind = random.next();
  if (kind < 0.07) return `\\boldsymbol{${latex}}`;
  if (kind < 0.13) return `\\mathrm{${latex}}`;
  if (kind < 0.16) return `\\mathbf{${latex}}`;
  if (kind < 0.18) return `\\mathsf{${latex}}`;
  return kind < 0.2 ? `\\mathit{${latex}}` : latex;
}
