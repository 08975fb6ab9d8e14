import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';
import type { Box } from '#shared/geometry/box.ts';
import { bare, type LayoutNode, type Run, type SymbolBox } from '#shared/formula/layoutTree.ts';

/** A line of a CROHME file in JSON lines, as far as it is read here. */
interface Expression {
  readonly id: string;
  readonly src: string;
  readonly truth_latex: string;
  readonly truth_ok: boolean;
  /** Presentation MathML whose elements name symbols by `xml:id`; not every file has it. */
  readonly mathml?: string;
  readonly strokes: readonly (readonly (readonly [number, number])[])[];
  readonly symbols: readonly {
    readonly label: string;
    readonly stroke_ids: readonly number[];
    readonly href?: string;
  }[];
}

/** An expression with the true boxes of its symbols. */
export interface TrueFormula {
  readonly id: string;
  readonly source: string;
  readonly latex: string;
  /** Whether the file says that its LaTeX has the symbols that are drawn. */
  readonly isTruthGood: boolean;
  readonly symbols: readonly SymbolBox[];
  /** The layout by the MathML, which names each symbol; null where it does not name all of them. */
  readonly layout: Run | null;
}

/** The pen's width in median symbol heights: about what a pencil leaves. */
const penWidth = 0.05;

function extentOf(points: readonly (readonly [number, number])[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function boxesOf(expression: Expression): SymbolBox[] {
  const extents = expression.symbols.map(({ stroke_ids: ids }) =>
    extentOf(ids.flatMap((id) => expression.strokes[id] ?? [])),
  );
  const sizes = extents.map(({ width, height }) => Math.max(width, height)).sort((a, b) => a - b);
  const pen = penWidth * (sizes[Math.floor(sizes.length / 2)] ?? 0) || 1;
  return expression.symbols.map(({ label }, id) => {
    const { x, y, width, height } = extents[id] ?? { x: 0, y: 0, width: 0, height: 0 };
    return {
      id,
      label,
      box: { x: x - pen / 2, y: y - pen / 2, width: width + pen, height: height + pen },
    };
  });
}

type XmlNode = Readonly<Record<string, unknown>>;

const xml = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' });

/** Reads MathML whose elements name the symbols that draw them. Throws where one is not there. */
class LayoutReader {
  private readonly byHref: ReadonlyMap<string, SymbolBox>;

  constructor(byHref: ReadonlyMap<string, SymbolBox>) {
    this.byHref = byHref;
  }

  children(nodes: readonly XmlNode[]): LayoutNode[] {
    return nodes.flatMap((node) => this.element(node));
  }

  private symbol(node: XmlNode): SymbolBox {
    const attributes = node[':@'] as Readonly<Record<string, string>> | undefined;
    const found = this.byHref.get(attributes?.['xml:id'] ?? '');
    if (found === undefined) throw new Error('An element names no symbol.');
    return found;
  }

  private element(node: XmlNode): LayoutNode[] {
    const tag = Object.keys(node).find((key) => key !== ':@') ?? '';
    const inner = (node[tag] as readonly XmlNode[] | string | undefined) ?? [];
    if (typeof inner === 'string') return [];
    const parts = (): LayoutNode[][] => inner.map((child) => this.element(child));
    const hung = (base: LayoutNode[] = [], sub: Run = [], sup: Run = []): LayoutNode[] => {
      const last = base.at(-1);
      if (last === undefined) throw new Error('A script has no base.');
      const node = {
        ...last,
        subscript: [...last.subscript, ...sub],
        superscript: [...last.superscript, ...sup],
      };
      return [...base.slice(0, -1), node];
    };
    switch (tag) {
      case 'mi':
      case 'mo':
      case 'mn':
      case 'mtext':
        return [{ kind: 'symbol', symbol: this.symbol(node), ...bare }];
      case 'mfrac': {
        const [numerator = [], denominator = []] = parts();
        return [{ kind: 'fraction', symbol: this.symbol(node), numerator, denominator, ...bare }];
      }
      case 'msqrt':
        return [{ kind: 'root', symbol: this.symbol(node), radicand: parts().flat(), index: [], ...bare }];
      case 'mroot': {
        const [radicand = [], index = []] = parts();
        return [{ kind: 'root', symbol: this.symbol(node), radicand, index, ...bare }];
      }
      case 'msub':
      case 'munder': {
        const [base, sub] = parts();
        return hung(base, sub);
      }
      case 'msup':
      case 'mover': {
        const [base, sup] = parts();
        return hung(base, [], sup);
      }
      case 'msubsup':
      case 'munderover': {
        const [base, sub, sup] = parts();
        return hung(base, sub, sup);
      }
      default:
        return parts().flat();
    }
  }
}

function layoutOf(expression: Expression, symbols: readonly SymbolBox[]): Run | null {
  const byHref = new Map<string, SymbolBox>();
  expression.symbols.forEach(({ href }, place) => {
    const symbol = symbols[place];
    if (href !== undefined && symbol !== undefined) byHref.set(href, symbol);
  });
  if (expression.mathml === undefined) return null;
  try {
    return new LayoutReader(byHref).children(xml.parse(expression.mathml) as XmlNode[]);
  } catch {
    return null;
  }
}

/** Reads a file of CROHME expressions, one JSON object a line, gzipped. */
export function readCrohmeFile(path: string): TrueFormula[] {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const expression = JSON.parse(line) as Expression;
      const symbols = boxesOf(expression);
      return {
        id: expression.id,
        source: expression.src,
        latex: expression.truth_latex,
        isTruthGood: expression.truth_ok,
        symbols,
        layout: layoutOf(expression, symbols),
      };
    });
}
