import { Button } from '@mantine/core';
import { IconCircleCheck, IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { LabelCounts } from './LabelCounts.tsx';
import { LossList } from './LossList.tsx';
import { ReceiptFigures } from './ReceiptFigures.tsx';
import classes from './TransferView.module.css';
import { useAnswer } from './useAnswer.ts';

/** How the last export ended, where it stands, and what was found when it was read again. */
export function ExportReceipt() {
  const { t, i18n } = useTranslation();
  const { client, jobs, notices } = useWorkbench();
  const last = useStore(jobs, (state) => state.lastExport);
  const isDone = last?.outcome === 'done';
  const { value: receipt } = useAnswer(
    last?.jobId ?? '',
    last !== null && isDone ? () => client.export.receipt({ jobId: last.jobId }) : null,
  );
  if (last === null) return null;
  const outcome =
    last.outcome === 'done'
      ? t('transfer.receiptDone', { count: last.done })
      : t(last.outcome === 'cancelled' ? 'transfer.receiptCancelled' : 'transfer.receiptFailed');
  const seconds = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(
    last.durationMs / 1000,
  );
  return (
    <section className={classes['card']} aria-label={t('transfer.receipt')}>
      <div>
        <h2>{t('transfer.receipt')}</h2>
        <p className={isDone ? classes['good'] : undefined}>
          {isDone && <IconCircleCheck size={16} stroke={1.8} aria-hidden />} {outcome}
          <span className={classes['hint']}> · {t('transfer.duration', { seconds })}</span>
        </p>
      </div>
      {last.error !== null && <p>{errorText(t, last.error)}</p>}
      {isDone && receipt !== null && (
        <>
          <ReceiptFigures receipt={receipt} />
          {receipt.losses.length > 0 && <LossList losses={receipt.losses} />}
          <LabelCounts labels={receipt.labels} />
        </>
      )}
      {last.resultPath !== null && <span className={classes['path']}>{last.resultPath}</span>}
      {isDone && (
        <div className={classes['foot']}>
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} stroke={1.6} />}
            onClick={() => {
              client.export.reveal({ jobId: last.jobId }).catch(notices.report);
            }}
          >
            {t('transfer.reveal')}
          </Button>
          <span className={classes['hint']}>{t('transfer.savedReceipt')}</span>
        </div>
      )}
    </section>
  );
}
