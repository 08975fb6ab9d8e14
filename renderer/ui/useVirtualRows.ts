import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

export interface VirtualRows {
  readonly count: number;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rowHeightPx: number;
  /** Rows outside the window that are kept ready, each side. */
  readonly overscan: number;
}

/** The rows of a long list that are on the screen. All are of one height, so nothing is measured and nothing jumps. */
export function useVirtualRows({
  count,
  scroller,
  rowHeightPx,
  overscan,
}: VirtualRows): Virtualizer<HTMLDivElement, Element> {
  // The rule is about the React Compiler, which this build does not use.
  // eslint-disable-next-line react-hooks/incompatible-library
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan,
  });
}
