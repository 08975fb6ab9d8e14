import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { PageHead } from '#renderer/ui/PageHead.tsx';
import { CocoExportForm } from './CocoExportForm.tsx';
import { ExportReceipt } from './ExportReceipt.tsx';
import classes from './TransferView.module.css';

/** What leaves the project, and what left it last. */
export function TransferView() {
  const { t } = useTranslation();
  const { project } = useWorkbench();
  const info = useStore(project, (state) => state.info);
  return (
    <div className={classes['page']}>
      <PageHead title={t('transfer.title')} subtitle={t('transfer.subtitle')} />
      {info === null ? (
        <EmptyNotice title={t('transfer.noProject')} />
      ) : (
        <div className={classes['columns']}>
          <CocoExportForm info={info} />
          <ExportReceipt />
        </div>
      )}
    </div>
  );
}
