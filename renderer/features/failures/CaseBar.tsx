import { Button } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { keyCapsOf } from '#renderer/commands/formatKey.ts';
import { useCommand } from '#renderer/commands/useCommand.ts';
import { useKeys } from '#renderer/commands/useKeys.ts';
import { formatScore } from '#renderer/i18n/formatNumber.ts';
import { backToFailures } from '#renderer/stores/openCase.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import type { WindowCase } from '#shared/ipc/contract/evaluation.ts';
import { CaseCrop } from './CaseCrop.tsx';
import { caseCost, caseTitle } from './caseText.ts';
import classes from './CaseBar.module.css';

/** Which stroke on the canvas is what, with the labels: not by colour alone. */
function Legend({ of: { kind, truth, read, second } }: { readonly of: WindowCase }) {
  const { t, i18n } = useTranslation();
  const entries = [
    { as: 'truth', name: t('failures.truth'), box: truth },
    { as: kind === 'correct' ? 'right' : 'read', name: t('failures.detection'), box: read },
    { as: 'second', name: t('failures.secondRun'), box: second },
  ].filter(({ box }) => box !== null);
  return (
    <span className={classes['legend']}>
      {entries.map(({ as, name, box }) => (
        <span key={as}>
          <i data-as={as} />
          {name} <code>{box?.label}</code>
          {box?.score == null ? '' : ` ${formatScore(box.score, i18n.language)}`}
        </span>
      ))}
    </span>
  );
}

/** Over the canvas, while a case of the gallery is open on it: what it is, and the way back. */
export function CaseBar() {
  const { t, i18n } = useTranslation();
  const workbench = useWorkbench();
  const { failures, platform } = workbench;
  const [keys] = useKeys(useCommand('failures.back').command);
  const opened = useStore(failures, (state) => state.opened);
  const cursor = useStore(failures, (state) => state.cursor);
  const total = useStore(failures, (state) => state.total);
  if (opened === null) return null;
  const facts = [
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
        <Legend of={opened} />
      </div>
      <span className={classes['gap']} />
      <span className={classes['place']}>{t('failures.place', { at: cursor + 1, total })}</span>
      <CommandButton id="failures.previous" icon={<IconChevronLeft size={18} stroke={1.75} />} />
      <CommandButton id="failures.next" icon={<IconChevronRight size={18} stroke={1.75} />} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowLeft size={14} stroke={1.75} />}
        rightSection={keys === undefined ? undefined : <KeyCaps caps={keyCapsOf(keys, platform)} />}
        onClick={() => {
          backToFailures(workbench);
        }}
      >
        {t('failures.back')}
      </Button>
    </aside>
  );
}
