import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconScan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandMenuItem } from '#renderer/commands/CommandMenuItem.tsx';
import { CommandTooltip } from '#renderer/commands/CommandTooltip.tsx';
import { useCommand } from '#renderer/commands/useCommand.ts';
import classes from './DetectButton.module.css';

/** Detects this image; the other ways to detect hang on it. */
export function DetectButton() {
  const { t } = useTranslation();
  const { command, isEnabled, run } = useCommand('images.detect');
  return (
    <div className={classes['split']}>
      <CommandTooltip command={command} title={t(command.titleKey)}>
        <Button
          size="xs"
          className={classes['main'] ?? ''}
          variant="default"
          leftSection={<IconScan size={16} stroke={1.6} />}
          aria-label={t('jobs.detectVerb')}
          disabled={!isEnabled}
          onClick={run}
        >
          <span className={classes['words']}>{t('jobs.detectVerb')}</span>
        </Button>
      </CommandTooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            className={classes['more'] ?? ''}
            variant="default"
            size={28}
            aria-label={t('jobs.detectMore')}
          >
            <IconChevronDown size={14} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <CommandMenuItem id="images.detect" />
          <CommandMenuItem id="images.detectNew" />
          <CommandMenuItem id="images.detectAll" />
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
