import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { createFormulaReader, mostFormulaBoxes } from '#renderer/stores/formulaOfBoxes.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import type { FormulaLayout, SymbolBox } from '#shared/formula/layoutTree.ts';
import { atOnce, useArranged } from './useArranged.ts';

/** So long edits of a long formula have to pause before it follows. */
const pauseMs = 50;

const nothing: readonly SymbolBox[] = [];

/** The line of a formula that is shown. */
export interface ShownLine {
  /** Whether the line has more boxes than are arranged. */
  readonly isTooLong: boolean;
  /** null where it is not arranged, or not yet. */
  readonly layout: FormulaLayout | null;
  readonly line: number;
  readonly lineCount: number;
}

/** The boxes as they are, or as they were when they last came to rest where arranging them takes its time. */
function useSettled(boxes: readonly CanvasBox[]): readonly CanvasBox[] {
  const [settled, setSettled] = useState(boxes);
  // On a page only one line is arranged.
  const isMany = boxes.length > atOnce && boxes.length <= mostFormulaBoxes;
  useEffect(() => {
    if (!isMany) return;
    const timer = setTimeout(() => {
      setSettled(boxes);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [boxes, isMany]);
  return isMany ? settled : boxes;
}

/** What boxes spell; of a page, the line of the first selected box, which stays when nothing is selected. */
export function useFormula(boxes: readonly CanvasBox[]): ShownLine {
  const { labels } = useWorkbench();
  const byId = useStore(labels, (state) => state.byId);
  const shown = useSettled(boxes);
  const [read] = useState(createFormulaReader);
  const formula = useMemo(() => read(shown, byId), [read, shown, byId]);
  const selected = useSession(({ selection }) => {
    const [key] = selection;
    return key === undefined ? null : formula.lineOf(key);
  });
  const [last, setLast] = useState(0);
  if (selected !== null && selected !== last) setLast(selected);
  const { lineCount } = formula;
  const line = Math.min(selected ?? last, lineCount - 1);
  const symbols = useMemo(() => formula.symbolsOn(line), [formula, line]);
  const arranged = useArranged(symbols ?? nothing);
  const isTooLong = symbols === null;
  return { isTooLong, layout: isTooLong ? null : arranged, line, lineCount };
}
