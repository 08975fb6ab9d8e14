import { IconLayoutSidebarLeftCollapse } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { AddImagesMenu } from './AddImagesMenu.tsx';
import { ImageList } from './ImageList.tsx';
import classes from './ImageListPanel.module.css';
import { ImageQueryBar } from './ImageQueryBar.tsx';

function ReviewedSoFar() {
  const { t } = useTranslation();
  const { project } = useWorkbench();
  const info = useStore(project, (state) => state.info);
  if (info === null) return null;
  const { reviewedCount: reviewed, imageCount: total } = info;
  return (
    <footer className={classes['foot']}>
      <span
        className={classes['track']}
        role="progressbar"
        aria-label={t('images.state.reviewed')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={reviewed}
      >
        <span
          className={classes['done']}
          style={{ width: `${total === 0 ? 0 : (100 * reviewed) / total}%` }}
        />
      </span>
      {t('images.reviewedOf', { reviewed, total })}
    </footer>
  );
}

/** The images of the project: found, filtered, sorted, and how far the work on them is. */
export function ImageListPanel() {
  const { t } = useTranslation();
  const { images } = useWorkbench();
  const total = useStore(images, (state) => state.total);
  return (
    <Panel
      title={t('images.panel')}
      note={total === null ? undefined : new Intl.NumberFormat().format(total)}
      actions={
        <>
          <AddImagesMenu />
          <CommandButton
            id="view.toggleLeft"
            size={26}
            icon={<IconLayoutSidebarLeftCollapse size={16} stroke={1.6} />}
          />
        </>
      }
    >
      <ImageQueryBar />
      <ImageList />
      <ReviewedSoFar />
    </Panel>
  );
}
