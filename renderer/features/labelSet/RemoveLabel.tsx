import { Button, Group, Radio, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import classes from './LabelSet.module.css';

export interface RemoveLabelProps {
  readonly labelId: number;
  readonly onDone: () => void;
}

/** Asks what becomes of the boxes of a label that goes. */
export function RemoveLabel({ labelId, onDone }: RemoveLabelProps) {
  const { t } = useTranslation();
  const { labels: store, session } = useWorkbench();
  const labels = useStore(store, (state) => state.labels);
  const label = labels.find(({ id }) => id === labelId);
  const [fate, setFate] = useState<'relabel' | 'delete'>('relabel');
  const [replacementId, setReplacementId] = useState<number | null>(null);
  if (label === undefined) return null;
  const isUsed = label.usageCount > 0;
  const replacement = labels.find(({ id }) => id === replacementId);
  const isReady = !isUsed || fate === 'delete' || replacement !== undefined;

  const remove = async (): Promise<void> => {
    // What was edited before belongs to the boxes that change now.
    await session.settled();
    const done = await store.retire(labelId, isUsed && fate === 'relabel' ? replacementId : null);
    if (done !== null) onDone();
  };
  const action = (): string => {
    if (!isUsed) return t('labels.doRemove');
    if (fate === 'delete') return t('labels.doDelete', { count: label.usageCount });
    return t('labels.doMerge', { label: replacement?.name ?? '…' });
  };
  return (
    <Stack gap={14}>
      <h3 className={classes['removeTitle']}>
        <LabelGlyph name={label.name} />
        {t('labels.removeTitle', { label: label.name })}
      </h3>
      {isUsed ? (
        <Radio.Group
          label={t('labels.removeUsed', { count: label.usageCount })}
          description={t('labels.undoHint')}
          value={fate}
          onChange={(value) => {
            setFate(value === 'delete' ? 'delete' : 'relabel');
          }}
        >
          <Stack gap={10} mt={10}>
            <Radio value="relabel" label={t('labels.toOther')} />
            {fate === 'relabel' && (
              <Select
                ml={28}
                searchable
                data-autofocus
                aria-label={t('labels.replacement')}
                placeholder={t('labels.replacement')}
                value={replacementId === null ? null : String(replacementId)}
                data={labels
                  .filter(({ id, isRetired }) => id !== labelId && !isRetired)
                  .map(({ id, name }) => ({ value: String(id), label: name }))}
                onChange={(value) => {
                  setReplacementId(value === null ? null : Number(value));
                }}
              />
            )}
            <Radio value="delete" label={t('labels.toNone')} />
          </Stack>
        </Radio.Group>
      ) : (
        <p className={classes['hint']}>{t('labels.removeUnused')}</p>
      )}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onDone}>
          {t('labels.cancel')}
        </Button>
        <Button disabled={!isReady} onClick={() => void remove()}>
          {action()}
        </Button>
      </Group>
    </Stack>
  );
}
