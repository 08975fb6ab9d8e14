/** A formula may have so many characters; more is a document, or no LaTeX at all. */
const longest = 4000;

const displays = [
  /\\begin\{(?:equation|displaymath|math|align|gather)\*?\}([\s\S]*?)\\end\{(?:equation|displaymath|math|align|gather)\*?\}/,
  /\\\[([\s\S]*?)\\\]/,
  /\$\$([\s\S]*?)\$\$/,
  /\\\(([\s\S]*?)\\\)/,
  /\$([^$]+)\$/,
];

/**
 * The formula in a text that lies beside an image: the first one that is marked as mathematics, or else the whole text
 * where that is one line. Comments of LaTeX are left out.
 *
 * @returns null where there is no formula: in a text of several lines, in rows of numbers such as YOLO's labels, in what
 *   is too long
 */
export function latexOfText(text: string): string | null {
  const plain = text.replace(/^\uFEFF/, '').replace(/(?<!\\)%.*$/gm, '');
  const marked = displays.map((display) => display.exec(plain)?.[1]).find((found) => found !== undefined);
  const formula = (marked ?? plain).trim();
  if (formula === '' || formula.length > longest || formula.includes('\0')) return null;
  if (marked !== undefined) return formula.replace(/\s*\n\s*/g, ' ');
  if (formula.includes('\n')) return null;
  const words = formula.split(/\s+/);
  return words.length >= 5 && words.every((word) => /^-?[\d.]+(e-?\d+)?$/i.test(word)) ? null : formula;
}
