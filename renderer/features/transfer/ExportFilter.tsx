import { MultiSelect, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { ExportChoice } from './exportChoice.ts';
import classes from './TransferView.module.css';

const states = ['new', 'prelabelled', 'inProgress', 'reviewed'] as const;
const flags = [
  ['any', 'flagAny'],
  ['flagged', 'flagOnly'],
  ['unflagged', 'flagNone'],
] as const;

export interface ExportFilterProps {
  readonly choice: ExportChoice;
  readonly onChange: (part: Partial<ExportChoice>) => void;
}

/** Which images, by state, flag and label. */
export function ExportFilter({ choice, onChange }: ExportFilterProps) {
  const { t } = useTranslation();
  const { labels: store } = useWorkbench();
  const labels = useStore(store, (state) => state.labels);
  return (
    <>
      <MultiSelect
        size="xs"
        label={t('transfer.states')}
        data={states.map((state) => ({ value: state, label: t(`images.state.${state}`) }))}
        value={[...choice.states]}
        placeholder={choice.states.length === 0 ? t('transfer.statesAll') : ''}
        clearable
        onChange={(values) => {
          onChange({ states: states.filter((state) => values.includes(state)) });
        }}
      />
      <MultiSelect
        size="xs"
        label={t('transfer.labels')}
        description={t('transfer.labelsHint')}
        data={labels.map(({ name }) => name)}
        value={[...choice.labels]}
        placeholder={choice.labels.length === 0 ? t('transfer.labelsAll') : ''}
        searchable
        clearable
        limit={200}
        onChange={(values) => {
          onChange({ labels: values });
        }}
      />
      <div role="group" aria-label={t('transfer.flag')} className={classes['field']}>
        <span className={classes['label']}>{t('transfer.flag')}</span>
        <SegmentedControl
          size="xs"
          value={choice.flag}
          data={flags.map(([value, text]) => ({ value, label: t(`transfer.${text}`) }))}
          onChange={(value) => {
            const flag = flags.find(([one]) => one === value)?.[0];
            if (flag !== undefined) onChange({ flag });
          }}
        />
      </div>
    </>
  );
}
