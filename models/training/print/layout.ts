import { liteAdaptor } from '@mathjax/src/js/adaptors/liteAdaptor.js';
import type { LiteElement } from '@mathjax/src/js/adaptors/lite/Element.js';
import { STATE } from '@mathjax/src/js/core/MathItem.js';
import type { MathItem } from '@mathjax/src/js/core/MathItem.js';
import type { MmlNode } from '@mathjax/src/js/core/MmlTree/MmlNode.js';
import { RegisterHTMLHandler } from '@mathjax/src/js/handlers/html.js';
import { TeX } from '@mathjax/src/js/input/tex.js';
import '@mathjax/src/js/input/tex/base/BaseConfiguration.js';
import '@mathjax/src/js/input/tex/ams/AmsConfiguration.js';
import '@mathjax/src/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import { mathjax } from '@mathjax/src/js/mathjax.js';
import { SVG } from '@mathjax/src/js/output/svg.js';
import type { MathFont } from './mathFont.ts';
import '@mathjax/src/js/util/asyncLoad/esm.js';
import { placePath, unionOfBoxes } from './geometry.ts';
import type { Glyph } from './svgGlyphs.ts';
import { SvgGlyphReader, TEXT_ATTRIBUTE, UnlabelledFormulaError } from './svgGlyphs.ts';

/** A formula laid out: the origin is the top left corner of its ink, 1,000 units are one em. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** How far the baseline of the formula lies below the origin. */
  readonly baseline: number;
  readonly glyphs: readonly Glyph[];
}

/** Lays formulas out in one font. */
export interface LayoutEngine {
  /** `display` chooses between display and text style. Throws UnlabelledFormulaError. */
  layOut(latex: string, display: boolean): Promise<Layout>;
}

/** When MathJax has read the TeX and not yet set it. */
const AFTER_COMPILING = (STATE['COMPILED'] ?? 20) + 1;

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

/**
 * Copies each token's text into an attribute, which the SVG output carries over: the label comes from it. Gives the
 * fraction bars the family's thickness on the way.
 */
function markTokens(node: MmlNode, ruleThickness: number): void {
  if (node.isKind('mfrac')) node.attributes.set('linethickness', `${String(ruleThickness)}em`);
  if (node.isToken) {
    node.attributes.set(TEXT_ATTRIBUTE, (node as MmlNode & { getText(): string }).getText());
    return;
  }
  for (const child of node.childNodes) markTokens(child, ruleThickness);
}

export function createLayoutEngine(font: MathFont, ruleThickness: number): LayoutEngine {
  const document = mathjax.document('', {
    InputJax: new TeX({ packages: ['base', 'ams', 'boldsymbol'] }),
    OutputJax: new SVG({ fontCache: 'none', fontData: font, linebreaks: { inline: false } }),
    renderActions: {
      markTokens: [
        AFTER_COMPILING,
        () => undefined,
        (math: MathItem<unknown, unknown, unknown>) => {
          markTokens(math.root, ruleThickness);
        },
      ],
    },
  });
  const reader = new SvgGlyphReader(adaptor);
  return {
    async layOut(latex, display) {
      const container = (await document.convertPromise(latex, { display })) as LiteElement;
      const svg = adaptor.tags(container, 'svg')[0];
      if (svg === undefined) throw new UnlabelledFormulaError('MathJax gave no picture');
      return atOrigin(reader.read(svg));
    },
  };
}

/** Moves the ink to the origin and rounds to whole units: at 1,000 an em that is far below a pixel. */
function atOrigin(glyphs: readonly Glyph[]): Layout {
  if (glyphs.length === 0) throw new UnlabelledFormulaError('nothing drawn');
  const [left, top, width, height] = unionOfBoxes(glyphs.map((glyph) => glyph.box));
  const round = Math.round;
  return {
    width: round(width),
    height: round(height),
    baseline: round(-top),
    glyphs: glyphs.map(({ label, path, box: [x, y, w, h] }) => ({
      label,
      box: [round(x - left), round(y - top), round(w), round(h)],
      path: placePath(path, -left, -top),
    })),
  };
}
