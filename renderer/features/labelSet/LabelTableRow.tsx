import { ActionIcon, ColorInput, NumberInput, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import type { Label } from '#shared/dataset/label.ts';
import classes from './LabelSet.module.css';

const iconProps = { size: 15, stroke: 1.75 } as const;

/** A name that is changed where it stands; Enter or leaving gives it, Escape takes it back. */
function NameField({ label }: { readonly label: Label }) {
  const { t } = useTranslation();
  const { labels } = useWorkbench();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = async (): Promise<void> => {
    const name = typed?.trim() ?? '';
    setTyped(null);
    if (name !== '') await labels.change(label.id, { name });
  };
  return (
    <TextInput
      size="xs"
      aria-label={t('labels.rename', { label: label.name })}
      value={typed ?? label.name}
      classNames={{ input: classes['name'] ?? '' }}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
      }}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape' && typed !== null) {
          event.stopPropagation();
          setTyped(null);
        }
      }}
    />
  );
}

function ThresholdField({ label }: { readonly label: Label }) {
  const { t } = useTranslation();
  const { preferences } = useWorkbench();
  const thresholds = useStore(preferences, (state) => state.labelThresholds);
  const own = thresholds.find(({ labelId }) => labelId === label.id);
  return (
    <NumberInput
      size="xs"
      aria-label={t('labels.thresholdOf', { label: label.name })}
      title={t('labels.thresholdHint')}
      placeholder="–"
      value={own?.score ?? ''}
      min={0}
      max={1}
      step={0.05}
      decimalScale={2}
      onChange={(value) => {
        const others = thresholds.filter(({ labelId }) => labelId !== label.id);
        const isSet = typeof value === 'number' && value >= 0 && value <= 1;
        if (!isSet && value !== '') return;
        void preferences.change({
          labelThresholds: isSet ? [...others, { labelId: label.id, score: value }] : others,
        });
      }}
    />
  );
}

export interface LabelTableRowProps {
  readonly label: Label;
  /** From the top of the list, CSS pixels. */
  readonly top: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onRemove: () => void;
}

export function LabelTableRow({ label, top, isFirst, isLast, onRemove }: LabelTableRowProps) {
  const { t, i18n } = useTranslation();
  const { labels } = useWorkbench();
  return (
    <div
      className={classes['row']}
      style={{ transform: `translateY(${top}px)` }}
      role="listitem"
      aria-label={label.name}
      {...(label.isRetired ? { 'data-retired': '', title: t('labels.retired') } : {})}
    >
      <span className={classes['glyph']}>
        <LabelGlyph name={label.name} />
      </span>
      <NameField label={label} />
      <ColorInput
        size="xs"
        aria-label={t('labels.colorOf', { label: label.name })}
        format="hex"
        withEyeDropper={false}
        value={label.color}
        onChangeEnd={(color) => {
          if (/^#[0-9a-f]{6}$/.test(color)) void labels.change(label.id, { color });
        }}
      />
      <ThresholdField label={label} />
      <span className={classes['number']}>
        {new Intl.NumberFormat(i18n.language).format(label.usageCount)}
      </span>
      <span className={classes['actions']}>
        <ActionIcon
          size={26}
          disabled={isFirst}
          aria-label={t('labels.up')}
          title={t('labels.up')}
          onClick={() => void labels.move(label.id, -1)}
        >
          <IconArrowUp {...iconProps} />
        </ActionIcon>
        <ActionIcon
          size={26}
          disabled={isLast}
          aria-label={t('labels.down')}
          title={t('labels.down')}
          onClick={() => void labels.move(label.id, 1)}
        >
          <IconArrowDown {...iconProps} />
        </ActionIcon>
        <ActionIcon size={26} aria-label={t('labels.remove')} title={t('labels.remove')} onClick={onRemove}>
          <IconTrash {...iconProps} />
        </ActionIcon>
      </span>
    </div>
  );
}
