import type { Label } from '#shared/dataset/label.ts';
import type { FormulaLayout } from '#shared/formula/layoutTree.ts';
import { parseFormula } from '#shared/formula/parseFormula.ts';
import type { CanvasBox } from './annotationSession.ts';

/** More boxes are no formula any more, and arranging them would be felt at each edit. */
export const mostFormulaBoxes = 400;

/** The layout of boxes, with their keys as ids; null for more than {@link mostFormulaBoxes}. */
export function formulaOfBoxes(
  boxes: readonly CanvasBox[],
  labels: ReadonlyMap<number, Label>,
): FormulaLayout | null {
  if (boxes.length > mostFormulaBoxes) return null;
  return parseFormula(
    boxes.map(({ key, labelId, box }) => ({ id: key, label: labels.get(labelId)?.name ?? '', box })),
  );
}
