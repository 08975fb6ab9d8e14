import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useStore } from 'zustand';
import { CommandPalette } from '#renderer/commands/CommandPalette.tsx';
import { KeySheet } from '#renderer/commands/KeySheet.tsx';
import { LabelSetDialog } from '#renderer/features/labelSet/LabelSetDialog.tsx';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { theme } from '#renderer/ui/theme.ts';
import classes from './App.module.css';
import { DropZone } from './DropZone.tsx';
import { FailureDialog } from './FailureDialog.tsx';
import { EffortDialog } from './EffortDialog.tsx';
import { Frame } from './Frame.tsx';
import { NoticeHost } from './NoticeHost.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { styleNonce } from './styleNonce.ts';

/** The theme is one of the settings; Mantine is not to keep it a second time. */
const schemeManager: MantineColorSchemeManager = {
  get: (defaultValue) => defaultValue,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

export function App() {
  const { settings } = useWorkbench();
  const chosen = useStore(settings, (state) => state.theme);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemeManager}
      getStyleNonce={styleNonce}
      {...(chosen === 'system' ? {} : { forceColorScheme: chosen })}
    >
      <DropZone>
        <Frame />
      </DropZone>
      <CommandPalette />
      <KeySheet />
      <SettingsDialog />
      <LabelSetDialog />
      <EffortDialog />
      <FailureDialog />
      <NoticeHost />
      <Notifications
        position="bottom-center"
        limit={4}
        classNames={{ root: classes['notifications'] ?? '' }}
      />
    </MantineProvider>
  );
}
