import { Button } from '@mantine/core';
import { IconArrowBack, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandTooltip } from '#renderer/commands/CommandTooltip.tsx';
import { useCommand } from '#renderer/commands/useCommand.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './FinishButton.module.css';

/** Marks the image as reviewed and goes on; on a reviewed image it takes that back. */
export function FinishButton() {
  const { t } = useTranslation();
  const { images } = useWorkbench();
  const isReviewed = useStore(images, (state) => state.current?.state === 'reviewed');
  const { command, isEnabled, run } = useCommand(isReviewed ? 'images.reopen' : 'images.finish');
  const word = t(isReviewed ? 'canvas.reopen' : 'canvas.finish');
  return (
    <CommandTooltip command={command} title={t(command.titleKey)}>
      <Button
        size="xs"
        className={classes['finish'] ?? ''}
        variant={isReviewed ? 'default' : 'filled'}
        leftSection={
          isReviewed ? <IconArrowBack size={16} stroke={1.6} /> : <IconCheck size={16} stroke={2} />
        }
        aria-label={word}
        disabled={!isEnabled}
        onClick={run}
      >
        <span className={classes['words']}>{word}</span>
      </Button>
    </CommandTooltip>
  );
}
