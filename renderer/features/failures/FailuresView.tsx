import { Button, VisuallyHidden } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { Dashboard } from './Dashboard.tsx';
import classes from './FailuresView.module.css';
import { Gallery } from './Gallery.tsx';
import { RunBar } from './RunBar.tsx';

function Nothing() {
  const { t } = useTranslation();
  const { failures } = useWorkbench();
  const { phase, problem } = useStore(failures);
  if (phase === 'running') return <EmptyNotice title={t('failures.running')} />;
  return (
    <EmptyNotice
      icon={<IconChartBar size={28} stroke={1.4} />}
      title={problem === null ? t('failures.emptyTitle') : errorText(t, problem)}
    >
      <p>{t('failures.emptyText')}</p>
      <Button onClick={() => void failures.evaluate()}>{t('failures.evaluate')}</Button>
    </EmptyNotice>
  );
}

/** Where the detector is wrong, why, and what it costs the formula: charts on the left, their cases on the right. */
export function FailuresView() {
  const { t } = useTranslation();
  const { failures, project } = useWorkbench();
  const hasProject = useStore(project, (state) => state.phase === 'open');
  const shown = useStore(failures, (state) => state.shown);
  useEffect(() => {
    if (!hasProject) return;
    void failures.loadRuns();
    // What was corrected on the canvas counts at once.
    if (failures.getState().isStale) void failures.evaluate();
  }, [failures, hasProject]);
  if (!hasProject) return <EmptyNotice title={t('failures.noProject')} />;
  return (
    <div className={classes['view']} data-empty={shown === null || undefined}>
      <VisuallyHidden component="h1">{t('rail.failures')}</VisuallyHidden>
      <RunBar />
      {shown === null ? (
        <Nothing />
      ) : (
        <>
          <Dashboard shown={shown} />
          <Gallery />
        </>
      )}
    </div>
  );
}
