import type { SvgFontData } from '@mathjax/src/js/output/svg/FontData.js';

/** A MathJax font as far as layouts and grafts need it. */
export type MathFont = Pick<SvgFontData, 'defineChars' | 'defineDelimiters' | 'getChar' | 'loadDynamicFiles'>;
