import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import { formatBytes, formatCompact } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import type { NodeRow, TableColumn } from '#shared/graphView/nodeTable.ts';
import { useNodeRows } from '../useNodeRows.ts';
import classes from './NodeTable.module.css';

const rowHeightPx = 26;

const columns: readonly { readonly id: Exclude<TableColumn, 'place'>; readonly isNumber: boolean }[] = [
  { id: 'op', isNumber: false },
  { id: 'name', isNumber: false },
  { id: 'bytes', isNumber: true },
  { id: 'parameters', isNumber: true },
  { id: 'multiplyAdds', isNumber: true },
];

/** All nodes, or those that the search finds, in any order; in step with what is selected in the graph. */
export function NodeTable() {
  const { t, i18n } = useTranslation();
  const { client, graph } = useWorkbench();
  const selection = useStore(graph, (state) => state.selection);
  const query = useStore(graph, (state) => state.query);
  const handle = useStore(graph, (state) => state.file?.handle ?? null);
  const [sort, setSort] = useState<TableColumn>('place');
  const [descending, setDescending] = useState(false);
  const rows = useNodeRows(sort, descending);
  const scroller = useRef<HTMLDivElement>(null);
  const [selectedIndex, setSelectedIndex] = useState<number | null>(null);
  const virtualizer = useVirtualRows({ count: rows.total ?? 0, scroller, rowHeightPx, overscan: 16 });
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  const { want, total } = rows;
  useEffect(() => {
    want(first, last);
  });

  const shownFor = useRef<typeof selection>(null);
  // Where the selected node stands among the rows; the table goes there.
  useEffect(() => {
    if (handle === null || selection === null) return;
    let isOver = false;
    client.graph
      .rowOf({ handle, query, sort, descending, ...selection })
      .then(({ index }) => {
        if (isOver) return;
        setSelectedIndex(index);
        // Another order is looked at from its beginning; another node is gone to.
        if (index === null || total === null || shownFor.current === selection) return;
        shownFor.current = selection;
        virtualizer.scrollToIndex(index, { align: 'auto' });
      })
      .catch(() => {
        // A query that cannot be read is told by the rows.
        if (!isOver) setSelectedIndex(null);
      });
    return () => {
      isOver = true;
    };
  }, [client, handle, query, sort, descending, selection, total, virtualizer]);

  const sortBy = (column: TableColumn, isNumber: boolean): void => {
    virtualizer.scrollToIndex(0);
    if (sort !== column) {
      setSort(column);
      // The largest first: that is what numbers are sorted for.
      setDescending(isNumber);
    } else if (descending === isNumber) setDescending(!descending);
    else {
      setSort('place');
      setDescending(false);
    }
  };
  const cell = (row: NodeRow, column: TableColumn): string => {
    switch (column) {
      case 'op':
      case 'place':
        return row.opType;
      case 'name':
        return row.name === '' ? `#${row.node}` : row.name;
      case 'bytes':
        return row.bytes === 0 ? '' : formatBytes(row.bytes, i18n.language);
      case 'parameters':
        return row.parameters === 0 ? '' : formatCompact(row.parameters, i18n.language);
      case 'multiplyAdds':
        return row.multiplyAdds === null
          ? '?'
          : row.multiplyAdds === 0
            ? ''
            : formatCompact(row.multiplyAdds, i18n.language);
    }
  };
  const go = (by: number): void => {
    const next = rows.at(Math.max(0, (selectedIndex ?? -1) + by));
    if (next !== null) void graph.reveal({ graph: next.graph, node: next.node });
  };

  if (rows.error !== null) return <EmptyNotice title={errorText(t, rows.error)} />;
  return (
    <div className={classes['table']} role="grid" aria-label={t('graph.table')} aria-rowcount={total ?? 0}>
      <div className={classes['head']} role="row">
        {columns.map(({ id, isNumber }) => (
          <span
            key={id}
            role="columnheader"
            className={classes['column']}
            data-is-number={isNumber || undefined}
            aria-sort={sort !== id ? 'none' : descending ? 'descending' : 'ascending'}
          >
            <UnstyledButton
              className={classes['sort'] ?? ''}
              onClick={() => {
                sortBy(id, isNumber);
              }}
            >
              {t(`graph.column.${id}`)}
              {sort === id && (descending ? <IconChevronDown size={13} /> : <IconChevronUp size={13} />)}
            </UnstyledButton>
          </span>
        ))}
        <span role="columnheader" className={classes['column']}>
          {t('graph.column.output')}
        </span>
      </div>
      {total === 0 ? (
        <EmptyNotice title={t('graph.noMatch')} />
      ) : (
        <div
          ref={scroller}
          className={classes['scroller']}
          tabIndex={0}
          data-takes-keys=""
          role="rowgroup"
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
            event.preventDefault();
            go(event.key === 'ArrowDown' ? 1 : -1);
          }}
        >
          <div className={classes['content']} style={{ height: virtualizer.getTotalSize() }}>
            {shown.map(({ index, start }) => {
              const row = rows.at(index);
              return (
                <div
                  key={index}
                  role="row"
                  aria-rowindex={index + 1}
                  aria-selected={selection !== null && index === selectedIndex}
                  className={classes['row']}
                  style={{ top: start }}
                  onClick={() => {
                    if (row !== null) void graph.reveal({ graph: row.graph, node: row.node });
                  }}
                >
                  {row !== null && (
                    <>
                      {columns.map(({ id, isNumber }) => (
                        <span
                          key={id}
                          role="gridcell"
                          className={classes['cell']}
                          data-is-number={isNumber || undefined}
                          title={cell(row, id)}
                        >
                          {cell(row, id)}
                        </span>
                      ))}
                      <span role="gridcell" className={classes['cell']} title={row.output}>
                        {row.output}
                      </span>
                    </>
                  )}
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}
