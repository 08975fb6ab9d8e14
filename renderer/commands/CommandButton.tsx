import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './CommandButton.module.css';
import { CommandTooltip } from './CommandTooltip.tsx';
import { useCommand } from './useCommand.ts';

export interface CommandButtonProps {
  readonly id: string;
  readonly icon: ReactNode;
  /** A more exact name than the command's: the step that undo would take. */
  readonly name?: string | undefined;
  /** For a tool: whether it is the one in hand. */
  readonly isPressed?: boolean | undefined;
  readonly size?: number | undefined;
}

/** An icon that runs a command; its name and keys come up where the pointer rests. */
export function CommandButton({ id, icon, name, isPressed, size }: CommandButtonProps) {
  const { t } = useTranslation();
  const { command, isEnabled, run } = useCommand(id);
  const title = name ?? t(command.titleKey, command.titleValues ?? {});
  return (
    <CommandTooltip command={command} title={title}>
      <ActionIcon
        aria-label={title}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        className={classes['button'] ?? ''}
        {...(size === undefined ? {} : { size })}
        // Not `disabled`: a disabled button takes no focus and tells nobody what it would do.
        aria-disabled={!isEnabled}
        {...(isEnabled ? {} : { 'data-disabled': true })}
        onClick={run}
      >
        {icon}
      </ActionIcon>
    </CommandTooltip>
  );
}
