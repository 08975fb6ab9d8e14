// CROHME (Competition on Recognition of Online Handwritten Mathematical Expressions), label set of 101 names.

/** Spellings that occur in ink files, and the CROHME name of the same symbol. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['\\lt', '<'],
  ['\\gt', '>'],
  ['COMMA', ','],
  ['\\comma', ','],
  ['\\rightarrow', '\\to'],
  ['\\longrightarrow', '\\to'],
  ['\u2192', '\\to'],
  ['\\le', '\\leq'],
  ['\\ge', '\\geq'],
  ['\\ne', '\\neq'],
  ['\\cdots', '\\ldots'],
  ['\\dots', '\\ldots'],
  ['\\cdot', '.'],
  ['\\lbrace', '\\{'],
  ['\\rbrace', '\\}'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['\\lbrack', '['],
  ['\\rbrack', ']'],
  ['\\lparen', '('],
  ['\\rparen', ')'],
  ['\\vert', '|'],
  ['\\mid', '|'],
  ['\\frac', '-'],
  ['\\sum_', '\\sum'],
  ["'", '\\prime'],
  ['\u2212', '-'],
  ['\u00d7', '\\times'],
  ['\u00f7', '\\div'],
  ['\u00b1', '\\pm'],
  ['\u221e', '\\infty'],
  ['\u2264', '\\leq'],
  ['\u2265', '\\geq'],
  ['\u2260', '\\neq'],
  ['\u2208', '\\in'],
  ['\u2200', '\\forall'],
  ['\u2203', '\\exists'],
  ['\u222b', '\\int'],
  ['\u2211', '\\sum'],
  ['\u221a', '\\sqrt'],
  ['sqrt', '\\sqrt'],
]);

/** Function names are one symbol each in CROHME; some files forget the backslash. */
const functionNames = ['sin', 'cos', 'tan', 'log', 'lim'];

/**
 * A symbol's name as the CROHME label set spells it. A name that has no other spelling stays what it is, trimmed and
 * without dollar signs.
 */
export function normalizeInkLabel(raw: string): string {
  const trimmed = stripMathDelimiters(raw);
  if (functionNames.includes(trimmed)) return `\\${trimmed}`;
  return spellings.get(trimmed) ?? trimmed;
}

/** The formula without the dollar signs or LaTeX delimiters around it, trimmed. */
export function stripMathDelimiters(raw: string): string {
  const text = raw.trim();
  for (const [open, close] of [
    ['$$', '$$'],
    ['$', '$'],
    ['\\(', '\\)'],
    ['\\[', '\\]'],
  ] as const) {
    const isInside =
      text.length >= open.length + close.length && text.startsWith(open) && text.endsWith(close);
    if (isInside) return text.slice(open.length, -close.length).trim();
  }
  return text;
}
