import { ActionIcon, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandMenuItem } from '#renderer/commands/CommandMenuItem.tsx';

export function AddImagesMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('images.add')} title={t('images.add')}>
          <IconPlus size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <CommandMenuItem id="images.open" />
        <CommandMenuItem id="images.openFolder" />
      </Menu.Dropdown>
    </Menu>
  );
}
