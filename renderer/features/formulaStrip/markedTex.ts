import type { BoxId } from '#shared/formula/layoutTree.ts';
import type { LatexPart, LatexToken } from '#shared/formula/writeLatex.ts';

/** TeX for KaTeX in which each token carries its number as `data-token`, and the boxes of each number. */
export interface MarkedTex {
  readonly tex: string;
  readonly boxes: readonly (readonly BoxId[])[];
}

const fenceSizes = ['\\Big', '\\bigg', '\\Bigg'];

/** Fences as tall as what they hold: `\left` would not let a single one be marked. */
function sized({ fence }: LatexToken, tex: string): string {
  if (fence === null) return tex;
  return `${fenceSizes[Math.min(fence.height, fenceSizes.length) - 1] ?? ''}${fence.side} ${tex}`;
}

/** Marks each token of a formula, so that what is drawn can be told from one another. */
export function markedTex(parts: readonly LatexPart[]): MarkedTex {
  const boxes: (readonly BoxId[])[] = [];
  const write = (part: LatexPart): string => {
    if (typeof part === 'string') return part;
    const number = boxes.push(part.boxes) - 1;
    const marked = `\\htmlData{token=${number}}{${sized(part, part.parts.map(write).join(''))}}`;
    return part.takesLimits ? `\\mathop{${marked}}\\limits` : marked;
  };
  return { tex: parts.map(write).join(''), boxes };
}
