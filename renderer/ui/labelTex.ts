/** Names that stand for a form rather than for one sign: drawn with empty places. */
const forms: Readonly<Record<string, string>> = {
  '\\sqrt': '\\sqrt{\\phantom{x}}',
  '\\frac': '\\frac{\\cdot}{\\cdot}',
  '\\hat': '\\hat{\\phantom{x}}',
  '\\bar': '\\bar{\\phantom{x}}',
  '\\vec': '\\vec{\\phantom{x}}',
  '\\dot': '\\dot{\\phantom{x}}',
  '\\tilde': '\\tilde{\\phantom{x}}',
  '\\overline': '\\overline{\\phantom{x}}',
  '\\underline': '\\underline{\\phantom{x}}',
  '\\overbrace': '\\overbrace{\\phantom{xx}}',
  '\\underbrace': '\\underbrace{\\phantom{xx}}',
  COMMA: ',',
};

/** Signs that mean something else to TeX when they stand bare. */
const escaped = new Set(['#', '$', '%', '&', '_', '{', '}']);

/**
 * The TeX that draws a label, from its LaTeX-like name.
 *
 * @returns null for a name that is a word rather than a sign: it is shown as it is
 */
export function labelTex(name: string): string | null {
  const form = forms[name];
  if (form !== undefined) return form;
  if (name.startsWith('\\')) return name;
  if (escaped.has(name)) return `\\${name}`;
  if (name === '^') return '\\wedge';
  if (name === '~') return '\\sim';
  return Array.from(name).length === 1 ? name : null;
}
