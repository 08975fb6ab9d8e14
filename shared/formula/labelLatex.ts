import { functionNames } from './functionNames.ts';
import { plainLabel } from './symbolShape.ts';

/** Commands without argument that KaTeX and amsmath have and that stand for one symbol. A test draws each. */
const commands: ReadonlySet<string> = new Set(
  `\\alpha \\beta \\gamma \\delta \\epsilon \\varepsilon \\zeta \\eta \\theta \\vartheta \\iota \\kappa \\lambda \\mu \\nu \\xi \\pi
  \\varpi \\rho \\varrho \\sigma \\varsigma \\tau \\upsilon \\phi \\varphi \\chi \\psi \\omega \\Gamma \\Delta \\Theta \\Lambda \\Xi
  \\Pi \\Sigma \\Upsilon \\Phi \\Psi \\Omega \\partial \\nabla \\ell \\hbar \\imath \\jmath \\Re \\Im \\aleph \\wp \\exists \\nexists
  \\forall \\emptyset \\varnothing \\infty \\angle \\triangle \\square \\top \\bot \\perp \\parallel \\neg \\lnot \\prime \\backslash
  \\pm \\mp \\times \\div \\cdot \\ast \\star \\circ \\bullet \\oplus \\ominus \\otimes \\odot \\cup \\cap \\wedge \\vee \\setminus
  \\land \\lor \\dagger \\ddagger \\amalg \\uplus \\sqcup \\sqcap \\bigtriangleup
  \\leq \\geq \\neq \\approx \\equiv \\sim \\simeq \\cong \\propto \\ll \\gg \\prec \\succ \\preceq \\succeq \\in \\notin \\ni \\subset
  \\supset \\subseteq \\supseteq \\vdash \\models \\asymp \\doteq \\mid \\nmid \\to \\gets \\leftarrow \\rightarrow \\leftrightarrow
  \\Leftarrow \\Rightarrow \\Leftrightarrow \\iff \\implies \\mapsto \\uparrow \\downarrow \\Uparrow \\Downarrow \\nearrow \\searrow
  \\longrightarrow \\longleftarrow \\hookrightarrow \\rightharpoonup \\rightleftharpoons
  \\sum \\prod \\coprod \\int \\iint \\iiint \\oint \\bigcup \\bigcap \\bigoplus \\bigotimes \\bigvee \\bigwedge
  \\ldots \\cdots \\vdots \\ddots \\colon \\langle \\rangle \\lfloor \\rfloor \\lceil \\rceil \\vert \\Vert \\| \\{ \\}
  \\# \\$ \\% \\& \\_ \\lg \\sinh \\cosh \\tanh \\coth \\arg \\dim \\ker \\deg \\hom \\Pr \\limsup \\liminf`.split(
    /\s+/,
  ),
);

/** Signs that mean something else to TeX when they stand bare, and names that data sets spell in their own way. */
const spelled: Readonly<Record<string, string>> = {
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  '^': '\\wedge',
  '~': '\\sim',
  '\\': '\\backslash',
  COMMA: ',',
  '×': '\\times',
  '÷': '\\div',
  '±': '\\pm',
  '·': '\\cdot',
  '≤': '\\leq',
  '≥': '\\geq',
  '≠': '\\neq',
  '≈': '\\approx',
  '∞': '\\infty',
  '∑': '\\sum',
  '∏': '\\prod',
  '∫': '\\int',
  '∂': '\\partial',
  '∈': '\\in',
  '→': '\\to',
  '…': '\\ldots',
};

const textEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
};

/**
 * Words as they are, without what text in TeX cannot set: control characters, halves of characters, marks on nothing, signs
 * beyond ASCII. Letters of mathematical alphabets become plain ones.
 */
function textLatex(words: string): string {
  const settable = words.normalize('NFKC').replace(/[^\p{L}\p{N} -~]/gu, '');
  const escaped = Array.from(settable, (character) => textEscapes[character] ?? character).join('');
  return escaped.trim() === '' ? '\\square' : `\\text{${escaped}}`;
}

/**
 * The LaTeX that sets a label as a symbol of its own, whatever the label is: commands that LaTeX does not know, and words,
 * are set upright; what cannot be set at all is an empty square.
 *
 * @param label - the label's name, as in {@link SymbolBox}
 */
export function labelLatex(label: string): string {
  const plain = plainLabel(label.trim());
  const own = Object.hasOwn(spelled, plain) ? spelled[plain] : undefined;
  if (own !== undefined) return own;
  if (commands.has(plain)) return plain;
  const word = plain.startsWith('\\') ? plain.slice(1) : plain;
  if (functionNames.includes(word)) return `\\${word}`;
  if (plain === '\\sqrt') return '\\sqrt{}';
  if (/^[A-Za-z0-9]{2,}$/.test(word)) return `\\mathrm{${word}}`;
  return /^[!-~]$/.test(plain) ? plain : textLatex(plain);
}
