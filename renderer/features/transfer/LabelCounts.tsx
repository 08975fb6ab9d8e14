import { useTranslation } from 'react-i18next';
import type { ExportReceiptAnswer } from '#shared/ipc/contract/transfer.ts';
import classes from './TransferView.module.css';

export interface LabelCountsProps {
  readonly labels: ExportReceiptAnswer['labels'];
}

/** Boxes of each label that has any, as they were read. */
export function LabelCounts({ labels }: LabelCountsProps) {
  const { t } = useTranslation();
  return (
    <details className={classes['details']}>
      <summary>{t('transfer.perLabel')}</summary>
      <ul className={classes['counts']}>
        {labels
          .filter(({ boxes }) => boxes > 0)
          .map(({ id, name, boxes }) => (
            <li key={id}>
              <code>{name}</code>
              <span>{boxes}</span>
            </li>
          ))}
      </ul>
    </details>
  );
}
