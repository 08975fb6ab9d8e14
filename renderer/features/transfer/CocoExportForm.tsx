import { Button, Radio } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatKey } from '#renderer/commands/formatKey.ts';
import { commandById } from '#renderer/commands/registry.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { ProjectInfo } from '#shared/ipc/contract/project.ts';
import classes from './TransferView.module.css';

const choices = ['reviewed', 'all'] as const;

export interface CocoExportFormProps {
  readonly info: ProjectInfo;
}

/** Which images to export as COCO, with how many that are on the button. */
export function CocoExportForm({ info }: CocoExportFormProps) {
  const { t } = useTranslation();
  const { client, jobs, platform, session } = useWorkbench();
  const [which, setWhich] = useState<(typeof choices)[number]>('reviewed');
  const isRunning = useStore(jobs, (state) => state.running.some((job) => job.kind === 'export'));
  const counts = { reviewed: info.reviewedCount, all: info.imageCount };
  const count = counts[which];
  const start = async (): Promise<void> => {
    await session.settled();
    await jobs.start('export', () => client.export.coco({ which }));
  };
  return (
    <section className={classes['card']} aria-label={t('transfer.coco')}>
      <div>
        <h2>{t('transfer.coco')}</h2>
        <p className={classes['hint']}>{t('transfer.cocoText')}</p>
      </div>
      <Radio.Group
        label={t('transfer.which')}
        value={which}
        onChange={(value) => {
          setWhich(value === 'all' ? 'all' : 'reviewed');
        }}
      >
        {choices.map((choice) => (
          <Radio
            key={choice}
            mt={8}
            size="sm"
            value={choice}
            label={t(`transfer.${choice}`)}
            description={t(`transfer.${choice}Hint`)}
          />
        ))}
      </Radio.Group>
      <div className={classes['foot']}>
        <Button
          leftSection={<IconFileExport size={17} stroke={1.6} />}
          disabled={count === 0 || isRunning}
          onClick={() => void start()}
        >
          {isRunning ? t('transfer.running') : t('transfer.export', { count })}
        </Button>
        {count === 0 && (
          <span className={classes['hint']}>
            {t('transfer.nothing', { key: formatKey(commandById('images.finish').keys, platform) })}
          </span>
        )}
      </div>
    </section>
  );
}
