/** The 101 labels of the CROHME training sets, spelled as they are there. */
export const LABELS: readonly string[] = [
  ...Array.from('0123456789abcdefghijklmnopqrstuvwxyzABCEFGHILMNPRSTVXY+-=()[]/|!,.<>'),
  '\\{',
  '\\}',
  '\\times',
  '\\div',
  '\\pm',
  '\\leq',
  '\\geq',
  '\\neq',
  '\\to',
  '\\in',
  '\\forall',
  '\\exists',
  '\\infty',
  '\\ldots',
  '\\prime',
  '\\sqrt',
  '\\sum',
  '\\int',
  '\\lim',
  '\\sin',
  '\\cos',
  '\\tan',
  '\\log',
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

/** Words that CROHME boxes as one symbol. */
const FUNCTION_NAMES = new Set(['sin', 'cos', 'tan', 'log', 'lim']);

/** Characters that MathJax puts into the MathML for a label that is spelled differently. */
const CHARACTER_LABELS: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2013': '-',
  '\u00af': '-',
  '\u2015': '-',
  '\u203e': '-',
  _: '-',
  '\u22c5': '.',
  '\u00b7': '.',
  '{': '\\{',
  '}': '\\}',
  '\u2223': '|',
  '\u2215': '/',
  '\u00d7': '\\times',
  '\u00f7': '\\div',
  '\u00b1': '\\pm',
  '\u2264': '\\leq',
  '\u2a7d': '\\leq',
  '\u2265': '\\geq',
  '\u2a7e': '\\geq',
  '\u2260': '\\neq',
  '\u2192': '\\to',
  '\u27f6': '\\to',
  '\u2208': '\\in',
  '\u2200': '\\forall',
  '\u2203': '\\exists',
  '\u221e': '\\infty',
  '\u2026': '\\ldots',
  '\u22ef': '\\ldots',
  '\u2032': '\\prime',
  '\u221a': '\\sqrt',
  '\u2211': '\\sum',
  '\u222b': '\\int',
  '\u03b1': '\\alpha',
  '\u03b2': '\\beta',
  '\u03b3': '\\gamma',
  '\u03b8': '\\theta',
  '\u03d1': '\\theta',
  '\u03bb': '\\lambda',
  '\u03bc': '\\mu',
  '\u03c0': '\\pi',
  '\u03c3': '\\sigma',
  '\u03c6': '\\phi',
  '\u03d5': '\\phi',
  '\u0394': '\\Delta',
};

const KNOWN = new Set(LABELS);

/** The label of one character of MathML text, or undefined where no label fits. */
export function labelOfCharacter(character: string): string | undefined {
  const label = CHARACTER_LABELS[character] ?? character;
  return KNOWN.has(label) ? label : undefined;
}

/** The label of a token that is boxed whole, such as `sin`, or undefined where it is read character by character. */
export function labelOfWord(word: string): string | undefined {
  return FUNCTION_NAMES.has(word) ? `\\${word}` : undefined;
}
