import { useTranslation } from 'react-i18next';
import type { ExportReceiptAnswer } from '#shared/ipc/contract/transfer.ts';
import classes from './TransferView.module.css';

const shownNames = 8;

export interface LossListProps {
  readonly losses: ExportReceiptAnswer['losses'];
}

/** What a format cannot hold of the data. */
export function LossList({ losses }: LossListProps) {
  const { t } = useTranslation();
  return (
    <ul className={classes['losses']}>
      {losses.map(({ kind, count, names, refused }) => (
        <li key={kind} className={refused ? classes['refused'] : undefined}>
          {t(`transfer.loss.${kind}`, { count, names: names.slice(0, shownNames).join('  ') })}
        </li>
      ))}
    </ul>
  );
}
