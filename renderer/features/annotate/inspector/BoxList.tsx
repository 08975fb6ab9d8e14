import { useDeferredValue, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { revealRow } from '#renderer/ui/revealRow.ts';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import classes from './BoxList.module.css';
import { BoxRow, boxRowId } from './BoxRow.tsx';

const rowHeightPx = 28;
/**
 * Rows that go out of sight come in again as others: changing a row takes a third of the time of making one. The list is
 * never so high that it shows more.
 */
const slots = 128;

export interface BoxListProps {
  readonly boxes: readonly CanvasBox[];
}

/** The boxes as rows; click selects, with Ctrl or Shift more than one, and arrows go along. */
export function BoxList({ boxes }: BoxListProps) {
  const { t } = useTranslation();
  const { session, labels } = useWorkbench();
  const scroller = useRef<HTMLDivElement>(null);
  // The picture goes first; the list follows when it is on the screen.
  const selection = useDeferredValue(useSession((state) => state.selection));
  const byId = useStore(labels, (state) => state.byId);
  const lastKey = [...selection].at(-1) ?? null;
  const lastIndex = boxes.findIndex((box) => box.key === lastKey);
  const virtualizer = useVirtualRows({ count: boxes.length, scroller, rowHeightPx, overscan: 12 });

  useEffect(() => {
    if (lastIndex !== -1) revealRow(virtualizer, lastIndex, rowHeightPx);
  }, [virtualizer, lastIndex]);

  /** Where the box that was selected last stands now, which the list may still be about to show. */
  const indexNow = (): number => {
    const key = [...session.getState().selection].at(-1);
    return boxes.findIndex((box) => box.key === key);
  };

  const press = (event: React.MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const index = Number(row?.getAttribute('data-index') ?? -1);
    const box = boxes[index];
    if (box === undefined) return;
    const from = indexNow();
    if (event.shiftKey && from !== -1) {
      const range = boxes.slice(Math.min(index, from), Math.max(index, from) + 1);
      session.select(
        range.map(({ key }) => key),
        'add',
      );
    } else {
      session.select([box.key], event.ctrlKey || event.metaKey ? 'toggle' : 'replace');
    }
  };

  const go = (by: 1 | -1): void => {
    const from = indexNow();
    const next = boxes[from === -1 ? 0 : from + by];
    if (next !== undefined) session.select([next.key], 'replace');
  };

  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="listbox"
      data-takes-keys=""
      tabIndex={0}
      aria-label={t('boxes.list')}
      aria-multiselectable="true"
      {...(lastIndex === -1 ? {} : { 'aria-activedescendant': boxRowId(lastIndex) })}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        go(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <div className={classes['content']} onClick={press} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const box = boxes[index];
          if (box === undefined) return null;
          return (
            <BoxRow
              key={index % slots}
              index={index}
              top={start}
              box={box}
              labelName={byId.get(box.labelId)?.name ?? ''}
              isSelected={selection.has(box.key)}
            />
          );
        })}
      </div>
    </div>
  );
}
