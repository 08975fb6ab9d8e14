import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { AnnotateView } from '#renderer/features/annotate/AnnotateView.tsx';
import { CaseBar } from '#renderer/features/failures/CaseBar.tsx';
import { FailuresView } from '#renderer/features/failures/FailuresView.tsx';
import { ModelsView } from '#renderer/features/modelLibrary/ModelsView.tsx';
import { Welcome } from '#renderer/features/project/Welcome.tsx';
import { TransferView } from '#renderer/features/transfer/TransferView.tsx';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import classes from './Frame.module.css';
import { Rail } from './Rail.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';

/** Loaded when it is first looked at: drawing graphs is a megabyte that a start should not wait for. */
const GraphView = lazy(async () => ({
  default: (await import('#renderer/features/graph/GraphView.tsx')).GraphView,
}));

/** What there is to label, or how to begin. */
function Annotate() {
  const { t } = useTranslation();
  const { project } = useWorkbench();
  const phase = useStore(project, (state) => state.phase);
  const hasImages = useStore(project, (state) => (state.info?.imageCount ?? 0) > 0);
  if (phase === 'loading') return null;
  if (!hasImages) return <Welcome />;
  return (
    <>
      <VisuallyHidden component="h1">{t('rail.annotate')}</VisuallyHidden>
      <AnnotateView />
      <CaseBar />
    </>
  );
}

function Workspace() {
  const { ui } = useWorkbench();
  const workspace = useStore(ui, (state) => state.workspace);
  const isAnnotating = workspace === 'annotate';
  return (
    <>
      {/* Kept while another workspace is looked at: lists, zoom and selection are found as they were left. */}
      <div className={classes['kept']} data-covered={!isAnnotating} inert={!isAnnotating}>
        <ErrorBoundary>
          <Annotate />
        </ErrorBoundary>
      </div>
      {!isAnnotating && (
        <ErrorBoundary key={workspace}>
          {workspace === 'failures' && <FailuresView />}
          {workspace === 'models' && <ModelsView />}
          {workspace === 'transfer' && <TransferView />}
          {workspace === 'graph' && (
            <Suspense fallback={null}>
              <GraphView />
            </Suspense>
          )}
        </ErrorBoundary>
      )}
    </>
  );
}

/** Rail, top bar and status bar around the workspace. */
export function Frame() {
  const { t } = useTranslation();
  const { ui, project } = useWorkbench();
  const workspace = useStore(ui, (state) => state.workspace);
  const projectName = useStore(project, (state) => state.info?.name ?? null);
  useEffect(() => {
    document.title = projectName === null ? 'Surd' : t('app.windowTitle', { name: projectName });
  }, [projectName, t]);
  return (
    <div className={classes['frame']}>
      <TopBar />
      <Rail />
      <main className={classes['main']} aria-label={t(`rail.${workspace}`)}>
        <Workspace />
      </main>
      <StatusBar />
    </div>
  );
}
