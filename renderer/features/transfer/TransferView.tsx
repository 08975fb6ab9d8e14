import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { PageHead } from '#renderer/ui/PageHead.tsx';
import { ExportForm } from './ExportForm.tsx';
import { ExportReceipt } from './ExportReceipt.tsx';
import { ImportForm } from './ImportForm.tsx';
import classes from './TransferView.module.css';
import { useAnswer } from './useAnswer.ts';

/** What leaves the project, what left it last, and what comes in. */
export function TransferView() {
  const { t } = useTranslation();
  const { project, client } = useWorkbench();
  const info = useStore(project, (state) => state.info);
  const { value: formats } = useAnswer('formats', () => client.export.formats({}));
  return (
    <div className={classes['page']}>
      <PageHead title={t('transfer.title')} subtitle={t('transfer.subtitle')} />
      {info === null || formats === null ? (
        <EmptyNotice title={t(info === null ? 'transfer.noProject' : 'app.loading')} />
      ) : (
        <div className={classes['columns']}>
          <ExportForm info={info} formats={formats.filter(({ writes }) => writes)} />
          <div className={classes['column']}>
            <ExportReceipt />
            <ImportForm key={info.path} formats={formats.filter(({ reads }) => reads)} />
          </div>
        </div>
      )}
    </div>
  );
}
