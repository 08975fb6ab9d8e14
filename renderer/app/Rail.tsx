import { UnstyledButton } from '@mantine/core';
import {
  IconArrowsTransferUp,
  IconBinaryTree2,
  IconChartBar,
  IconCpu,
  IconHelp,
  IconMarquee2,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandTooltip } from '#renderer/commands/CommandTooltip.tsx';
import { useCommand } from '#renderer/commands/useCommand.ts';
import type { Workspace } from '#renderer/stores/uiStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './Rail.module.css';

const places: readonly { readonly workspace: Workspace; readonly icon: Icon }[] = [
  { workspace: 'annotate', icon: IconMarquee2 },
  { workspace: 'failures', icon: IconChartBar },
  { workspace: 'graph', icon: IconBinaryTree2 },
  { workspace: 'models', icon: IconCpu },
  { workspace: 'transfer', icon: IconArrowsTransferUp },
];

interface RailButtonProps {
  readonly commandId: string;
  readonly icon: Icon;
  readonly name: string;
  readonly isCurrent?: boolean;
}

function RailButton({ commandId, icon: Glyph, name, isCurrent }: RailButtonProps) {
  const { command, run } = useCommand(commandId);
  return (
    <CommandTooltip command={command} title={name} position="right">
      <UnstyledButton
        className={classes['button'] ?? ''}
        aria-label={name}
        {...(isCurrent === true ? { 'aria-current': 'page' as const } : {})}
        onClick={run}
      >
        <Glyph size={20} stroke={1.6} />
      </UnstyledButton>
    </CommandTooltip>
  );
}

/** The way between the workspaces. */
export function Rail() {
  const { t } = useTranslation();
  const { ui } = useWorkbench();
  const current = useStore(ui, (state) => state.workspace);
  return (
    <nav className={classes['rail']} aria-label={t('rail.label')}>
      {places.map(({ workspace, icon }) => (
        <RailButton
          key={workspace}
          commandId={`go.${workspace}`}
          icon={icon}
          name={t(`rail.${workspace}`)}
          isCurrent={workspace === current}
        />
      ))}
      <span className={classes['gap']} />
      <RailButton commandId="go.settings" icon={IconSettings} name={t('rail.settings')} />
      <RailButton commandId="go.keys" icon={IconHelp} name={t('rail.help')} />
    </nav>
  );
}
