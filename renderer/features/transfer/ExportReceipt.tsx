import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './TransferView.module.css';

/** How the last export ended, and where it stands. */
export function ExportReceipt() {
  const { t, i18n } = useTranslation();
  const { client, jobs, notices } = useWorkbench();
  const last = useStore(jobs, (state) => state.lastExport);
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
        <p>{outcome}</p>
        <p className={classes['hint']}>{t('transfer.duration', { seconds })}</p>
      </div>
      {last.error !== null && <p>{errorText(t, last.error)}</p>}
      {last.resultPath !== null && <span className={classes['path']}>{last.resultPath}</span>}
      {last.outcome === 'done' && (
        <div>
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} stroke={1.6} />}
            onClick={() => {
              client.export.reveal({ jobId: last.jobId }).catch(notices.report);
            }}
          >
            {t('transfer.reveal')}
          </Button>
        </div>
      )}
    </section>
  );
}
