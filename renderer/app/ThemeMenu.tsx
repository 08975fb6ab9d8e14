import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { Settings } from '#shared/ipc/contract/app.ts';

const icons: Readonly<Record<Settings['theme'], Icon>> = {
  system: IconDeviceDesktop,
  light: IconSun,
  dark: IconMoon,
};

export function ThemeMenu() {
  const { t } = useTranslation();
  const { settings } = useWorkbench();
  const chosen = useStore(settings, (state) => state.theme);
  const Current = icons[chosen];
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon aria-label={t('topBar.theme')} title={t('topBar.theme')}>
          <Current size={17} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(['system', 'light', 'dark'] as const).map((name) => {
          const Glyph = icons[name];
          return (
            <Menu.Item
              key={name}
              role="menuitemradio"
              aria-checked={name === chosen}
              leftSection={<Glyph size={16} stroke={1.6} />}
              rightSection={name === chosen && <IconCheck size={14} stroke={2} />}
              onClick={() => {
                settings.change({ theme: name });
              }}
            >
              {t(`theme.${name}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
