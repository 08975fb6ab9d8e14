import type { LiteElement } from '@mathjax/src/js/adaptors/lite/Element.js';
import type { LiteAdaptor } from '@mathjax/src/js/adaptors/liteAdaptor.js';
import type { Box, Matrix } from './geometry.ts';
import {
  boundsOfPath,
  compose,
  IDENTITY,
  mapPath,
  parseTransform,
  rectanglePath,
  uniteShapes,
} from './geometry.ts';
import { labelOfCharacter, labelOfWord } from './labels.ts';

/** One symbol: everything that CROHME would put into one box. */
export interface Glyph {
  readonly label: string;
  readonly box: Box;
  /** SVG path data in the same coordinates as the box, y down. */
  readonly path: string;
}

/** The attribute in which layout.ts hands a token's MathML text on to the SVG. */
export const TEXT_ATTRIBUTE = 'data-token';

/** A formula that cannot be labelled: a character outside the label set, or one that the font lacks. */
export class UnlabelledFormulaError extends Error {
  override name = 'UnlabelledFormulaError';
}

const TOKENS = new Set(['mi', 'mn', 'mo', 'mtext', 'ms']);
const INVISIBLE = /[\s\u00a0\u2061-\u2064\u200b]/g;

/** How far an extender reaches into its neighbours, so that no hairline shows between them. */
const JOIN = 20;

/** Reads MathJax's SVG (font cache off: each glyph is a path of its own) into labelled glyphs. */
export class SvgGlyphReader {
  readonly #adaptor: LiteAdaptor;
  #glyphs: Glyph[] = [];

  constructor(adaptor: LiteAdaptor) {
    this.#adaptor = adaptor;
  }

  /** All glyphs below an `svg` element, in drawing order. */
  read(svg: LiteElement): Glyph[] {
    this.#glyphs = [];
    for (const child of this.#elements(svg)) this.#visit(child, IDENTITY);
    return this.#glyphs;
  }

  #elements(node: LiteElement): LiteElement[] {
    return this.#adaptor
      .childNodes(node)
      .filter((child): child is LiteElement => this.#adaptor.kind(child) !== '#text');
  }

  #attribute(node: LiteElement, name: string): string {
    // getAttribute is typed as string, yet answers undefined for a missing one
    return (this.#adaptor.getAttribute(node, name) as string | undefined) ?? '';
  }

  #number(node: LiteElement, name: string): number {
    return Number.parseFloat(this.#attribute(node, name) || '0');
  }

  #matrixOf(node: LiteElement, outer: Matrix): Matrix {
    return compose(outer, parseTransform(this.#attribute(node, 'transform')));
  }

  #visit(node: LiteElement, outer: Matrix): void {
    const matrix = this.#matrixOf(node, outer);
    const kind = this.#attribute(node, 'data-mml-node');
    if (this.#adaptor.kind(node) === 'rect') {
      // fractions are the only ones with a rule of their own here; roots take theirs below
      this.#add('-', this.#shapes(node, outer));
    } else if (kind === 'merror') {
      throw new UnlabelledFormulaError('MathJax could not read the formula');
    } else if (TOKENS.has(kind)) {
      this.#token(node, matrix);
    } else if (kind === 'msqrt' || kind === 'mroot') {
      this.#root(node, matrix);
    } else {
      for (const child of this.#elements(node)) this.#visit(child, matrix);
    }
  }

  /** The radical sign and the bar over the radicand are one symbol. */
  #root(node: LiteElement, matrix: Matrix): void {
    const shapes: string[] = [];
    for (const child of this.#elements(node)) {
      const isSign =
        this.#attribute(child, 'data-mml-node') === 'mo' && this.#attribute(child, TEXT_ATTRIBUTE) === '';
      if (isSign || this.#adaptor.kind(child) === 'rect') shapes.push(...this.#shapes(child, matrix));
      else this.#visit(child, matrix);
    }
    this.#add('\\sqrt', shapes);
  }

  #token(node: LiteElement, matrix: Matrix): void {
    const text = this.#attribute(node, TEXT_ATTRIBUTE).replace(INVISIBLE, '');
    if (text === '') return;
    const units = this.#elements(node)
      .map((child) => this.#shapes(child, matrix))
      .filter((shapes) => shapes.length > 0);
    const word = labelOfWord(text);
    const characters = Array.from(text);
    if (word !== undefined) {
      this.#add(word, units.flat());
    } else if (characters.length === 1) {
      // one character can be several paths: a delimiter assembled from pieces
      this.#addCharacter(text, units.flat());
    } else {
      if (units.length !== characters.length) {
        throw new UnlabelledFormulaError(`"${text}" came out as ${String(units.length)} shapes`);
      }
      characters.forEach((character, index) => {
        this.#addCharacter(character, units[index] ?? []);
      });
    }
  }

  /** All paths at and below a node. */
  #shapes(node: LiteElement, outer: Matrix): string[] {
    const matrix = this.#matrixOf(node, outer);
    const kind = this.#adaptor.kind(node);
    if (kind === 'path') {
      const path = this.#attribute(node, 'd');
      return path === '' ? [] : [mapPath(path, matrix)];
    }
    if (kind === 'rect') {
      const [x, y] = [this.#number(node, 'x'), this.#number(node, 'y')];
      const [width, height] = [this.#number(node, 'width'), this.#number(node, 'height')];
      return width > 0 && height > 0 ? [mapPath(rectanglePath([x, y, width, height]), matrix)] : [];
    }
    if (kind === 'svg') return this.#extender(node, matrix);
    if (kind === 'text') throw new UnlabelledFormulaError('the font lacks a character');
    return this.#elements(node).flatMap((child) => this.#shapes(child, matrix));
  }

  /**
   * The straight piece that lengthens a delimiter: MathJax stretches its glyph inside a nested svg and clips it
   * there. The pieces are bars in every font, so the clipped shape is the rectangle of both extents.
   */
  #extender(node: LiteElement, outer: Matrix): string[] {
    const [vx = 0, vy = 0, width = 0, height = 0] = this.#attribute(node, 'viewBox').split(/\s+/).map(Number);
    const inside = this.#elements(node).flatMap((child) => this.#shapes(child, IDENTITY));
    const matrix = compose(outer, [1, 0, 0, 1, this.#number(node, 'x') - vx, this.#number(node, 'y') - vy]);
    // MathJax's upright extenders begin at 0, its level ones are clipped on both sides
    const isUpright = vx === 0;
    return inside.flatMap((path) => {
      const [x, y, w, h] = boundsOfPath(path);
      const [x1, x2] = isUpright ? [x, x + w] : [Math.max(x, vx) - JOIN, Math.min(x + w, vx + width) + JOIN];
      const [y1, y2] = isUpright ? [Math.max(y, vy) - JOIN, Math.min(y + h, vy + height) + JOIN] : [y, y + h];
      return x2 > x1 && y2 > y1 ? [mapPath(rectanglePath([x1, y1, x2 - x1, y2 - y1]), matrix)] : [];
    });
  }

  #addCharacter(character: string, shapes: readonly string[]): void {
    const label = labelOfCharacter(character);
    if (label === undefined) throw new UnlabelledFormulaError(`no label for "${character}"`);
    this.#add(label, shapes);
  }

  #add(label: string, shapes: readonly string[]): void {
    if (shapes.length === 0) throw new UnlabelledFormulaError(`nothing drawn for ${label}`);
    const path = uniteShapes(shapes);
    this.#glyphs.push({ label, path, box: boundsOfPath(path) });
  }
}
