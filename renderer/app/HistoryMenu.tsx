import { ActionIcon, Popover, UnstyledButton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import type { HistoryEntry } from '#shared/annotation/historyEntry.ts';
import classes from './HistoryMenu.module.css';

/** So many steps back can be seen; undo goes back further. */
const shownSteps = 300;

function useSteps(isOpen: boolean): readonly HistoryEntry[] | null {
  const { client, notices } = useWorkbench();
  const history = useDeferredValue(useSession((state) => state.history));
  const pending = useDeferredValue(useSession((state) => state.pendingEdits));
  const [steps, setSteps] = useState<readonly HistoryEntry[] | null>(null);
  useEffect(() => {
    if (!isOpen || pending > 0) return undefined;
    let isWanted = true;
    client.history
      .list({ limit: shownSteps })
      .then((list) => {
        if (isWanted) setSteps(list);
      })
      .catch(notices.report);
    return () => {
      isWanted = false;
    };
  }, [client, notices, isOpen, history, pending]);
  return steps;
}

interface StepsProps {
  readonly steps: readonly HistoryEntry[];
  readonly onGo: (sequence: number) => void;
}

function Steps({ steps, onGo }: StepsProps) {
  const { t, i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short' });
  const [openedAt] = useState(() => Date.now());
  const today = day.format(openedAt);
  const openImageId = useSession((state) => state.image?.id ?? null);
  const current = steps.find((step) => !step.undone)?.sequence ?? null;
  return (
    <ol className={classes['steps']} aria-label={t('history.title')}>
      {steps.map((step) => {
        const date = day.format(step.atMs);
        return (
          <li key={step.sequence}>
            <UnstyledButton
              className={classes['step'] ?? ''}
              data-undone={step.undone || undefined}
              aria-current={step.sequence === current ? 'step' : undefined}
              title={t(step.undone ? 'history.redoTo' : 'history.undoTo')}
              onClick={() => {
                onGo(step.sequence);
              }}
            >
              <span className={classes['name']}>{t(`steps.${step.kind}`, { count: step.boxCount })}</span>
              <span className={classes['place']}>
                {step.imageId === openImageId ? '' : t('history.otherImage', { id: step.imageId })}
              </span>
              <time className={classes['time']}>{date === today ? time.format(step.atMs) : date}</time>
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}

/** The steps of the project, the newest first; a click goes back, or forth again, to just after one. */
export function HistoryMenu() {
  const { t } = useTranslation();
  const { session } = useWorkbench();
  const [isOpen, setIsOpen] = useState(false);
  const steps = useSteps(isOpen);

  /** One step after the other, each durable: a kill on the way leaves a state that was there before. */
  const go = async (sequence: number): Promise<void> => {
    await session.settled();
    for (;;) {
      const { undo, redo } = session.getState().history;
      if (undo !== null && undo.sequence > sequence) await session.undo();
      else if (redo !== null && redo.sequence <= sequence) await session.redo();
      else return;
      const after = session.getState().history;
      // Refused: it would be refused again.
      if (after.undo?.sequence === undo?.sequence && after.redo?.sequence === redo?.sequence) return;
    }
  };

  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={340} trapFocus withRoles>
      <Popover.Target>
        <ActionIcon
          aria-label={t('history.title')}
          title={t('history.title')}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          <IconHistory size={18} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes['menu'] ?? ''} aria-label={t('history.title')}>
        {steps?.length === 0 && <EmptyNotice title={t('history.none')} />}
        {steps !== null && steps.length > 0 && <Steps steps={steps} onGo={(sequence) => void go(sequence)} />}
      </Popover.Dropdown>
    </Popover>
  );
}
