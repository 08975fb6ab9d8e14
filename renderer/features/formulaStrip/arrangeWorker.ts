import type { FormulaLayout, SymbolBox } from '#shared/formula/layoutTree.ts';
import { parseFormula } from '#shared/formula/parseFormula.ts';

/** A line on its way to the worker. */
export interface ArrangeRequest {
  readonly id: number;
  readonly symbols: readonly SymbolBox[];
}

export interface ArrangeAnswer {
  readonly id: number;
  readonly layout: FormulaLayout;
}

self.addEventListener('message', ({ data: { id, symbols } }: MessageEvent<ArrangeRequest>) => {
  const answer: ArrangeAnswer = { id, layout: parseFormula(symbols) };
  self.postMessage(answer);
});
