import { UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconSearch } from '@tabler/icons-react';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { palette } from '#renderer/commands/palette.ts';
import { keyCapsOf } from '#renderer/commands/formatKey.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import type { HistoryEntry } from '#shared/annotation/historyEntry.ts';
import { HistoryMenu } from './HistoryMenu.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { ProjectMenu } from './ProjectMenu.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import classes from './TopBar.module.css';

function UndoRedo() {
  const { t } = useTranslation();
  // The picture goes first; the names of the steps follow when it is on the screen.
  const undo = useDeferredValue(useSession((state) => state.history.undo));
  const redo = useDeferredValue(useSession((state) => state.history.redo));
  const step = (entry: HistoryEntry): string => t(`steps.${entry.kind}`, { count: entry.boxCount });
  return (
    <>
      <CommandButton
        id="edit.undo"
        icon={<IconArrowBackUp size={18} stroke={1.75} />}
        name={undo === null ? t('topBar.undoNothing') : t('topBar.undoStep', { step: step(undo) })}
      />
      <CommandButton
        id="edit.redo"
        icon={<IconArrowForwardUp size={18} stroke={1.75} />}
        name={redo === null ? t('topBar.redoNothing') : t('topBar.redoStep', { step: step(redo) })}
      />
    </>
  );
}

/** Which project this is, the field that finds every command, and what concerns the whole window. */
export function TopBar() {
  const { t } = useTranslation();
  const { platform } = useWorkbench();
  return (
    <header className={classes['bar']} aria-label={t('topBar.label')}>
      <div className={classes['left']}>
        <ProjectMenu />
      </div>
      <UnstyledButton className={classes['field'] ?? ''} onClick={palette.open}>
        <IconSearch size={14} stroke={1.75} aria-hidden="true" />
        <span>{t('topBar.commandField')}</span>
        <KeyCaps caps={keyCapsOf('$mod+KeyK', platform)} />
      </UnstyledButton>
      <div className={classes['right']}>
        <UndoRedo />
        <HistoryMenu />
        <span className={classes['divider']} />
        <ThemeMenu />
        <LanguageMenu />
      </div>
    </header>
  );
}
