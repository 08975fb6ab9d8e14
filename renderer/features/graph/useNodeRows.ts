import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { toWireError, type WireError } from '#shared/base/errors.ts';
import type { NodeRow, TableColumn } from '#shared/graphView/nodeTable.ts';

/** Rows that are fetched at once. */
const pageSize = 200;

export interface NodeRows {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly error: WireError | null;
  readonly at: (index: number) => NodeRow | null;
  /** Tells which rows are on the screen. */
  readonly want: (first: number, last: number) => void;
}

/** The nodes that the query finds, in an order; fetched page by page as they come into sight. */
export function useNodeRows(sort: TableColumn, descending: boolean): NodeRows {
  const { client, graph } = useWorkbench();
  const query = useStore(graph, (state) => state.query);
  const handle = useStore(graph, (state) => state.file?.handle ?? null);
  const key = [handle ?? '', query, sort, descending ? 'down' : 'up'].join('\n');
  const [fetched, setFetched] = useState<Fetched>({ key, total: null, error: null, pages: new Map() });
  const asked = useRef<{ readonly key: string; readonly pages: Set<number> }>({ key: '', pages: new Set() });

  const fetchPage = useCallback(
    (page: number) => {
      if (asked.current.key !== key) asked.current = { key, pages: new Set() };
      if (handle === null || asked.current.pages.has(page)) return;
      asked.current.pages.add(page);
      client.graph
        .table({ handle, query, sort, descending, offset: page * pageSize, limit: pageSize })
        .then((answer) => {
          if (asked.current.key !== key) return;
          setFetched((known) => ({
            key,
            total: answer.total,
            error: null,
            pages: new Map([...(known.key === key ? known.pages : []), [page, answer.rows]]),
          }));
        })
        .catch((thrown: unknown) => {
          if (asked.current.key !== key) return;
          setFetched({ key, total: 0, error: toWireError(thrown), pages: new Map() });
        });
    },
    [client, handle, query, sort, descending, key],
  );
  useEffect(() => {
    fetchPage(0);
  }, [fetchPage]);

  // What was fetched for another query stays on the screen until the new answer is there.
  const { total, error, pages } = fetched;
  return {
    total,
    error,
    at: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null,
    want: (first, last) => {
      for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++)
        fetchPage(page);
    },
  };
}

interface Fetched {
  readonly key: string;
  readonly total: number | null;
  readonly error: WireError | null;
  readonly pages: ReadonlyMap<number, readonly NodeRow[]>;
}
