import type { Label } from '#shared/dataset/label.ts';
import { formulaLines } from '#shared/formula/formulaLines.ts';
import type { FormulaLayout, SymbolBox } from '#shared/formula/layoutTree.ts';
import { parseFormula } from '#shared/formula/parseFormula.ts';
import type { BoxKey, CanvasBox } from './annotationSession.ts';

/** More boxes are no formula any more, but a page of them; and arranging so many would be felt at each edit. */
export const mostFormulaBoxes = 400;

/** What the boxes spell, with their keys as ids: one formula, or a page of lines of which one is arranged at a time. */
export interface FormulaOfBoxes {
  /** One for a formula. */
  readonly lineCount: number;
  /** Which line a box stands on; null for a box that is not there. */
  lineOf(key: BoxKey): number | null;
  /** The symbols of a line; null for one of more than {@link mostFormulaBoxes}. */
  symbolsOn(line: number): readonly SymbolBox[] | null;
  /** The layout of a line; null for one of more than {@link mostFormulaBoxes}. */
  layoutOf(line: number): FormulaLayout | null;
}

export function formulaOfBoxes(
  boxes: readonly CanvasBox[],
  labels: ReadonlyMap<number, Label>,
): FormulaOfBoxes {
  const symbols: readonly SymbolBox[] = boxes.map(({ key, labelId, box }) => ({
    id: key,
    label: labels.get(labelId)?.name ?? '',
    box,
  }));
  const lines = symbols.length > mostFormulaBoxes ? formulaLines(symbols) : [symbols];
  const lineOfKey = new Map(lines.flatMap((line, at) => line.map(({ id }) => [String(id), at] as const)));
  const symbolsOn = (at: number): readonly SymbolBox[] | null => {
    const line = lines[at] ?? [];
    return line.length > mostFormulaBoxes ? null : line;
  };
  return {
    lineCount: lines.length,
    lineOf: (key) => lineOfKey.get(key) ?? null,
    symbolsOn,
    layoutOf: (at) => {
      const line = symbolsOn(at);
      return line === null ? null : parseFormula(line);
    },
  };
}
