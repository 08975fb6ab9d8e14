import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import type { Label } from '#shared/dataset/label.ts';
import type { FormulaLayout } from '#shared/formula/layoutTree.ts';
import { parseFormula } from '#shared/formula/parseFormula.ts';

/** More boxes are no formula any more, and arranging them would be felt at each edit. */
export const mostBoxes = 400;

/** Up to here the formula follows an edit at once; beyond, when edits pause. */
const atOnce = 150;
const pauseMs = 150;

function layoutOf(boxes: readonly CanvasBox[], byId: ReadonlyMap<number, Label>): FormulaLayout | null {
  if (boxes.length > mostBoxes) return null;
  return parseFormula(
    boxes.map(({ key, labelId, box }) => ({ id: key, label: byId.get(labelId)?.name ?? '', box })),
  );
}

/** The layout of the boxes that are shown; null for more than {@link mostBoxes}. */
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
  return useMemo(() => layoutOf(shown, byId), [shown, byId]);
}
