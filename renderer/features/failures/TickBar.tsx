import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconTag, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SpreadAction } from '#renderer/stores/caseTicks.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { WindowCase } from '#shared/ipc/contract/evaluation.ts';
import classes from './TickBar.module.css';

/** What all of the detections say, where they say the same. */
function commonReading(cases: readonly WindowCase[]): string | null {
  const names = new Set(cases.flatMap(({ read }) => (read === null ? [] : [read.label])));
  return names.size === 1 ? ([...names][0] ?? null) : null;
}

/** What is done to the ticked cases at once: one step, taken back as one. */
export function TickBar() {
  const { t } = useTranslation();
  const { caseTicks, labels: labelStore, notices, session } = useWorkbench();
  const ticked = useStore(caseTicks, (state) => state.ticked);
  const labels = useStore(labelStore, (state) => state.labels);
  const [chosen, setChosen] = useState<number | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  if (ticked.size === 0) return null;
  const cases = [...ticked.values()];
  const idOf = (name: string): number | null => labels.find((label) => label.name === name)?.id ?? null;
  const reading = commonReading(cases);
  const labelId = chosen ?? (reading === null ? null : idOf(reading));
  const known = cases.filter(({ annotationId }) => annotationId !== null).length;
  const missing = cases.filter(({ truth, read }) => truth === null && read !== null).length;
  const spread = async (action: SpreadAction): Promise<void> => {
    setIsBusy(true);
    const done = await caseTicks.spread(action, idOf);
    setIsBusy(false);
    if (done === null) return;
    setChosen(null);
    notices.tell(
      'success',
      { key: 'failures.spreadDone', values: { count: done.boxCount, images: done.imageCount } },
      {
        labelKey: 'failures.spreadUndo',
        run: () => {
          void session.undo();
        },
      },
    );
  };
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('failures.tickedTools')}>
      <b>{t('failures.ticked', { count: ticked.size })}</b>
      <Select
        size="xs"
        searchable
        aria-label={t('failures.spreadLabel')}
        placeholder={t('failures.spreadLabel')}
        className={classes['label'] ?? ''}
        data={labels
          .filter(({ isRetired }) => !isRetired)
          .map(({ id, name }) => ({ value: String(id), label: name }))}
        value={labelId === null ? null : String(labelId)}
        onChange={(value) => {
          setChosen(value === null ? null : Number(value));
        }}
      />
      {known > 0 && (
        <Button
          size="xs"
          leftSection={<IconTag size={14} stroke={1.75} />}
          disabled={labelId === null || isBusy}
          onClick={() => {
            if (labelId !== null) void spread({ kind: 'relabel', labelId });
          }}
        >
          {t('failures.spreadRelabel', { count: known })}
        </Button>
      )}
      {missing > 0 && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.75} />}
          disabled={isBusy}
          onClick={() => void spread({ kind: 'add', labelId: chosen })}
        >
          {t('failures.spreadAdd', { count: missing })}
        </Button>
      )}
      {known > 0 && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTrash size={14} stroke={1.75} />}
          disabled={isBusy}
          onClick={() => void spread({ kind: 'delete' })}
        >
          {t('failures.spreadDelete', { count: known })}
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes['close'] ?? ''}
        aria-label={t('failures.untick')}
        onClick={() => {
          caseTicks.clear();
        }}
      >
        <IconX size={15} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
