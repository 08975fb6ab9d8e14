import { NumberInput, Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExportPreviewAnswer } from '#shared/ipc/contract/transfer.ts';
import type { ExportChoice } from './exportChoice.ts';
import classes from './TransferView.module.css';

const splits = ['train', 'val', 'test'] as const;
const groupings = ['writer', 'folder', 'none'] as const;
const everything = 'all';

export interface ExportSplitProps {
  readonly choice: ExportChoice;
  /** Images of each part, as they would be. */
  readonly splits: ExportPreviewAnswer['splits'];
  readonly onChange: (part: Partial<ExportChoice>) => void;
}

/** Whether and how the images are divided. */
export function ExportSplit({ choice, splits: counts, onChange }: ExportSplitProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['field']}>
      <Switch
        size="sm"
        label={t('transfer.split')}
        checked={choice.isDivided}
        onChange={(event) => {
          onChange({ isDivided: event.currentTarget.checked });
        }}
      />
      {choice.isDivided && (
        <div className={classes['shares']}>
          {splits.map((split) => (
            <NumberInput
              size="xs"
              key={split}
              label={t(`transfer.${split}`)}
              description={t('transfer.imageCount', { count: counts[split] ?? 0 })}
              inputWrapperOrder={['label', 'input', 'description']}
              min={0}
              max={1_000_000}
              value={choice.ratios[split]}
              onChange={(value) => {
                onChange({ ratios: { ...choice.ratios, [split]: Number(value) || 0 } });
              }}
            />
          ))}
          <NumberInput
            size="xs"
            label={t('transfer.seed')}
            min={0}
            max={4_294_967_295}
            allowDecimal={false}
            value={choice.seed}
            onChange={(value) => {
              onChange({ seed: Math.max(0, Math.min(4_294_967_295, Math.trunc(Number(value) || 0))) });
            }}
          />
          <Select
            label={t('transfer.groupBy')}
            data={groupings.map((value) => ({ value, label: t(`transfer.group.${value}`) }))}
            value={choice.groupBy}
            allowDeselect={false}
            onChange={(value) => {
              const groupBy = groupings.find((one) => one === value);
              if (groupBy !== undefined) onChange({ groupBy });
            }}
          />
          <Select
            label={t('transfer.onlySplit')}
            data={[
              { value: everything, label: t('transfer.onlySplitAll') },
              ...splits.map((value) => ({ value, label: t(`transfer.${value}`) })),
            ]}
            value={choice.onlySplit ?? everything}
            allowDeselect={false}
            onChange={(value) => {
              onChange({ onlySplit: splits.find((one) => one === value) ?? null });
            }}
          />
        </div>
      )}
    </div>
  );
}
