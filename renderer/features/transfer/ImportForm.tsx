import { Button, Radio, Select } from '@mantine/core';
import { IconEye, IconFile, IconFileImport, IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { FormatSummary, ImportRequest } from '#shared/ipc/contract/transfer.ts';
import { ImportReport } from './ImportReport.tsx';
import { MappingTable } from './MappingTable.tsx';
import classes from './TransferView.module.css';
import { useAnswer } from './useAnswer.ts';

/** Empty for what the files themselves tell. */
const frames = ['', 'upright', 'file'] as const;
const rules = ['mine', 'theirs', 'detections'] as const;

export interface ImportFormProps {
  readonly formats: readonly FormatSummary[];
}

interface Chosen {
  readonly grantId: string;
  readonly name: string;
  readonly files: number;
}

/** Label files to take in: first what would happen, with names to change, then the import itself. */
export function ImportForm({ formats }: ImportFormProps) {
  const { t } = useTranslation();
  const { client, jobs, session, notices } = useWorkbench();
  const [format, setFormat] = useState('coco');
  const [conflicts, setConflicts] = useState<ImportRequest['conflicts']>('mine');
  const [frame, setFrame] = useState<(typeof frames)[number]>('');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [mapping, setMapping] = useState<ReadonlyMap<string, string | null>>(new Map());
  const [ownJob, setOwnJob] = useState<string | null>(null);
  const last = useStore(jobs, (state) => state.lastLabelImport);
  const isRunning = useStore(jobs, (state) => state.running.some((job) => job.kind === 'importLabels'));
  const ended = last !== null && last.jobId === ownJob ? last : null;
  const { value: report } = useAnswer(
    ended?.jobId ?? '',
    ended?.outcome === 'done' ? () => client.import.report({ jobId: ended.jobId }) : null,
  );
  const shown = ownJob === null ? null : report;

  const pick = async (what: 'files' | 'folder'): Promise<void> => {
    try {
      const picked = await client.import.pick({ what });
      if (picked === null) return;
      setChosen(picked);
      setMapping(new Map());
      setOwnJob(null);
    } catch (thrown) {
      notices.report(thrown);
    }
  };
  const run = async (dryRun: boolean): Promise<void> => {
    if (chosen === null) return;
    await session.settled();
    await jobs.start('importLabels', async () => {
      const started = await client.import.labels({
        grantId: chosen.grantId,
        format,
        conflicts,
        frame: frame === '' ? null : frame,
        mapping: [...mapping].map(([from, to]) => ({ from, to })),
        dryRun,
      });
      setOwnJob(started.jobId);
      // What was chosen is used up by the import itself.
      if (!dryRun) setChosen(null);
      return started;
    });
  };
  return (
    <section className={classes['card']} aria-label={t('transfer.importTitle')}>
      <h2>{t('transfer.importTitle')}</h2>
      <Select
        label={t('transfer.format')}
        data={formats.map(({ id, name }) => ({ value: id, label: name }))}
        value={format}
        allowDeselect={false}
        onChange={(value) => {
          if (value === null) return;
          setFormat(value);
          setOwnJob(null);
        }}
      />
      <div className={classes['foot']}>
        <Button
          variant="default"
          leftSection={<IconFile size={16} stroke={1.6} />}
          onClick={() => void pick('files')}
        >
          {t('transfer.chooseFiles')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolder size={16} stroke={1.6} />}
          onClick={() => void pick('folder')}
        >
          {t('transfer.chooseFolder')}
        </Button>
        <span className={chosen === null ? classes['hint'] : classes['path']}>
          {chosen === null
            ? t('transfer.noneChosen')
            : chosen.files > 1
              ? t('transfer.chosenMore', { name: chosen.name, count: chosen.files - 1 })
              : chosen.name}
        </span>
      </div>
      <Select
        label={t('transfer.frame')}
        description={t(`transfer.importFrameHints.${frame === '' ? 'told' : frame}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={frames.map((one) => ({
          value: one,
          label: t(`transfer.importFrames.${one === '' ? 'told' : one}`),
        }))}
        value={frame}
        allowDeselect={false}
        onChange={(value) => {
          const other = frames.find((one) => one === value);
          if (other === undefined) return;
          setFrame(other);
          setOwnJob(null);
        }}
      />
      <Radio.Group
        label={t('transfer.conflicts')}
        value={conflicts}
        onChange={(value) => {
          const rule = rules.find((one) => one === value);
          if (rule === undefined) return;
          setConflicts(rule);
          // What was shown would happen by the rule before.
          setOwnJob(null);
        }}
      >
        {rules.map((rule) => (
          <Radio
            key={rule}
            mt={8}
            size="sm"
            value={rule}
            label={t(`transfer.conflict.${rule}`)}
            description={t(`transfer.conflictHint.${rule}`)}
          />
        ))}
      </Radio.Group>
      {shown !== null && <ImportReport report={shown} />}
      {shown !== null && shown.dryRun && (
        <MappingTable
          labels={shown.labels}
          mapping={mapping}
          onMap={(name, to) => {
            setMapping((before) => new Map([...before, [name, to]]));
          }}
        />
      )}
      {ended?.error !== null && ended?.error !== undefined && <p>{errorText(t, ended.error)}</p>}
      <div className={classes['foot']}>
        <Button
          variant="default"
          leftSection={<IconEye size={16} stroke={1.6} />}
          disabled={chosen === null || isRunning}
          onClick={() => void run(true)}
        >
          {t(
            isRunning
              ? 'transfer.importRunning'
              : shown?.dryRun === true
                ? 'transfer.lookAgain'
                : 'transfer.look',
          )}
        </Button>
        <Button
          leftSection={<IconFileImport size={17} stroke={1.6} />}
          disabled={chosen === null || isRunning || shown?.dryRun !== true}
          onClick={() => void run(false)}
        >
          {t('transfer.doImport')}
        </Button>
      </div>
    </section>
  );
}
