import { Spotlight, useSpotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { commandGroups } from './command.ts';
import classes from './CommandPalette.module.css';
import { keyCapsOf } from './formatKey.ts';
import { keysOf } from './keyBindings.ts';
import { paletteStore } from './palette.ts';
import { commands, runCommand } from './registry.ts';

/** All commands that can be run now, to be found by typing. Opened by its key or by the field in the top bar. */
export function CommandPalette() {
  const { t, i18n } = useTranslation();
  const workbench = useWorkbench();
  // What can be run is asked anew each time the palette opens or is typed into.
  useSpotlight(paletteStore);
  const overrides = useStore(workbench.settings, (state) => state.keys);
  const english = i18n.getFixedT('en');
  const actions = (): SpotlightActionGroupData[] =>
    commandGroups.map((group) => ({
      group: t(`commands.group.${group}`),
      actions: commands
        .filter(
          (command) => command.group === group && command.isKeyOnly !== true && command.isEnabled(workbench),
        )
        .map((command) => ({ command, key: keysOf(command, overrides)[0] }))
        .map(({ command, key }) => ({
          id: command.id,
          label: t(command.titleKey, command.titleValues ?? {}),
          // English names are found in Korean too: they are what manuals and colleagues say.
          keywords: [english(command.titleKey, command.titleValues ?? {})],
          rightSection: key !== undefined && <KeyCaps caps={keyCapsOf(key, workbench.platform)} />,
          onClick: () => void runCommand(workbench, command),
        })),
    }));
  return (
    <Spotlight
      store={paletteStore}
      actions={actions()}
      attributes={{ content: { 'aria-label': t('topBar.commandField') } }}
      shortcut={null}
      scrollable
      maxHeight={420}
      size={560}
      nothingFound={t('spotlight.nothingFound')}
      transitionProps={{ duration: 100, transition: 'fade' }}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      classNames={{
        search: classes['search'] ?? '',
        action: classes['action'] ?? '',
        actionsGroup: classes['group'] ?? '',
      }}
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.75} />,
        placeholder: t('spotlight.placeholder'),
        'aria-label': t('spotlight.placeholder'),
      }}
    />
  );
}
