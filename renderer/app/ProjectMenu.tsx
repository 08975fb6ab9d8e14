import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconChevronDown,
  IconDatabase,
  IconFilePlus,
  IconFlask,
  IconFolderOpen,
  IconPhotoPlus,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandMenuItem } from '#renderer/commands/CommandMenuItem.tsx';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import mark from './mark.svg?no-inline';
import classes from './ProjectMenu.module.css';

const iconProps = { size: 16, stroke: 1.6 } as const;
const shownRecent = 6;

/** The name of the project, and what can be done with projects. */
export function ProjectMenu() {
  const { t } = useTranslation();
  const { project } = useWorkbench();
  const info = useStore(project, (state) => state.info);
  const recent = useStore(project, (state) => state.recent);
  const name = info?.name ?? t('app.noProject');
  return (
    <Menu width={320} onOpen={() => void project.loadRecent()}>
      <Menu.Target>
        <UnstyledButton
          className={classes['target'] ?? ''}
          aria-label={t('topBar.projectMenu', { name })}
          title={info?.path}
        >
          <img className={classes['mark']} src={mark} alt="" width="20" height="20" />
          <span className={classes['name']}>{name}</span>
          <IconChevronDown size={14} stroke={1.75} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <CommandMenuItem id="project.new" icon={<IconFilePlus {...iconProps} />} />
        <CommandMenuItem id="project.open" icon={<IconFolderOpen {...iconProps} />} />
        <CommandMenuItem id="project.sample" icon={<IconFlask {...iconProps} />} />
        <Menu.Divider />
        <CommandMenuItem id="images.open" icon={<IconPhotoPlus {...iconProps} />} />
        <CommandMenuItem id="images.openFolder" icon={<IconPhotoPlus {...iconProps} />} />
        <Menu.Divider />
        <Menu.Label>{t('topBar.recent')}</Menu.Label>
        {recent.length === 0 && <Menu.Item disabled>{t('topBar.noRecent')}</Menu.Item>}
        {recent.slice(0, shownRecent).map((entry) => (
          <Menu.Item
            key={entry.recentId}
            disabled={!entry.exists}
            leftSection={<IconDatabase {...iconProps} />}
            onClick={() => void project.openRecent(entry.recentId)}
          >
            <span className={classes['recentName']}>{entry.name}</span>
            <span className={classes['recentPath']} {...(entry.exists ? { 'data-path': '' } : {})}>
              <bdi>{entry.exists ? entry.path : t('topBar.recentMissing')}</bdi>
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <CommandMenuItem id="project.close" icon={<IconX {...iconProps} />} />
      </Menu.Dropdown>
    </Menu>
  );
}
