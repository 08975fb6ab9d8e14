import { useEffect, useMemo, useRef, useState } from 'react';
import type { FormulaLayout, SymbolBox } from '#shared/formula/layoutTree.ts';
import { parseFormula } from '#shared/formula/parseFormula.ts';
import type { ArrangeAnswer, ArrangeRequest } from './arrangeWorker.ts';

/** Up to here a line is arranged at once; beyond it would be felt, and is done away from the window's thread. */
export const atOnce = 150;

/**
 * The layout of a line. That of a long one comes a little later; until then it is the last long one's, and null where there
 * was none.
 */
export function useArranged(symbols: readonly SymbolBox[]): FormulaLayout | null {
  const isLong = symbols.length > atOnce;
  const worker = useRef<Worker | null>(null);
  const lastId = useRef(0);
  const [long, setLong] = useState<FormulaLayout | null>(null);
  const short = useMemo(() => (isLong ? null : parseFormula(symbols)), [isLong, symbols]);
  useEffect(() => {
    lastId.current += 1;
    if (!isLong) return;
    worker.current ??= startWorker(({ id, layout }) => {
      if (id === lastId.current) setLong(layout);
    });
    const request: ArrangeRequest = { id: lastId.current, symbols };
    worker.current.postMessage(request);
  }, [isLong, symbols]);
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );
  return isLong ? long : short;
}

function startWorker(receive: (answer: ArrangeAnswer) => void): Worker {
  const worker = new Worker(new URL('./arrangeWorker.ts', import.meta.url), {
    type: 'module',
    name: 'arrange',
  });
  worker.addEventListener('message', ({ data }: MessageEvent<ArrangeAnswer>) => {
    receive(data);
  });
  return worker;
}
