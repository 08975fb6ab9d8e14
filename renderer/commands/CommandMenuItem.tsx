import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { keyCapsOf } from './formatKey.ts';
import { useCommand } from './useCommand.ts';
import { useKeys } from './useKeys.ts';

export interface CommandMenuItemProps {
  readonly id: string;
  readonly icon?: ReactNode;
}

/** A command as an item of a Mantine menu, with its key. */
export function CommandMenuItem({ id, icon }: CommandMenuItemProps) {
  const { t } = useTranslation();
  const { platform } = useWorkbench();
  const { command, isEnabled, run } = useCommand(id);
  const [key] = useKeys(command);
  return (
    <Menu.Item
      disabled={!isEnabled}
      leftSection={icon}
      rightSection={key === undefined ? undefined : <KeyCaps caps={keyCapsOf(key, platform)} />}
      onClick={run}
    >
      {t(command.titleKey, command.titleValues ?? {})}
    </Menu.Item>
  );
}
