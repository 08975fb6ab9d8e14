import katex from 'katex';
import morphdom from 'morphdom';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { BoxKey } from '#renderer/stores/annotationSession.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { latexText, type LatexPart } from '#shared/formula/writeLatex.ts';
import classes from './DrawnFormula.module.css';
import { markedTex } from './markedTex.ts';
import { markedTexOptions } from './markedTexOptions.ts';

const none: ReadonlySet<BoxKey> = new Set();

/** The boxes of the innermost token at an element. */
function keysAt(target: EventTarget, boxes: readonly (readonly (string | number)[])[]): ReadonlySet<BoxKey> {
  const token = target instanceof Element ? target.closest('[data-token]') : null;
  if (token === null) return none;
  return new Set((boxes[Number(token.getAttribute('data-token'))] ?? []).map(String));
}

/** The formula as elements: as HTML text, a strict content policy would make us allow its styles. */
function draw(tex: string): HTMLElement | null {
  const place = document.createElement('span');
  try {
    katex.render(`\\displaystyle ${tex}`, place, markedTexOptions);
    return place;
  } catch {
    return null;
  }
}

/** A style set as an attribute is refused by the content policy; set as a property, the attribute is the same already. */
function takeStyle(from: HTMLElement, to: HTMLElement): boolean {
  // Told by the browser far faster than by looking at each element.
  if (from.isEqualNode(to)) return false;
  if (from.style.cssText !== to.style.cssText) from.style.cssText = to.style.cssText;
  return true;
}

export interface DrawnFormulaProps {
  readonly parts: readonly LatexPart[];
}

/**
 * The formula as KaTeX draws it. The token under the pointer and its boxes glow together, whichever of the two is pointed
 * at; a click selects the boxes and brings them into sight, a double click goes to them.
 */
export function DrawnFormula({ parts }: DrawnFormulaProps) {
  const { t } = useTranslation();
  const { session, canvas } = useWorkbench();
  const ref = useRef<HTMLDivElement>(null);
  const marked = useMemo(() => markedTex(parts), [parts]);
  const drawn = useMemo(() => draw(marked.tex), [marked]);
  const selection = useSession((state) => state.selection);
  const hoveredKey = useStore(canvas, (state) => state.hoveredKey);
  const [pointed, setPointed] = useState(none);

  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    // What an edit leaves as it is stays in the page: laying out a formula anew takes longer than all else.
    if (drawn === null) element.replaceChildren();
    else morphdom(element, drawn, { childrenOnly: true, onBeforeElUpdated: takeStyle });
  }, [drawn]);

  useLayoutEffect(() => {
    const tokens = ref.current?.querySelectorAll('[data-token]') ?? [];
    for (const token of tokens) {
      const keys = (marked.boxes[Number(token.getAttribute('data-token'))] ?? []).map(String);
      token.classList.toggle(
        'isLit',
        keys.some((key) => key === hoveredKey || pointed.has(key)),
      );
      token.classList.toggle(
        'isChosen',
        keys.some((key) => selection.has(key)),
      );
    }
  }, [drawn, marked, hoveredKey, pointed, selection]);

  const point = (keys: ReadonlySet<BoxKey>): void => {
    if ([...keys].join(' ') === [...pointed].join(' ')) return;
    setPointed(keys);
    canvas.light(keys);
  };
  // Nothing stays lit when the formula goes from under the pointer.
  useEffect(
    () => () => {
      canvas.light(none);
    },
    [canvas],
  );

  return (
    <>
      <div
        ref={ref}
        className={classes['formula']}
        role="img"
        aria-label={latexText(parts)}
        onPointerMove={(event) => {
          point(keysAt(event.target, marked.boxes));
        }}
        onPointerLeave={() => {
          point(none);
        }}
        onClick={(event) => {
          const keys = keysAt(event.target, marked.boxes);
          if (keys.size > 0) session.select(keys, event.shiftKey ? 'toggle' : 'replace');
        }}
        onDoubleClick={(event) => {
          const keys = keysAt(event.target, marked.boxes);
          const box = session.getState().boxes.find(({ key }) => keys.has(key));
          if (box !== undefined) canvas.centreOn(box.box);
        }}
      />
      {drawn === null && <p className={classes['failed']}>{t('formula.failed')}</p>}
    </>
  );
}
