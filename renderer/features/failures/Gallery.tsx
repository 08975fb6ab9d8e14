import { Button, NativeSelect, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopyCheck, IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { formatScore } from '#renderer/i18n/formatNumber.ts';
import { allErrors } from '#renderer/stores/failuresStore.ts';
import { openCase } from '#renderer/stores/openCase.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import { caseOrders } from '#shared/dataset/savedView.ts';
import type { WindowCase, WindowCaseQuery } from '#shared/ipc/contract/evaluation.ts';
import { CaseQueryBar } from './CaseQueryBar.tsx';
import { CaseCrop } from './CaseCrop.tsx';
import { caseCost, caseTitle } from './caseText.ts';
import classes from './Gallery.module.css';
import { queryParts, without } from './queryText.ts';
import { TickBar } from './TickBar.tsx';

/** The order by likeness is made of one case, and is offered while it is there. */
const likeness = 'likeness';

const [leastTileWidth, tileHeight, cropHeight, gap] = [124, 158, 96, 8];

interface TileProps {
  readonly found: WindowCase | undefined;
  readonly isCurrent: boolean;
  readonly isTicked: boolean;
  readonly width: number;
  readonly onOpen: () => void;
  readonly onTick: (isRange: boolean) => void;
}

function Tile({ found, isCurrent, isTicked, width, onOpen, onTick }: TileProps) {
  const { t, i18n } = useTranslation();
  if (found === undefined)
    return (
      <div
        className={classes['tile']}
        role="option"
        aria-selected={isCurrent}
        data-loading
        style={{ width }}
      />
    );
  const title = caseTitle(found, t);
  const cost = caseCost(found, t);
  const score = found.read?.score ?? null;
  return (
    <div
      className={classes['tile']}
      role="option"
      aria-selected={isCurrent || isTicked}
      aria-checked={isTicked}
      data-current={isCurrent || undefined}
      data-ticked={isTicked || undefined}
      aria-label={[title, cost, found.imageName].filter((text) => text !== null).join(', ')}
      title={found.imageName}
      style={{ width }}
      onClick={({ ctrlKey, metaKey, shiftKey }) => {
        if (ctrlKey || metaKey || shiftKey) onTick(shiftKey);
        else onOpen();
      }}
    >
      {isTicked && <IconCheck className={classes['tick'] ?? ''} size={14} stroke={3} />}
      <CaseCrop of={found} width={width - 10} height={cropHeight} />
      <span className={classes['caption']}>
        <b>{title}</b>
        {score !== null && <span>{formatScore(score, i18n.language)}</span>}
      </span>
      <span className={classes['cost']} data-breaks={found.cost?.breaks === true || undefined}>
        {cost ?? '\u00a0'}
      </span>
    </div>
  );
}

const views: readonly (readonly ['allErrors' | 'mistakes' | 'correct', WindowCaseQuery])[] = [
  ['allErrors', allErrors],
  ['mistakes', { isMistake: true, sort: 'mistakenness', descending: true }],
  ['correct', { kinds: ['correct'], sort: 'score', descending: false }],
];

function Views() {
  const { t } = useTranslation();
  const { failures } = useWorkbench();
  return (
    <div className={classes['views']}>
      {views.map(([name, query]) => (
        <Button
          key={name}
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={() => void failures.look(query)}
        >
          {t(`failures.views.${name}`)}
        </Button>
      ))}
      <CommandButton id="failures.similar" icon={<IconCopyCheck size={15} stroke={1.75} />} />
    </div>
  );
}

function Filters() {
  const { t } = useTranslation();
  const { failures } = useWorkbench();
  const query = useStore(failures, (state) => state.query);
  const total = useStore(failures, (state) => state.total);
  const parts = queryParts(query, t);
  return (
    <header className={classes['head']}>
      <h2>{t('failures.caseCount', { count: total })}</h2>
      <NativeSelect
        aria-label={t('failures.sort')}
        size="xs"
        value={query.like === undefined ? query.sort : likeness}
        data={[
          ...caseOrders.map((value) => ({ value, label: t(`failures.sorts.${value}`) })),
          ...(query.like === undefined ? [] : [{ value: likeness, label: t('failures.sorts.likeness') }]),
        ]}
        onChange={({ currentTarget: { value } }) => {
          const sort = caseOrders.find((each) => each === value);
          if (sort === undefined) return;
          void failures.look({ ...query, sort, descending: true });
        }}
      />
      <CaseQueryBar />
      <Views />
      <ul className={classes['filters']}>
        {parts.length === 0 && <li className={classes['all']}>{t('failures.views.all')}</li>}
        {parts.map(({ text, keys }) => (
          <li key={text}>
            <UnstyledButton
              className={classes['filter'] ?? ''}
              aria-label={t('failures.removeFilter', { text })}
              onClick={() => void failures.look(without(query, keys))}
            >
              {text}
              <IconX size={12} stroke={2} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </header>
  );
}

/** How many tiles stand side by side, and how wide each of them is then. */
function useColumns(scroller: RefObject<HTMLDivElement | null>): { columns: number; width: number } {
  const [room, setRoom] = useState(400);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setRoom(element.clientWidth - gap);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [scroller]);
  const columns = Math.max(1, Math.floor(room / (leastTileWidth + gap)));
  return { columns, width: Math.floor(room / columns) - gap };
}

/** The cases that were asked for; only what is on the screen is there, however many they are. */
export function Gallery() {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const { failures, caseTicks } = workbench;
  const { total, cases, cursor } = useStore(failures);
  const ticked = useStore(caseTicks, (state) => state.ticked);
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, width } = useColumns(scroller);
  const virtual = useVirtualRows({
    count: Math.ceil(total / columns),
    scroller,
    rowHeightPx: tileHeight + gap,
    overscan: 2,
  });
  const rows = virtual.getVirtualItems();
  const isEmpty = cases.size === 0;
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => {
    // Also when cases were judged anew, for then none is loaded.
    void failures.ensure(first * columns, (last + 1) * columns);
  }, [failures, first, last, columns, total, isEmpty]);

  /** One who comes back from a case finds the gallery as it was left, and goes on by keys. */
  const cameBack = useRef(cursor > 0);
  useEffect(() => {
    if (!cameBack.current || total === 0) return;
    cameBack.current = false;
    virtual.scrollToIndex(Math.floor(failures.getState().cursor / columns), { align: 'center' });
    scroller.current?.focus({ preventScroll: true });
  }, [failures, virtual, columns, total]);

  const move = (by: number): void => {
    failures.moveCursor(cursor + by);
    virtual.scrollToIndex(Math.floor(failures.getState().cursor / columns));
  };
  const open = (at: number): void => {
    failures.moveCursor(at);
    const found = cases.get(at);
    if (found !== undefined) void openCase(workbench, found);
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * 4,
    PageUp: -columns * 4,
    Home: -total,
    End: total,
  };
  return (
    <section className={classes['gallery']} aria-label={t('failures.gallery')}>
      <Filters />
      <TickBar />
      <div
        ref={scroller}
        className={classes['scroller']}
        role="listbox"
        aria-multiselectable
        data-takes-keys
        aria-label={t('failures.gallery')}
        tabIndex={0}
        onKeyDown={(event) => {
          const by = steps[event.key];
          if (by !== undefined) {
            // The first of a range is the one that it begins at.
            if (event.shiftKey && caseTicks.getState().anchor === null) caseTicks.toggle(cursor);
            move(by);
            if (event.shiftKey) void caseTicks.extendTo(failures.getState().cursor);
          } else if (event.key === 'Enter') open(cursor);
          else if (event.key === ' ') caseTicks.toggle(cursor);
          else if (event.key === 'Escape' && ticked.size > 0) caseTicks.clear();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        {total === 0 && <EmptyNotice title={t('failures.noCases')} />}
        <div className={classes['rows']} style={{ height: virtual.getTotalSize() }}>
          {rows.map((row) => (
            <div key={row.key} className={classes['row']} style={{ transform: `translateY(${row.start}px)` }}>
              {Array.from({ length: columns }, (_, column) => row.index * columns + column)
                .filter((at) => at < total)
                .map((at) => (
                  <Tile
                    key={at}
                    found={cases.get(at)}
                    isCurrent={at === cursor}
                    isTicked={ticked.has(cases.get(at)?.id ?? -1)}
                    width={width}
                    onOpen={() => {
                      open(at);
                    }}
                    onTick={(isRange) => {
                      failures.moveCursor(at);
                      if (isRange) void caseTicks.extendTo(at);
                      else caseTicks.toggle(at);
                    }}
                  />
                ))}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}
