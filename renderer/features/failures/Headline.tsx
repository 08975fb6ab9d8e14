import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '#renderer/i18n/formatNumber.ts';
import type { Interval } from '#shared/evaluation/bootstrap.ts';
import type { ShownEvaluation, WindowCaseQuery } from '#shared/ipc/contract/evaluation.ts';
import classes from './Headline.module.css';

const figures = ['f1', 'precision', 'recall', 'ap50', 'ap', 'noError'] as const;

/** The cases that keep each figure from being 100 %. */
const casesOf: Readonly<Record<(typeof figures)[number], Partial<WindowCaseQuery>>> = {
  f1: { kinds: ['confused', 'spurious', 'missed'] },
  precision: { kinds: ['confused', 'spurious'] },
  recall: { kinds: ['confused', 'missed'] },
  // AP counts detections of every score.
  ap50: { kinds: ['confused', 'spurious', 'missed'], counted: 'any' },
  ap: { kinds: ['confused', 'spurious', 'missed'], counted: 'any' },
  noError: { kinds: ['confused', 'spurious', 'missed'] },
};

function Range({ low, high }: Interval) {
  const { t, i18n } = useTranslation();
  if (low === null || high === null) return <span className={classes['range']}>&nbsp;</span>;
  const [from, to] = [low, high].map((share) => formatPercent(share, i18n.language));
  return <span className={classes['range']}>{t('failures.range', { from, to })}</span>;
}

/** The figures that matter most, with their intervals, and by how much a second run differs. */
export function Headline({
  shown,
  onPick,
}: {
  readonly shown: ShownEvaluation;
  readonly onPick: (query: Partial<WindowCaseQuery>) => void;
}) {
  const { t, i18n } = useTranslation();
  const { report, comparison } = shown;
  return (
    <ul className={classes['headline']}>
      {figures.map((key) => {
        const interval = report.headline[key];
        const difference = comparison?.differences[key] ?? null;
        // Below what is shown there is no sign either.
        const sign = Math.round((difference?.value ?? 0) * 1000) / 1000 || 0;
        const tone = difference?.isMoreThanNoise === true ? (sign > 0 ? 'up' : 'down') : 'noise';
        return (
          <li key={key}>
            <UnstyledButton
              className={classes['figure'] ?? ''}
              onClick={() => {
                onPick(casesOf[key]);
              }}
            >
              <span className={classes['name']}>{t(`failures.figures.${key}`)}</span>
              <b>{interval.value === null ? '–' : formatPercent(interval.value, i18n.language)}</b>
              <Range {...interval} />
              {difference?.value != null && (
                <span className={classes['difference']} data-tone={tone} title={t(`failures.noise.${tone}`)}>
                  {`${sign > 0 ? '+' : ''}${(sign * 100).toFixed(1)}`}
                  {tone === 'noise' && ` ${t('failures.mayBeNoise')}`}
                </span>
              )}
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
