import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { formulaOfBoxes } from '#renderer/stores/formulaOfBoxes.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import type { FormulaLayout } from '#shared/formula/layoutTree.ts';

/** Up to here the formula follows an edit at once; beyond, when edits pause. */
const atOnce = 150;
const pauseMs = 150;

/** The layout of the boxes that are shown; null for more than a formula has. */
export function useFormula(): FormulaLayout | null {
  const { labels } = useWorkbench();
  const boxes = useSession((state) => state.boxes);
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
