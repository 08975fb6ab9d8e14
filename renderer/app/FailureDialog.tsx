import { Button, CopyButton, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './FailureDialog.module.css';
import { showErrorInGraph } from './showErrorInGraph.ts';

/** The text of an error without the file that it begins with: that stands above it. */
function causeOf(subject: string, text: string): string {
  return text.startsWith(`${subject}: `) ? text.slice(subject.length + 2) : text;
}

/** What a job could not do, file by file, until it has been read. */
export function FailureDialog() {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const { jobs } = workbench;
  const job = useStore(jobs, (state) => state.unreadFailures[0] ?? null);
  const close = (): void => {
    if (job !== null) jobs.readFailures(job.jobId);
  };
  const rows = (job?.failures ?? []).map(({ subject, error }) => ({
    subject,
    cause: causeOf(subject, errorText(t, error)),
  }));
  const text = rows.map(({ subject, cause }) => `${subject}\t${cause}`).join('\n');
  // One cause for all that failed: the model itself.
  const show = showErrorInGraph(workbench, job?.failures[0]?.error ?? null);
  const unlisted = job === null ? 0 : job.failureCount - job.failures.length;
  return (
    <Modal
      opened={job !== null}
      onClose={close}
      size={720}
      title={job !== null && t(`jobs.failures.title.${job.kind}`, { count: job.failureCount })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <p className={classes['lead']}>{t('jobs.failures.restDone')}</p>
      <ul className={classes['list']} tabIndex={0}>
        {rows.map(({ subject, cause }, index) => (
          <li key={`${index} ${subject}`}>
            <span className={classes['subject']}>{subject}</span>
            <span className={classes['cause']}>{cause}</span>
          </li>
        ))}
        {unlisted > 0 && <li className={classes['cause']}>{t('jobs.failures.more', { count: unlisted })}</li>}
      </ul>
      <div className={classes['buttons']}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('app.copied') : t('jobs.failures.copyAll')}
            </Button>
          )}
        </CopyButton>
        {show !== null && (
          <Button
            variant="default"
            onClick={() => {
              close();
              show.run();
            }}
          >
            {t(show.labelKey)}
          </Button>
        )}
        <Button onClick={close}>{t('jobs.failures.read')}</Button>
      </div>
    </Modal>
  );
}
