import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import { useNodeRows } from '../useNodeRows.ts';
import classes from './SearchResults.module.css';

const rowHeightPx = 40;

/** What the search finds; a press shows it in the graph, arrows go along. */
export function SearchResults() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const selection = useStore(graph, (state) => state.selection);
  const rows = useNodeRows('place', false);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualRows({ count: rows.total ?? 0, scroller, rowHeightPx, overscan: 12 });
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  const { want } = rows;
  useEffect(() => {
    want(first, last);
  });
  if (rows.error !== null) return <EmptyNotice title={errorText(t, rows.error)} />;
  if (rows.total === null) return null;
  if (rows.total === 0) return <EmptyNotice title={t('graph.noMatch')}>{t('graph.searchHelp')}</EmptyNotice>;
  const go = (by: 1 | -1): void => {
    const current = Array.from({ length: rows.total ?? 0 }).findIndex((_, index) => {
      const row = rows.at(index);
      return row !== null && row.graph === selection?.graph && row.node === selection.node;
    });
    const next = rows.at(current === -1 ? 0 : current + by);
    if (next === null) return;
    void graph.reveal(next);
    virtualizer.scrollToIndex(Math.max(0, current + by), { align: 'auto' });
  };
  return (
    <>
      <p className={classes['count']} role="status">
        {t('graph.found', { count: rows.total })}
      </p>
      <div
        ref={scroller}
        className={classes['scroller']}
        role="listbox"
        tabIndex={0}
        data-takes-keys=""
        aria-label={t('graph.results')}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          go(event.key === 'ArrowDown' ? 1 : -1);
        }}
      >
        <div className={classes['content']} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows.at(index);
            if (row === null) return null;
            return (
              <UnstyledButton
                key={index}
                role="option"
                tabIndex={-1}
                className={classes['row'] ?? ''}
                style={{ top: start }}
                aria-selected={row.graph === selection?.graph && row.node === selection.node}
                onClick={() => void graph.reveal({ graph: row.graph, node: row.node })}
              >
                <span className={classes['op']}>{row.opType}</span>
                <span className={classes['name']}>{row.name === '' ? `#${row.node}` : row.name}</span>
              </UnstyledButton>
            );
          })}
        </div>
      </div>
    </>
  );
}
