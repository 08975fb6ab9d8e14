import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { goToCheck } from '#renderer/commands/checkCommands.ts';
import type { CheckItem } from '#renderer/stores/checkItem.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import classes from './CheckList.module.css';
import { CheckRow } from './CheckRow.tsx';

/** Two lines of reason and the fix below. */
const rowHeightPx = 74;

export interface CheckListProps {
  readonly items: readonly CheckItem[];
  /** Below the items: what was put aside. */
  readonly dismissed: readonly CheckItem[];
  readonly current: CheckItem | null;
}

/** The things to look at as rows; click goes there, and arrows go along. */
export function CheckList({ items: open, dismissed, current }: CheckListProps) {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const scroller = useRef<HTMLDivElement>(null);
  const items = [...open, ...dismissed];
  const at = items.findIndex(({ id }) => id === current?.id);
  const virtualizer = useVirtualRows({ count: items.length, scroller, rowHeightPx, overscan: 6 });

  useEffect(() => {
    if (at !== -1) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [virtualizer, at]);

  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="list"
      data-takes-keys=""
      tabIndex={0}
      aria-label={t('checks.list')}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        const item = items[at === -1 ? 0 : at + (event.key === 'ArrowDown' ? 1 : -1)];
        if (item !== undefined) goToCheck(workbench, item);
      }}
    >
      <div className={classes['content']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <CheckRow
              key={item.id}
              item={item}
              top={start}
              isCurrent={index === at}
              isDismissed={index >= open.length}
            />
          );
        })}
      </div>
    </div>
  );
}
