import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { effortFigures, type EffortReport } from '#shared/dataset/effort.ts';
import classes from './EffortDialog.module.css';

function Figure({
  name,
  value,
  note,
}: {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}) {
  return (
    <div className={classes['figure']}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <p>{note}</p>
    </div>
  );
}

function Report({ report }: { readonly report: EffortReport }) {
  const { t, i18n } = useTranslation();
  const figures = effortFigures(report);
  const format = (value: number | null, options: Intl.NumberFormatOptions): string =>
    value === null ? '–' : new Intl.NumberFormat(i18n.language, options).format(value);
  const decimal = { maximumFractionDigits: 1 };
  const duration = (ms: number | null): string => {
    const isLong = ms === null || ms >= 60_000;
    return format(ms === null ? null : ms / (isLong ? 60_000 : 1000), {
      style: 'unit',
      unit: isLong ? 'minute' : 'second',
      maximumFractionDigits: 0,
    });
  };
  const { acceptedCount, correctedCount, dismissedCount, drawnCount } = report;
  return (
    <dl className={classes['figures']}>
      <Figure
        name={t('effort.untouched')}
        value={format(figures.untouchedShare, { style: 'percent', maximumFractionDigits: 1 })}
        note={t('effort.untouchedNote', {
          accepted: acceptedCount,
          decided: acceptedCount + correctedCount + dismissedCount,
        })}
      />
      <Figure
        name={t('effort.seconds')}
        value={format(figures.secondsPerCorrection, { style: 'unit', unit: 'second', ...decimal })}
        note={t('effort.secondsNote', { count: correctedCount + dismissedCount + drawnCount })}
      />
      <Figure
        name={t('effort.keys')}
        value={format(figures.keysPerCorrection, decimal)}
        note={t('effort.keysNote', { clicks: format(figures.clicksPerCorrection, decimal) })}
      />
      <Figure
        name={t('effort.time')}
        value={duration(report.activeMs)}
        note={t('effort.timeNote', { images: report.imageCount, reviewed: report.reviewedCount })}
      />
      <Figure
        name={t('effort.remaining')}
        value={duration(figures.remainingMs)}
        note={t('effort.remainingNote', { count: report.remainingCount })}
      />
    </dl>
  );
}

/** What correcting this project has cost so far: the proof of speed, or of the want of it. */
export function EffortDialog() {
  const { t } = useTranslation();
  const { ui, client, effort, notices } = useWorkbench();
  const isOpen = useStore(ui, (state) => state.dialog === 'effort');
  const [report, setReport] = useState<EffortReport | null>(null);
  useEffect(() => {
    if (!isOpen) return;
    effort
      .flush()
      .then(() => client.project.effortReport({}))
      .then(setReport)
      .catch(notices.report);
  }, [isOpen, client, effort, notices]);
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        ui.openDialog(null);
      }}
      title={t('effort.title')}
      size={620}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {report !== null && report.imageCount === 0 && <EmptyNotice title={t('effort.none')} />}
      {report !== null && report.imageCount > 0 && <Report report={report} />}
    </Modal>
  );
}
