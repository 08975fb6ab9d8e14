import { useEffect, useState } from 'react';

/**
 * Counts up to `total` by `step`, each step two frames after the one before: so that a list of many parts is put up without
 * keeping the window from answering.
 *
 * @param mayGrow - false holds it where it is
 */
export function useGrowingCount(total: number, step: number, mayGrow = true): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (count >= total || !mayGrow) return;
    // Two frames: the first is drawn before the next parts are made.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        setCount(count + step);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [count, total, step, mayGrow]);
  return Math.max(0, Math.min(count, total));
}
