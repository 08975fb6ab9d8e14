import { useTranslation } from 'react-i18next';
import type { ExportReceiptAnswer } from '#shared/ipc/contract/transfer.ts';
import classes from './TransferView.module.css';

const modes = ['copied', 'rewritten', 'linked', 'referenced'] as const;
const splits = ['train', 'val', 'test'] as const;

export interface ReceiptFiguresProps {
  readonly receipt: ExportReceiptAnswer;
}

/** The figures of an export that was read again. */
export function ReceiptFigures({ receipt }: ReceiptFiguresProps) {
  const { t, i18n } = useTranslation();
  const { images, boxes, dropped, largestErrorPx, imageFiles, splits: parts } = receipt;
  const error = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 }).format(largestErrorPx);
  const files = modes
    .filter((mode) => imageFiles[mode] > 0)
    .map((mode) => t(`transfer.imageFiles.${mode}`, { count: imageFiles[mode] }));
  const divided = splits
    .filter((split) => parts[split] !== undefined)
    .map((split) => `${t(`transfer.${split}`)} ${parts[split] ?? 0}`);
  const rows: readonly (readonly [string, string])[] = [
    [
      t('transfer.readAgain'),
      t('transfer.counts', {
        images: t('transfer.imageCount', { count: images }),
        boxes: t('transfer.boxCount', { count: boxes }),
      }),
    ],
    [t('transfer.dropped'), String(dropped)],
    [t('transfer.largestError'), t('transfer.errorPx', { value: error })],
    [t('transfer.written'), files.join(', ')],
    ...(divided.length > 0 ? [[t('transfer.splits'), divided.join(' · ')] as const] : []),
  ];
  return (
    <dl className={classes['figures']}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
