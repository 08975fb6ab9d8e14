import { Button, UnstyledButton } from '@mantine/core';
import { IconFlask, IconFolderOpen, IconPhotoPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useCommand } from '#renderer/commands/useCommand.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { SpecimenFormula } from './SpecimenFormula.tsx';
import classes from './Welcome.module.css';

const iconProps = { size: 17, stroke: 1.6 } as const;
const shownRecent = 4;

function RecentProjects() {
  const { t } = useTranslation();
  const { project } = useWorkbench();
  const recent = useStore(project, (state) => state.recent);
  const open = recent.filter((entry) => entry.exists).slice(0, shownRecent);
  if (open.length === 0) return null;
  return (
    <section className={classes['recent']} aria-label={t('welcome.recent')}>
      <h2>{t('welcome.recent')}</h2>
      <ul>
        {open.map((entry) => (
          <li key={entry.recentId}>
            <UnstyledButton onClick={() => void project.openRecent(entry.recentId)}>
              <span>{entry.name}</span>
              <span>{entry.path}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What stands in place of the work where there is nothing to work on: what to do first, and three ways to do it. */
export function Welcome() {
  const { t } = useTranslation();
  const { project } = useWorkbench();
  const isOpen = useStore(project, (state) => state.phase === 'open');
  const openImages = useCommand('images.open');
  const openSample = useCommand('project.sample');
  const openProject = useCommand('project.open');
  return (
    <div className={classes['page']} data-welcome="">
      <div className={classes['card']}>
        <SpecimenFormula />
        <h1 className={classes['title']}>{t(isOpen ? 'welcome.titleEmpty' : 'welcome.title')}</h1>
        <p className={classes['sentence']}>{t('welcome.sentence')}</p>
        <div className={classes['buttons']}>
          <Button leftSection={<IconPhotoPlus {...iconProps} />} onClick={openImages.run}>
            {t('welcome.openImages')}
          </Button>
          <Button variant="default" leftSection={<IconFlask {...iconProps} />} onClick={openSample.run}>
            {t('welcome.openSample')}
          </Button>
          <Button variant="default" leftSection={<IconFolderOpen {...iconProps} />} onClick={openProject.run}>
            {t('welcome.openProject')}
          </Button>
        </div>
        <p className={classes['drop']}>
          {t('welcome.drop')}
          <br />
          {t('welcome.formats')}
        </p>
        {!isOpen && <RecentProjects />}
      </div>
    </div>
  );
}
