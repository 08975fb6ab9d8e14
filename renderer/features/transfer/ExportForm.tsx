import { Button, Select } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatKey } from '#renderer/commands/formatKey.ts';
import { commandById } from '#renderer/commands/registry.ts';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { ProjectInfo } from '#shared/ipc/contract/project.ts';
import type { FormatSummary } from '#shared/ipc/contract/transfer.ts';
import { ExportFilter } from './ExportFilter.tsx';
import { ExportOutlook } from './ExportOutlook.tsx';
import { ExportSplit } from './ExportSplit.tsx';
import { FormatHolds } from './FormatHolds.tsx';
import { type ExportChoice, firstChoice, imagesOf, requestOf } from './exportChoice.ts';
import classes from './TransferView.module.css';
import { useAnswer } from './useAnswer.ts';

const settleMs = 200;
const imageModes = ['copy', 'link', 'reference'] as const;
const frames = ['upright', 'file'] as const;

export interface ExportFormProps {
  readonly info: ProjectInfo;
  readonly formats: readonly FormatSummary[];
}

/** What to export and how, with what will be written and what the format cannot hold. */
export function ExportForm({ info, formats }: ExportFormProps) {
  const { t } = useTranslation();
  const { client, jobs, platform, session } = useWorkbench();
  const [choice, setChoice] = useState<ExportChoice>(firstChoice);
  const isRunning = useStore(jobs, (state) => state.running.some((job) => job.kind === 'export'));
  const lastExport = useStore(jobs, (state) => state.lastExport?.jobId ?? '');
  const change = (part: Partial<ExportChoice>): void => {
    setChoice((before) => ({ ...before, ...part }));
  };
  const request = requestOf(choice, formats);
  const key = JSON.stringify([request, info.path, info.imageCount, info.reviewedCount, lastExport]);
  const preview = useAnswer(key, request === null ? null : () => client.export.preview(request), settleMs);
  const format = formats.find(({ id }) => id === choice.format);
  const isMoved = (preview.value?.differences.length ?? 0) > 0;
  const isRefused = preview.value?.losses.some(({ refused }) => refused) ?? false;
  const canRun = request !== null && preview.value !== null && !preview.isWaiting && !isMoved && !isRefused;
  const start = async (): Promise<void> => {
    if (request === null) return;
    await session.settled();
    await jobs.start('export', () => client.export.run(request));
  };
  const isOnlyReviewed = choice.states.length === 1 && choice.states[0] === 'reviewed';
  return (
    <section className={classes['card']} aria-label={t('transfer.exportTitle')}>
      <h2>{t('transfer.exportTitle')}</h2>
      <div className={classes['pair']}>
        <Select
          label={t('transfer.format')}
          data={formats.map(({ id, name }) => ({ value: id, label: name }))}
          value={choice.format}
          allowDeselect={false}
          onChange={(value) => {
            if (value !== null) change({ format: value });
          }}
        />
        <Select
          label={t('transfer.images')}
          data={imageModes.map((mode) => ({
            value: mode,
            label: t(`transfer.imageModes.${mode}`),
            disabled: format !== undefined && !format.imageModes.includes(mode),
          }))}
          value={imagesOf(choice, formats)}
          allowDeselect={false}
          onChange={(value) => {
            const mode = imageModes.find((one) => one === value);
            if (mode !== undefined) change({ images: mode });
          }}
        />
      </div>
      {format !== undefined && <FormatHolds holds={format.holds} />}
      <Select
        label={t('transfer.frame')}
        description={t(`transfer.frameHints.${choice.frame}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={frames.map((frame) => ({ value: frame, label: t(`transfer.frames.${frame}`) }))}
        value={choice.frame}
        allowDeselect={false}
        onChange={(value) => {
          const frame = frames.find((one) => one === value);
          if (frame !== undefined) change({ frame });
        }}
      />
      <ExportFilter choice={choice} onChange={change} />
      <ExportSplit choice={choice} splits={preview.value?.splits ?? {}} onChange={change} />
      <ExportOutlook
        preview={preview}
        newLock={choice.newLock}
        onNewLock={(newLock) => {
          change({ newLock });
        }}
      />
      <div className={classes['foot']}>
        <Button
          leftSection={<IconFileExport size={17} stroke={1.6} />}
          disabled={!canRun || isRunning}
          onClick={() => void start()}
        >
          {isRunning
            ? t('transfer.running')
            : preview.value === null
              ? t('transfer.export')
              : t('transfer.run', { count: preview.value.images })}
        </Button>
        {preview.error !== null && (
          <span className={classes['hint']}>
            {preview.error.code === 'export.nothingToWrite' && isOnlyReviewed && info.reviewedCount === 0
              ? t('transfer.nothing', { key: formatKey(commandById('images.finish').keys, platform) })
              : errorText(t, preview.error)}
          </span>
        )}
      </div>
    </section>
  );
}
