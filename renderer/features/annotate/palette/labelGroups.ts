/** The groups of the palette, in the order in which they stand. */
export const labelGroups = [
  'digits',
  'latin',
  'greek',
  'operators',
  'relations',
  'fences',
  'functions',
  'other',
] as const;

/** One of {@link labelGroups}. */
export type LabelGroup = (typeof labelGroups)[number];

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const greek = words(
  '\\alpha \\beta \\gamma \\delta \\epsilon \\varepsilon \\zeta \\eta \\theta \\vartheta \\iota \\kappa \\lambda \\mu \\nu \\xi \\omicron \\pi \\varpi \\rho \\varrho \\sigma \\varsigma \\tau \\upsilon \\phi \\varphi \\chi \\psi \\omega \\Gamma \\Delta \\Theta \\Lambda \\Xi \\Pi \\Sigma \\Upsilon \\Phi \\Psi \\Omega',
);
const operators = words(
  '+ - / * \\times \\div \\pm \\mp \\cdot \\ast \\star \\circ \\bullet \\oplus \\ominus \\otimes \\odot \\cup \\cap \\setminus \\wedge \\vee \\neg \\sum \\prod \\coprod \\int \\iint \\iiint \\oint \\sqrt \\frac \\partial \\nabla ! \\bigcup \\bigcap',
);
const relations = words(
  '= < > \\lt \\gt \\leq \\geq \\le \\ge \\neq \\ne \\equiv \\approx \\sim \\simeq \\cong \\propto \\in \\notin \\ni \\subset \\supset \\subseteq \\supseteq \\to \\rightarrow \\leftarrow \\Rightarrow \\Leftarrow \\Leftrightarrow \\leftrightarrow \\rightleftharpoons \\mapsto \\mid \\parallel \\perp \\ll \\gg \\prec \\succ \\doteq : \\colon',
);
const fences = words(
  '( ) [ ] \\{ \\} { } | \\| \\vert \\Vert \\langle \\rangle \\lfloor \\rfloor \\lceil \\rceil \\lbrace \\rbrace',
);
const functions = words(
  '\\sin \\cos \\tan \\cot \\sec \\csc \\arcsin \\arccos \\arctan \\sinh \\cosh \\tanh \\coth \\log \\ln \\lg \\exp \\lim \\limsup \\liminf \\max \\min \\sup \\inf \\det \\gcd \\deg \\dim \\ker \\hom \\arg \\Pr \\mod',
);

/** Where a label stands in the palette, by its LaTeX-like name. */
export function labelGroupOf(name: string): LabelGroup {
  if (/^\d$/.test(name)) return 'digits';
  if (/^[A-Za-z]$/.test(name)) return 'latin';
  if (greek.has(name)) return 'greek';
  if (operators.has(name)) return 'operators';
  if (relations.has(name)) return 'relations';
  if (fences.has(name)) return 'fences';
  if (functions.has(name) || functions.has(`\\${name}`)) return 'functions';
  return 'other';
}

/** Small letters first, each with its capital after it; all else as the alphabet has it. */
export function compareLabelNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { sensitivity: 'base', numeric: true }) || (a < b ? 1 : a > b ? -1 : 0);
}
