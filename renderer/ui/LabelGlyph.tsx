import { useLayoutEffect, useRef } from 'react';
import classes from './LabelGlyph.module.css';
import { labelTex } from './labelTex.ts';
import { renderTex } from './renderTex.ts';

export interface LabelGlyphProps {
  /** The label's LaTeX-like name. */
  readonly name: string;
}

/** A label as the sign it stands for; as its name where that is not a sign. Decoration: the name is said beside it. */
export function LabelGlyph({ name }: LabelGlyphProps) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const tex = labelTex(name);
    if (tex === null || !renderTex(tex, element)) element.textContent = name;
  }, [name]);
  return <span ref={ref} className={classes['glyph']} aria-hidden="true" />;
}
