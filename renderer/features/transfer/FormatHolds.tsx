import { useTranslation } from 'react-i18next';
import type { FormatSummary } from '#shared/ipc/contract/transfer.ts';
import classes from './TransferView.module.css';

export interface FormatHoldsProps {
  readonly holds: FormatSummary['holds'];
}

/** What a format holds beside the boxes with their labels. */
export function FormatHolds({ holds }: FormatHoldsProps) {
  const { t } = useTranslation();
  return (
    <dl className={classes['holds']}>
      <dt>{t('transfer.holds')}</dt>
      {holds.length === 0 ? (
        <dd>{t('transfer.holdsBoxes')}</dd>
      ) : (
        holds.map((thing) => <dd key={thing}>{t(`transfer.held.${thing}`)}</dd>)
      )}
    </dl>
  );
}
