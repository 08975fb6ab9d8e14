import { useLayoutEffect, useRef, useState } from 'react';
import { renderTex } from './renderTex.ts';

export interface TexFormulaProps {
  readonly tex: string;
  readonly className?: string | undefined;
}

/** A formula drawn by KaTeX, with its source as its name; nothing where KaTeX cannot draw it. */
export function TexFormula({ tex, className }: TexFormulaProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [isDrawn, setIsDrawn] = useState(true);
  useLayoutEffect(() => {
    if (ref.current !== null) setIsDrawn(renderTex(tex.replace(/^\$+|\$+$/g, ''), ref.current));
  }, [tex]);
  return <div ref={ref} role="img" aria-label={tex} hidden={!isDrawn} className={className} />;
}
