import { useEffect, type RefObject } from 'react';

/**
 * Lets an element grow with what it holds and not shrink again before `subject` is another one: a formula that is an edit
 * lower for a moment shall not move the picture above it.
 */
export function useSteadyHeight(ref: RefObject<HTMLElement | null>, subject: unknown): void {
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    let highest = 0;
    const observer = new ResizeObserver(() => {
      // In whole pixels, or it would go on to change by fractions of one.
      const height = Math.ceil(element.getBoundingClientRect().height);
      if (height <= highest) return;
      highest = height;
      element.style.minHeight = `${height}px`;
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      element.style.minHeight = '';
    };
  }, [ref, subject]);
}
