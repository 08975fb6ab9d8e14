import { Autocomplete, Switch } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import type { ImportReportAnswer } from '#shared/ipc/contract/transfer.ts';
import classes from './TransferView.module.css';

const rowHeightPx = 40;

export interface MappingTableProps {
  readonly labels: ImportReportAnswer['labels'];
  readonly mapping: ReadonlyMap<string, string | null>;
  readonly onMap: (name: string, to: string | null) => void;
}

/** Each label of the files, and what it is to be in the project: a name, or nothing. */
export function MappingTable({ labels, mapping, onMap }: MappingTableProps) {
  const { t } = useTranslation();
  const { labels: store } = useWorkbench();
  const names = useStore(store, (state) => state.labels.map(({ name }) => name).join('\u0000')).split(
    '\u0000',
  );
  const scroller = useRef<HTMLDivElement>(null);
  const known = new Set(names);
  const virtualizer = useVirtualRows({ count: labels.length, scroller, rowHeightPx, overscan: 6 });
  return (
    <div>
      <div className={classes['mappingHead']} aria-hidden>
        <span>{t('transfer.ofFile')}</span>
        <span>{t('transfer.ofProject')}</span>
      </div>
      <div ref={scroller} className={classes['mapping']}>
        <ul style={{ height: virtualizer.getTotalSize() }} aria-label={t('transfer.mapping')}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const label = labels[index];
            if (label === undefined) return null;
            const { name, boxes } = label;
            const to = mapping.has(name) ? (mapping.get(name) ?? null) : name;
            return (
              <li
                key={name}
                className={classes['mappingRow']}
                style={{ transform: `translateY(${start}px)` }}
              >
                <span className={classes['mappingName']} title={name}>
                  <code>{name}</code>
                  <span className={classes['hint']}>{boxes}</span>
                </span>
                <Autocomplete
                  size="xs"
                  aria-label={t('transfer.mapOf', { name })}
                  data={names}
                  limit={50}
                  disabled={to === null}
                  value={to ?? ''}
                  rightSection={
                    to !== null && !known.has(to) ? (
                      <span className={classes['tag']}>{t('transfer.isNew')}</span>
                    ) : null
                  }
                  rightSectionWidth={44}
                  onChange={(value) => {
                    onMap(name, value === '' ? name : value);
                  }}
                />
                <Switch
                  size="xs"
                  label={t('transfer.leaveOut')}
                  checked={to === null}
                  onChange={(event) => {
                    onMap(name, event.currentTarget.checked ? null : name);
                  }}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
