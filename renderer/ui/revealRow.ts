import type { Virtualizer } from '@tanstack/react-virtual';

/** Scrolls a row into sight. One that is in sight already costs nothing: asking the page for its layout would. */
export function revealRow(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  index: number,
  rowHeightPx: number,
): void {
  const top = virtualizer.scrollOffset;
  const height = virtualizer.scrollRect?.height;
  const isInSight =
    top !== null &&
    height !== undefined &&
    index * rowHeightPx >= top &&
    (index + 1) * rowHeightPx <= top + height;
  if (!isInSight) virtualizer.scrollToIndex(index, { align: 'auto' });
}
