import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { revealRow } from '#renderer/ui/revealRow.ts';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import classes from './BoxList.module.css';
import { BoxRow } from './BoxRow.tsx';

const rowHeightPx = 28;

export interface BoxListProps {
  readonly boxes: readonly CanvasBox[];
}

/** The boxes as rows; click selects, with Ctrl or Shift more than one, and arrows go along. */
export function BoxList({ boxes }: BoxListProps) {
  const { t } = useTranslation();
  const { session, labels } = useWorkbench();
  const scroller = useRef<HTMLDivElement>(null);
  const selection = useSession((state) => state.selection);
  const byId = useStore(labels, (state) => state.byId);
  const lastKey = [...selection].at(-1) ?? null;
  const lastIndex = boxes.findIndex((box) => box.key === lastKey);
  const virtualizer = useVirtualRows({ count: boxes.length, scroller, rowHeightPx, overscan: 12 });

  useEffect(() => {
    if (lastIndex !== -1) revealRow(virtualizer, lastIndex, rowHeightPx);
  }, [virtualizer, lastIndex]);

  const press = (index: number, event: React.MouseEvent): void => {
    const box = boxes[index];
    if (box === undefined) return;
    if (event.shiftKey && lastIndex !== -1) {
      const range = boxes.slice(Math.min(index, lastIndex), Math.max(index, lastIndex) + 1);
      session.select(
        range.map(({ key }) => key),
        'add',
      );
    } else {
      session.select([box.key], event.ctrlKey || event.metaKey ? 'toggle' : 'replace');
    }
  };

  const go = (by: 1 | -1): void => {
    const next = boxes[lastIndex === -1 ? 0 : lastIndex + by];
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
      {...(lastIndex === -1 ? {} : { 'aria-activedescendant': `box-row-${lastIndex}` })}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        go(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <div className={classes['content']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const box = boxes[index];
          if (box === undefined) return null;
          return (
            <BoxRow
              key={box.key}
              id={`box-row-${index}`}
              top={start}
              box={box}
              labelName={byId.get(box.labelId)?.name ?? ''}
              isSelected={selection.has(box.key)}
              onPress={(event) => {
                press(index, event);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
