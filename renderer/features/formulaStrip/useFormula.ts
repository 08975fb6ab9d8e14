import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { formulaOfBoxes } from '#renderer/stores/formulaOfBoxes.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { FormulaLayout } from '#shared/formula/layoutTree.ts';

/** Up to here the formula follows an edit at once; beyond, when edits pause. */
const atOnce = 150;
const pauseMs = 150;

/** The layout of boxes; null for more than a formula has. */
export function useFormula(boxes: readonly CanvasBox[]): FormulaLayout | null {
  const { labels } = useWorkbench();
  const byId = useStore(labels, (state) => state.byId);
  const [settled, setSettled] = useState(boxes);
  const isMany = boxes.length > atOnce;
  useEffect(() => {
    if (!isMany) return;
    const timer = setTimeout(() => {
      setSettled(boxes);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [boxes, isMany]);
  const shown = isMany ? settled : boxes;
  return useMemo(() => formulaOfBoxes(shown, byId), [shown, byId]);
}
