/**
 * How symbols stand on the line, by label: what DRACULAE calls symbol classes (Zanibbi, Blostein & Cordy 2002, table 1),
 * finer, since a box alone does not say where the baseline runs through it.
 */

/** What a symbol is in the grammar of a line. */
export type SymbolRole =
  | 'letter'
  | 'digit'
  | 'operator'
  | 'relation'
  | 'open'
  | 'close'
  | 'bar'
  | 'punctuation'
  | 'dot'
  | 'prime'
  | 'bigOperator'
  | 'integral'
  | 'function'
  | 'limitFunction'
  | 'accent'
  | 'root'
  | 'minus';

/** Where a symbol's box reaches, in em over the baseline, and what the symbol is. */
export interface SymbolShape {
  readonly role: SymbolRole;
  readonly low: number;
  readonly high: number;
  /** Whether the height of its box tells the size of the writing. Not that of a dash, a dot or a fence. */
  readonly isSized: boolean;
}

/** The height of the axis over the baseline, in em: where dashes and fraction bars lie. */
export const axisHeight = 0.25;

const aliases: Readonly<Record<string, string>> = {
  '\\frac': '-',
  '\\minus': '-',
  '−': '-',
  '–': '-',
  '—': '-',
  _: '-',
  '\\rightarrow': '\\to',
  "'": '\\prime',
  '\\lt': '<',
  '\\gt': '>',
  '\\le': '\\leq',
  '\\ge': '\\geq',
  '\\ne': '\\neq',
  '\\cdots': '\\ldots',
  '\\dots': '\\ldots',
  '\\lbrack': '[',
  '\\rbrack': ']',
  '\\lbrace': '\\{',
  '\\rbrace': '\\}',
  '{': '\\{',
  '}': '\\}',
  '\\vert': '|',
  '\\mid': '|',
  '\\ast': '*',
  '\\colon': ':',
};

/** One name for all names of a symbol: `\frac` and a dash are the same ink, so are `\lt` and `<`. */
export function plainLabel(label: string): string {
  return Object.hasOwn(aliases, label) ? (aliases[label] ?? label) : label;
}

const shapes = new Map<string, SymbolShape>();

function define(role: SymbolRole, low: number, high: number, isSized: boolean, labels: string): void {
  for (const label of labels.split(' ')) shapes.set(label, { role, low, high, isSized });
}

// As pens write them: medians over the runs of CROHME's training set, digits taken as 0.7 em.
define('letter', 0, 0.5, true, 'a c e m n o r s u v w x z');
define(
  'letter',
  0,
  0.58,
  true,
  '\\alpha \\epsilon \\varepsilon \\iota \\kappa \\nu \\pi \\sigma \\tau \\upsilon \\omega',
);
define('letter', -0.03, 0.75, true, 'i t A B C D E G H I J K L M N O Q R S T U V W X Z');
define('letter', -0.1, 0.82, true, 'F P Y');
define('letter', -0.02, 0.8, true, 'b d h k l');
define(
  'letter',
  -0.03,
  0.7,
  true,
  '\\Delta \\Gamma \\Theta \\Lambda \\Omega \\Phi \\Pi \\Psi \\Sigma \\Xi \\delta \\theta \\lambda',
);
define('letter', 0, 0.8, true, '\\partial \\exists \\forall \\nabla \\ell \\hbar \\emptyset');
define('letter', -0.38, 0.5, true, 'g p q y \\mu \\eta \\rho \\chi \\varphi');
define('letter', -0.2, 0.6, true, '\\gamma');
define('letter', -0.3, 0.75, true, 'j \\beta \\phi \\psi \\xi \\zeta');
define('letter', -0.34, 0.95, true, 'f');
define('letter', 0.07, 0.5, true, '\\infty');
define('digit', 0, 0.7, true, '0 1 2 3 4 5 6 7 8 9');
define('letter', -0.03, 0.75, true, '! ? \\% % \\$ \\# \\&');
define(
  'operator',
  0.02,
  0.5,
  true,
  '+ \\times * \\oplus \\otimes \\cup \\cap \\wedge \\vee \\circ \\bullet \\setminus',
);
define('operator', -0.03, 0.64, true, '\\div \\pm \\mp');
define('minus', 0.24, 0.31, false, '-');
define(
  'relation',
  0.12,
  0.38,
  false,
  '= \\approx \\equiv \\sim \\simeq \\Rightarrow \\Leftrightarrow \\mapsto :',
);
define('relation', 0.06, 0.47, false, '\\to \\leftarrow');
define(
  'relation',
  0,
  0.58,
  false,
  '< > \\in \\notin \\ni \\subset \\supset \\subseteq \\supseteq \\ll \\gg \\perp',
);
define('relation', -0.1, 0.68, false, '\\leq \\geq');
define('relation', -0.24, 0.7, false, '\\neq');
define('open', -0.17, 0.88, false, '(');
define('close', -0.2, 0.9, false, ')');
define('open', -0.36, 1, false, '[ \\{ \\langle \\lfloor \\lceil');
define('close', -0.36, 1, false, '] \\} \\rangle \\rfloor \\rceil');
define('bar', -0.18, 0.88, false, '| \\| /');
define('punctuation', -0.2, 0.13, false, ', ;');
define('dot', 0.05, 0.13, false, '.');
define('dot', 0.24, 0.31, false, '\\cdot');
define('dot', 0.09, 0.2, false, '\\ldots \\vdots \\ddots');
define('prime', 0.55, 0.84, false, '\\prime');
define(
  'bigOperator',
  -0.17,
  0.88,
  false,
  '\\sum \\prod \\coprod \\bigcup \\bigcap \\bigoplus \\bigvee \\bigwedge',
);
define('integral', -0.5, 1.3, false, '\\int \\iint \\iiint \\oint');
define(
  'function',
  -0.02,
  0.62,
  true,
  '\\sin \\cot \\sec \\csc \\sinh \\cosh \\tanh \\arcsin \\arccos \\arctan',
);
define('function', -0.01, 0.49, true, '\\cos');
define('function', -0.02, 0.75, true, '\\tan \\ln \\exp \\det \\dim \\ker \\arg \\deg');
define('function', -0.5, 0.83, true, '\\log \\lg');
define('limitFunction', -0.05, 0.9, true, '\\lim');
define('limitFunction', -0.05, 0.7, true, '\\max \\min \\sup \\inf \\gcd');
define(
  'accent',
  0.5,
  0.75,
  false,
  '\\hat \\widehat \\tilde \\widetilde \\vec \\bar \\overline \\dot \\ddot \\check \\breve \\overrightarrow',
);
define('root', -0.2, 1, false, '\\sqrt');

const unknownShape: SymbolShape = { role: 'letter', low: 0, high: 0.6, isSized: true };

/** The shape of a label; a plain one for labels that nobody has described. */
export function shapeOf(label: string): SymbolShape {
  return shapes.get(plainLabel(label)) ?? unknownShape;
}

/** Whether limits may stand straight above and below the symbol. */
export function takesLimits(role: SymbolRole): boolean {
  return role === 'bigOperator' || role === 'integral' || role === 'limitFunction';
}
