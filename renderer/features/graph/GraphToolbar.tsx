import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconArrowDownLeft,
  IconArrowsMaximize,
  IconChevronRight,
  IconDownload,
  IconFoldDown,
  IconFoldUp,
  IconFolderOpen,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { CommandMenuItem } from '#renderer/commands/CommandMenuItem.tsx';
import { formatBytes } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './GraphToolbar.module.css';
import { RuntimeChips } from './RuntimeChips.tsx';

const icon = { size: 17, stroke: 1.6 } as const;

/** The graphs that were gone through, each a way back. */
function Trail() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const trail = useStore(graph, (state) => state.trail);
  const overview = useStore(graph, (state) => state.overview);
  if (trail.length < 2) return null;
  return (
    <nav className={classes['trail']} aria-label={t('graph.trail')}>
      {trail.map((id, index) => {
        const name = overview?.graphs[id]?.name ?? '';
        const isLast = index === trail.length - 1;
        return (
          <span key={id} className={classes['crumb']}>
            {index > 0 && <IconChevronRight size={13} stroke={1.6} />}
            <UnstyledButton
              className={classes['crumbButton'] ?? ''}
              title={name}
              {...(isLast ? { 'aria-current': 'page' as const } : {})}
              onClick={() => {
                graph.backTo(id);
              }}
            >
              {name === '' ? t('graph.unnamed') : name}
            </UnstyledButton>
          </span>
        );
      })}
    </nav>
  );
}

function SaveMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('graph.save')}>
          <ActionIcon aria-label={t('graph.save')}>
            <IconDownload {...icon} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <CommandMenuItem id="graph.saveSvg" />
        <CommandMenuItem id="graph.savePng" />
        <Menu.Divider />
        <CommandMenuItem id="graph.saveMarkdown" />
        <CommandMenuItem id="graph.saveJson" />
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is open, how to go about in it, and which runtimes are asked. */
export function GraphToolbar() {
  const { t, i18n } = useTranslation();
  const { graph } = useWorkbench();
  const file = useStore(graph, (state) => state.file);
  const overview = useStore(graph, (state) => state.overview);
  const isDrawing = useStore(graph, (state) => state.isDrawing);
  const hasHighlight = useStore(graph, (state) => state.highlight !== null);
  if (file === null || overview === null) return null;
  const { description } = overview;
  return (
    <header className={classes['bar']} aria-busy={isDrawing}>
      <div className={classes['file']} title={`${file.folder}/${file.name}`}>
        <strong>{file.name}</strong>
        <span>
          {t('graph.fileFacts', {
            format: description.formatVersion,
            nodes: description.nodeCount,
            size: formatBytes(description.fileBytes, i18n.language),
          })}
        </span>
      </div>
      <Trail />
      <RuntimeChips />
      <div className={classes['tools']}>
        {hasHighlight && <CommandButton id="graph.clearHighlight" icon={<IconX {...icon} />} />}
        <CommandButton id="graph.enter" icon={<IconArrowDownLeft {...icon} />} />
        <CommandButton id="graph.expandAll" icon={<IconFoldDown {...icon} />} />
        <CommandButton id="graph.collapseAll" icon={<IconFoldUp {...icon} />} />
        <CommandButton id="graph.fit" icon={<IconArrowsMaximize {...icon} />} />
        <SaveMenu />
        <CommandButton id="graph.open" icon={<IconFolderOpen {...icon} />} />
      </div>
    </header>
  );
}
