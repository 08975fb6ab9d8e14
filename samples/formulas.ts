/** How a sample's page looks. */
export type Paper = 'white' | 'cream' | 'ruled' | 'squared' | 'grey';

/** One sample image: what it says and how it is written. All formulas are common school knowledge in our own words. */
export interface SampleFormula {
  /** File name without its extension. */
  readonly name: string;
  readonly latex: string;
  /** The id of a print family, or of a handwriting family. */
  readonly font: string;
  /** Pixels of one em. */
  readonly emPx: number;
  readonly paper: Paper;
  readonly ink: string;
  /** Taken at a slant, in uneven light, a little out of focus. */
  readonly isPhoto?: boolean;
}

const BLACK = '#1a1a1a';
const BLUE = '#1d3f8f';

/** Print and handwriting by turns, so that a reader of the list meets both at once. */
export const SAMPLE_FORMULAS: readonly SampleFormula[] = [
  {
    name: '01-quadratic-formula',
    latex: 'x = \\frac{-b \\pm \\sqrt{b^{2} - 4ac}}{2a}',
    font: 'newcm',
    emPx: 62,
    paper: 'white',
    ink: BLACK,
  },
  {
    name: '02-quadratic-equation',
    latex: 'x^{2} - 5x + 6 = 0',
    font: 'caveat',
    emPx: 72,
    paper: 'squared',
    ink: BLUE,
  },
  {
    name: '03-integral-of-a-square',
    latex: '\\int_{0}^{1} 3x^{2} \\, dx = 1',
    font: 'stix2',
    emPx: 60,
    paper: 'white',
    ink: BLACK,
  },
  {
    name: '04-sum-of-fractions',
    latex: '\\frac{3}{4} + \\frac{1}{6} = \\frac{11}{12}',
    font: 'patrick-hand',
    emPx: 66,
    paper: 'ruled',
    ink: BLUE,
  },
  {
    name: '05-triangular-numbers',
    latex: '\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}',
    font: 'pagella',
    emPx: 60,
    paper: 'cream',
    ink: '#2b2118',
  },
  {
    name: '06-pythagoras',
    latex: 'c = \\sqrt{a^{2} + b^{2}}',
    font: 'kalam',
    emPx: 70,
    paper: 'white',
    ink: '#20242c',
  },
  {
    name: '07-limit-of-sine',
    latex: '\\lim_{x \\to 0} \\frac{\\sin x}{x} = 1',
    font: 'termes',
    emPx: 60,
    paper: 'white',
    ink: BLACK,
  },
  {
    name: '08-integral-by-parts',
    latex: '\\int x e^{x} \\, dx = (x - 1) e^{x} + C',
    font: 'indie-flower',
    emPx: 60,
    paper: 'cream',
    ink: '#1f4d3a',
  },
  {
    name: '09-cosine-of-a-sum',
    latex: '\\cos(\\alpha + \\beta) = \\cos\\alpha \\cos\\beta - \\sin\\alpha \\sin\\beta',
    font: 'garamond',
    emPx: 58,
    paper: 'cream',
    ink: '#241c14',
  },
  {
    name: '10-binomial-square',
    latex: '(a + b)^{2} = a^{2} + 2ab + b^{2}',
    font: 'gochi-hand',
    emPx: 58,
    paper: 'squared',
    ink: '#262a33',
  },
  {
    name: '11-system-of-equations',
    latex: '\\left\\{\\begin{array}{l} 2x + 3y = 7 \\\\ x - y = 1 \\end{array}\\right.',
    font: 'modern',
    emPx: 60,
    paper: 'white',
    ink: BLACK,
  },
  {
    name: '12-limit-for-e',
    latex: '\\lim_{n \\to \\infty} \\left( 1 + \\frac{1}{n} \\right)^{n} = e',
    font: 'patrick-hand',
    emPx: 62,
    paper: 'white',
    ink: BLUE,
  },
  {
    name: '13-volume-of-a-sphere',
    latex: 'V = \\frac{4}{3} \\pi r^{3}',
    font: 'euler',
    emPx: 66,
    paper: 'white',
    ink: BLACK,
  },
  {
    name: '14-order-of-operations',
    latex: '48 \\div 6 \\times 5 - 7.5 = 32.5',
    font: 'kalam',
    emPx: 62,
    paper: 'ruled',
    ink: '#2a2d34',
  },
  {
    name: '15-absolute-value',
    latex: '|x - 3| \\leq 5, \\; -2 \\leq x \\leq 8',
    font: 'fira-sans',
    emPx: 54,
    paper: 'white',
    ink: '#102a56',
  },
  {
    name: '16-sum-of-squares',
    latex: '\\sum_{i=1}^{4} i^{2} = 1 + 4 + 9 + 16 = 30',
    font: 'caveat',
    emPx: 66,
    paper: 'ruled',
    ink: BLUE,
  },
  {
    name: '17-logarithm-of-a-product',
    latex: '\\log_{a}(xy) = \\log_{a} x + \\log_{a} y',
    font: 'open-sans',
    emPx: 54,
    paper: 'grey',
    ink: BLACK,
  },
  {
    name: '18-tangent',
    latex: '\\tan\\theta = \\frac{\\sin\\theta}{\\cos\\theta}',
    font: 'indie-flower',
    emPx: 64,
    paper: 'white',
    ink: '#6b1f2a',
  },
  {
    name: '19-derivative',
    latex: "f'(x) = \\lim_{h \\to 0} \\frac{f(x + h) - f(x)}{h}",
    font: 'tex',
    emPx: 58,
    paper: 'white',
    ink: BLACK,
  },
  {
    name: '20-distance',
    latex: 's = v_{0} t + \\frac{1}{2} a t^{2}',
    font: 'gochi-hand',
    emPx: 62,
    paper: 'cream',
    ink: '#20242c',
  },
  {
    name: '21-archimedes',
    latex: '\\forall x \\in R \\; \\exists n \\in N, \\; n > x',
    font: 'source-serif',
    emPx: 56,
    paper: 'cream',
    ink: BLACK,
  },
  {
    name: '22-cancelled-fraction',
    latex: '\\frac{x^{2} - 9}{x - 3} = x + 3, \\; x \\neq 3',
    font: 'patrick-hand',
    emPx: 64,
    paper: 'squared',
    ink: '#23262e',
  },
  {
    name: '23-photo-of-a-notebook',
    latex: 'S = \\frac{1}{2} ab \\sin\\gamma',
    font: 'kalam',
    emPx: 68,
    paper: 'squared',
    ink: '#22397a',
    isPhoto: true,
  },
  {
    name: '24-photo-of-a-page',
    latex: '\\int_{-\\infty}^{\\infty} e^{-x^{2}} \\, dx = \\sqrt{\\pi}',
    font: 'termes',
    emPx: 58,
    paper: 'cream',
    ink: '#201c18',
    isPhoto: true,
  },
  {
    name: '25-photo-of-a-system',
    latex: '\\left\\{\\begin{array}{l} x + y = 12 \\\\ 3x - 2y = 1 \\end{array}\\right.',
    font: 'caveat',
    emPx: 68,
    paper: 'ruled',
    ink: '#1c1f26',
    isPhoto: true,
  },
  {
    name: '26-long-series',
    font: 'newcm',
    emPx: 50,
    paper: 'white',
    ink: BLACK,
    latex:
      '\\sin x = x - \\frac{x^{3}}{3!} + \\frac{x^{5}}{5!} - \\frac{x^{7}}{7!} + \\ldots = \\sum_{n=0}^{\\infty} \\frac{(-1)^{n}}{(2n+1)!} \\, x^{2n+1}, \\; \\cos x = 1 - \\frac{x^{2}}{2!} + \\frac{x^{4}}{4!} - \\frac{x^{6}}{6!} + \\ldots',
  },
];
