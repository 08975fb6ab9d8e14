import { Switch } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExportPreviewAnswer } from '#shared/ipc/contract/transfer.ts';
import { LossList } from './LossList.tsx';
import classes from './TransferView.module.css';
import type { Answer } from './useAnswer.ts';

const shownDifferences = 6;

export interface ExportOutlookProps {
  readonly preview: Answer<ExportPreviewAnswer>;
  readonly newLock: boolean;
  readonly onNewLock: (newLock: boolean) => void;
}

/** What an export would write, what its format cannot hold, and where the labels are not those of the last one. */
export function ExportOutlook({ preview, newLock, onNewLock }: ExportOutlookProps) {
  const { t } = useTranslation();
  const { value, isWaiting } = preview;
  if (value === null) return isWaiting ? <p className={classes['hint']}>{t('transfer.looking')}</p> : null;
  const { images, boxes, losses, differences } = value;
  return (
    <div className={classes['outlook']} aria-live="polite">
      <strong>
        {t('transfer.counts', {
          images: t('transfer.imageCount', { count: images }),
          boxes: t('transfer.boxCount', { count: boxes }),
        })}
      </strong>
      {losses.length === 0 ? (
        <p>{t('transfer.holdsAll')}</p>
      ) : (
        <>
          <p>{t('transfer.cannotHold')}</p>
          <LossList losses={losses} />
        </>
      )}
      {(differences.length > 0 || newLock) && (
        <div className={classes['moved']}>
          <p>
            <IconAlertTriangle size={15} stroke={1.7} aria-hidden /> {t('transfer.moved')}.{' '}
            {t('transfer.movedText')}
          </p>
          <ul className={classes['losses']}>
            {differences.slice(0, shownDifferences).map(({ place, locked, now }) => (
              <li key={place}>
                {t('transfer.movedLine', { place, locked, now: now ?? t('transfer.movedGone') })}
              </li>
            ))}
          </ul>
          <Switch
            label={t('transfer.newLock')}
            checked={newLock}
            onChange={(event) => {
              onNewLock(event.currentTarget.checked);
            }}
          />
        </div>
      )}
    </div>
  );
}
