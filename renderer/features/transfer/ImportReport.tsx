import { useTranslation } from 'react-i18next';
import { textOf } from '#shared/formats/label/reasons/reason.ts';
import type { ImportReportAnswer } from '#shared/ipc/contract/transfer.ts';
import { errorText } from '../../i18n/errorText.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import classes from './TransferView.module.css';

const figures = [
  'images',
  'imagesAdded',
  'unchanged',
  'conflicts',
  'damaged',
  'boxesAdded',
  'boxesRemoved',
  'detectionsAdded',
] as const;
const shownProblems = 50;

export interface ImportReportProps {
  readonly report: ImportReportAnswer;
}

/** What an import did or would do, and what could not be read. */
export function ImportReport({ report }: ImportReportProps) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const number = new Intl.NumberFormat(i18n.language);
  const { problems, problemCount, dryRun } = report;
  return (
    <div className={classes['outlook']} aria-live="polite">
      <strong>{t(dryRun ? 'transfer.plan' : 'transfer.done')}</strong>
      <dl className={classes['figures']}>
        {figures.map((figure) => (
          <div key={figure}>
            <dt>{t(`transfer.report.${figure}`)}</dt>
            <dd>{number.format(report[figure])}</dd>
          </div>
        ))}
      </dl>
      {report.damaged > 0 && <p className={classes['hint']}>{t('transfer.damagedHint')}</p>}
      {!dryRun && <p className={classes['hint']}>{t('transfer.undoHint')}</p>}
      {problemCount > 0 && (
        <details className={classes['details']} open={problemCount <= 5}>
          <summary>{t('transfer.problems', { count: problemCount })}</summary>
          <ul className={classes['problems']}>
            {problems.slice(0, shownProblems).map(({ file, line, field, reason }, index) => (
              // Two problems may say the same.
              <li key={index}>
                <code>
                  {line === null ? file : t('transfer.problemLine', { file, line })}
                  {field === null ? '' : ` · ${field}`}
                </code>
                <span>{'code' in reason ? errorText(t, reason) : textOf(reason, language)}</span>
              </li>
            ))}
            {problemCount > shownProblems && (
              <li>{t('transfer.moreProblems', { count: problemCount - shownProblems })}</li>
            )}
          </ul>
        </details>
      )}
    </div>
  );
}
