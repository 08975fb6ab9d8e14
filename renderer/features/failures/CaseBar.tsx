import { Button } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { formatScore } from '#renderer/i18n/formatNumber.ts';
import { backToFailures } from '#renderer/stores/openCase.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { CaseCrop } from './CaseCrop.tsx';
import { caseCost, caseTitle } from './caseText.ts';
import classes from './CaseBar.module.css';

/** Over the canvas, while a case of the gallery is open on it: what it is, and the way back. */
export function CaseBar() {
  const { t, i18n } = useTranslation();
  const workbench = useWorkbench();
  const { failures } = workbench;
  const opened = useStore(failures, (state) => state.opened);
  const cursor = useStore(failures, (state) => state.cursor);
  const total = useStore(failures, (state) => state.total);
  if (opened === null) return null;
  const score = opened.read?.score ?? null;
  const facts = [
    score === null ? null : t('failures.scoreFact', { score: formatScore(score, i18n.language) }),
    opened.kind === 'confused'
      ? t('failures.iouFact', { iou: formatScore(opened.iou, i18n.language) })
      : null,
    caseCost(opened, t),
  ].filter((fact) => fact !== null);
  return (
    <aside className={classes['bar']} aria-label={t('failures.openCase')}>
      <CaseCrop of={opened} width={92} height={48} />
      <div className={classes['text']}>
        <b>{caseTitle(opened, t)}</b>
        <span>{facts.join(' · ')}</span>
        <span className={classes['legend']}>
          <i data-as="truth" /> {t('failures.truth')} <i data-as="read" /> {t('failures.detection')}
        </span>
      </div>
      <span className={classes['gap']} />
      <span className={classes['place']}>{t('failures.place', { at: cursor + 1, total })}</span>
      <CommandButton id="failures.previous" icon={<IconChevronLeft size={18} stroke={1.75} />} />
      <CommandButton id="failures.next" icon={<IconChevronRight size={18} stroke={1.75} />} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowLeft size={14} stroke={1.75} />}
        onClick={() => {
          backToFailures(workbench);
        }}
      >
        {t('failures.back')}
      </Button>
    </aside>
  );
}
