import { ActionIcon, Progress, VisuallyHidden } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatRate, remaining } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { JobProgress } from '#shared/ipc/events.ts';
import classes from './JobBar.module.css';

/** Said aloud at every tenth only: each single percent would talk over everything else. */
const announcedStep = 10;

function Announcement({ job }: { readonly job: JobProgress }) {
  const { t } = useTranslation();
  const percent = job.total === null || job.total === 0 ? 0 : Math.floor((100 * job.done) / job.total);
  return (
    <VisuallyHidden aria-live="polite">
      {t('jobs.announce', {
        job: t(`jobs.kind.${job.kind}`),
        percent: Math.floor(percent / announcedStep) * announcedStep,
      })}
    </VisuallyHidden>
  );
}

function Figures({ job }: { readonly job: JobProgress }) {
  const { t, i18n } = useTranslation();
  const left = job.remainingMs === null ? null : remaining(job.remainingMs);
  if (job.total === null) {
    return <span>{job.done === 0 ? t('jobs.starting') : t('jobs.counting', { done: job.done })}</span>;
  }
  return (
    <>
      <span>{t('jobs.count', { done: job.done, total: job.total })}</span>
      {job.ratePerSecond !== null && (
        <span className={classes['quiet']}>
          {t('jobs.rate', { rate: formatRate(job.ratePerSecond, i18n.language) })}
        </span>
      )}
      {left !== null && (
        <span className={classes['quiet']}>{t(`jobs.left${left.unit}`, { count: left.count })}</span>
      )}
    </>
  );
}

/** The running job: bar, count, rate, time left and the cross that stops it. */
export function JobBar() {
  const { t } = useTranslation();
  const { jobs } = useWorkbench();
  const running = useStore(jobs, (state) => state.running);
  const cancelling = useStore(jobs, (state) => state.cancelling);
  const job = running[0];
  if (job === undefined) return <span />;
  const name = t(`jobs.kind.${job.kind}`);
  const isCancelling = cancelling.has(job.jobId);
  const percent = job.total === null || job.total === 0 ? null : (100 * job.done) / job.total;
  return (
    <div className={classes['job']} title={job.current ?? undefined}>
      <span className={classes['name']}>{isCancelling ? t('jobs.cancelling') : name}</span>
      <Progress
        className={classes['bar'] ?? ''}
        value={percent ?? 100}
        animated={percent === null}
        striped={percent === null}
        aria-label={name}
      />
      <Figures job={job} />
      {running.length > 1 && (
        <span className={classes['quiet']}>{t('status.moreJobs', { count: running.length - 1 })}</span>
      )}
      <ActionIcon
        size={20}
        aria-label={t('jobs.cancel', { job: name })}
        title={t('jobs.cancel', { job: name })}
        disabled={isCancelling}
        onClick={() => void jobs.cancel(job.jobId)}
      >
        <IconX size={14} stroke={2} />
      </ActionIcon>
      <Announcement job={job} />
    </div>
  );
}
