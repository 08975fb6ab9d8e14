import { TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import type { OutlineGraph, OutlineScope } from '#shared/graphView/overview.ts';
import { groupName } from '../groupName.ts';
import classes from './OutlinePanel.module.css';
import { SearchResults } from './SearchResults.tsx';

const rowHeightPx = 26;
/** What is typed is searched for when the hand rests. */
const restMs = 180;

type Row =
  | { readonly kind: 'graph'; readonly graph: OutlineGraph }
  | { readonly kind: 'scope'; readonly graph: number; readonly scope: OutlineScope };

/** Graphs, scopes and functions with their sizes. */
function Outline() {
  const { t, i18n } = useTranslation();
  const { graph } = useWorkbench();
  const overview = useStore(graph, (state) => state.overview);
  const tab = useStore(graph, (state) => state.tab);
  const selectedBox = useStore(graph, (state) => state.selectedBox);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo<readonly Row[]>(
    () =>
      (overview?.graphs ?? []).flatMap((each) => [
        { kind: 'graph' as const, graph: each },
        // Scopes of other graphs are listed once they are shown: a model may have thousands of functions.
        ...(each.id === tab
          ? each.scopes.map((scope) => ({ kind: 'scope' as const, graph: each.id, scope }))
          : []),
      ]),
    [overview, tab],
  );
  const virtualizer = useVirtualRows({ count: rows.length, scroller, rowHeightPx, overscan: 12 });
  const count = (nodes: number): string => new Intl.NumberFormat(i18n.language).format(nodes);
  return (
    <div ref={scroller} className={classes['scroller']} role="tree" aria-label={t('graph.outline')}>
      <div className={classes['content']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          if (row.kind === 'graph') {
            const { id, name, kind, nodeCount } = row.graph;
            return (
              <UnstyledButton
                key={`g${id}`}
                role="treeitem"
                aria-selected={id === tab}
                className={classes['graph'] ?? ''}
                style={{ top: start }}
                title={name}
                onClick={() => {
                  graph.backTo(id);
                }}
              >
                <span className={classes['name']}>{name === '' ? t('graph.unnamed') : name}</span>
                <span className={classes['kind']}>{t(`graph.kind.${kind}`)}</span>
                <span className={classes['count']}>{count(nodeCount)}</span>
              </UnstyledButton>
            );
          }
          const { scope } = row;
          const own = groupName(t, scope.kind, scope.name);
          const name = scope.kind === 'repeat' ? `${own} × ${scope.repeats}` : own;
          return (
            <UnstyledButton
              key={scope.box}
              role="treeitem"
              aria-selected={scope.box === selectedBox}
              aria-level={scope.depth + 2}
              className={classes['scope'] ?? ''}
              style={{ top: start, paddingLeft: 20 + scope.depth * 12 }}
              title={name}
              onClick={() => void graph.revealGroup(row.graph, scope.within, scope.box)}
            >
              <span className={classes['name']}>{name}</span>
              <span className={classes['count']}>{count(scope.nodeCount)}</span>
            </UnstyledButton>
          );
        })}
      </div>
    </div>
  );
}

/** What there is in the model, or what the search finds in it. */
export function OutlinePanel() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const request = useStore(graph, (state) => state.searchRequest);
  const query = useStore(graph, (state) => state.query);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(query);
  useEffect(() => {
    if (request > 0) field.current?.select();
  }, [request]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (graph.getState().query !== text) graph.setQuery(text);
    }, restMs);
    return () => {
      clearTimeout(timer);
    };
  }, [text, graph]);
  return (
    <div className={classes['panel']}>
      <div className={classes['search']}>
        <TextInput
          ref={field}
          value={text}
          aria-label={t('graph.search')}
          placeholder={t('graph.searchPlaceholder')}
          title={t('graph.searchHelp')}
          leftSection={<IconSearch size={14} stroke={1.75} />}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
          }}
        />
      </div>
      {query.trim() === '' ? <Outline /> : <SearchResults />}
    </div>
  );
}
