import { Tooltip, type FloatingPosition } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import type { Command } from './command.ts';
import classes from './CommandTooltip.module.css';
import { keyCapsOf } from './formatKey.ts';
import { useKeys } from './useKeys.ts';

export interface CommandTooltipProps {
  readonly command: Pick<Command, 'id' | 'keys'>;
  readonly title: string;
  readonly position?: FloatingPosition | undefined;
  readonly children: ReactElement;
}

/** The name of a command and its key, where the pointer rests. */
export function CommandTooltip({ command, title, position, children }: CommandTooltipProps) {
  const { platform } = useWorkbench();
  const [key] = useKeys(command);
  return (
    <Tooltip
      {...(position === undefined ? {} : { position })}
      classNames={{ tooltip: classes['tooltip'] ?? '' }}
      label={
        <span className={classes['content']}>
          {title}
          {key !== undefined && <KeyCaps caps={keyCapsOf(key, platform)} />}
        </span>
      }
    >
      {children}
    </Tooltip>
  );
}
