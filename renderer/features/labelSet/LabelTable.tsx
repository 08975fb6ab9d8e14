import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import classes from './LabelSet.module.css';
import { LabelTableRow } from './LabelTableRow.tsx';

const rowHeightPx = 36;

export interface LabelTableProps {
  readonly onRemove: (labelId: number) => void;
}

/** All labels in their order, a thousand of them as well as ten. */
export function LabelTable({ onRemove }: LabelTableProps) {
  const { t } = useTranslation();
  const { labels: store } = useWorkbench();
  const labels = useStore(store, (state) => state.labels);
  const [query, setQuery] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const typed = query.trim();
  const shown = labels.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  const virtualizer = useVirtualRows({ count: shown.length, scroller, rowHeightPx, overscan: 8 });
  const canAdd = typed !== '' && !labels.some(({ name }) => name === typed);
  return (
    <>
      <div className={classes['tools']}>
        <TextInput
          data-autofocus
          aria-label={t('labels.filter')}
          placeholder={t('labels.filter')}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
          }}
        />
        <Button
          variant="default"
          disabled={!canAdd}
          onClick={() => {
            void store.add(typed).then(() => {
              setQuery('');
            });
          }}
        >
          {canAdd ? t('labels.add', { name: typed }) : t('labels.addNone')}
        </Button>
      </div>
      <div className={classes['head']} aria-hidden="true">
        <span />
        <span>{t('labels.name')}</span>
        <span>{t('labels.color')}</span>
        <span title={t('labels.thresholdHint')}>{t('labels.threshold')}</span>
        <span className={classes['number']}>{t('labels.uses')}</span>
      </div>
      <div ref={scroller} className={classes['rows']} role="list" aria-label={t('labels.title')}>
        {shown.length === 0 && <EmptyNotice title={t('labels.none')} />}
        <div className={classes['content']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const label = shown[index];
            if (label === undefined) return null;
            return (
              <LabelTableRow
                key={label.id}
                label={label}
                top={start}
                isFirst={label === labels[0]}
                isLast={label === labels.at(-1)}
                onRemove={() => {
                  onRemove(label.id);
                }}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}
