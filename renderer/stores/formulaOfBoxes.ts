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

/** How boxes are parted into lines, which goes by their places alone. */
interface Lines {
  readonly boxes: readonly CanvasBox[];
  /** Of each line, where its boxes stand among all. */
  readonly places: readonly (readonly number[])[];
  readonly lineOfKey: ReadonlyMap<BoxKey, number>;
}

function areAtSamePlaces(boxes: readonly CanvasBox[], others: readonly CanvasBox[]): boolean {
  return (
    boxes.length === others.length &&
    boxes.every(({ key, box }, at) => key === others[at]?.key && box === others[at].box)
  );
}

function partIntoLines(boxes: readonly CanvasBox[]): Lines {
  const all = boxes.map((_, at) => at);
  const symbols = boxes.map(({ box }, at): SymbolBox => ({ id: at, label: '', box }));
  const places =
    boxes.length > mostFormulaBoxes
      ? formulaLines(symbols).map((line) => line.map(({ id }) => Number(id)))
      : [all];
  const lineOfKey = new Map(
    places.flatMap((line, at) => line.map((place) => [boxes[place]?.key ?? '', at] as const)),
  );
  return { boxes, places, lineOfKey };
}

/** Reads boxes again and again. Where only labels have changed since the last time, the lines of a page are known. */
export function createFormulaReader(): (
  boxes: readonly CanvasBox[],
  labels: ReadonlyMap<number, Label>,
) => FormulaOfBoxes {
  let last: Lines | null = null;
  return (boxes, labels) => {
    const lines = last !== null && areAtSamePlaces(boxes, last.boxes) ? last : partIntoLines(boxes);
    last = lines;
    const symbolsOn = (at: number): readonly SymbolBox[] | null => {
      const line = lines.places[at] ?? [];
      if (line.length > mostFormulaBoxes) return null;
      return line.flatMap((place): SymbolBox[] => {
        const box = boxes[place];
        if (box === undefined) return [];
        return [{ id: box.key, label: labels.get(box.labelId)?.name ?? '', box: box.box }];
      });
    };
    return {
      lineCount: Math.max(1, lines.places.length),
      lineOf: (key) => lines.lineOfKey.get(key) ?? null,
      symbolsOn,
      layoutOf: (at) => {
        const line = symbolsOn(at);
        return line === null ? null : parseFormula(line);
      },
    };
  };
}
