import { Button, Loader, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { GraphCanvas } from './canvas/GraphCanvas.tsx';
import { DetailsPanel } from './details/DetailsPanel.tsx';
import { GraphDrawer } from './drawer/GraphDrawer.tsx';
import { GraphFailed } from './GraphFailed.tsx';
import { GraphStart } from './GraphStart.tsx';
import { GraphToolbar } from './GraphToolbar.tsx';
import classes from './GraphView.module.css';
import { OutlinePanel } from './outline/OutlinePanel.tsx';
import { TourCard } from './tour/TourCard.tsx';
import { useGrowingCount } from './useGrowingCount.ts';

/** What takes longer to draw than this is not waited for. */
const longestWaitMs = 1000;

/** Whether this much time is over. */
function useIsOver(milliseconds: number): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setIsOver(true);
    }, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  }, [milliseconds]);
  return isOver;
}

/** A word and a way out while a model is read; nothing for what is over at once. */
function Reading() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const name = useStore(graph, (state) => state.file?.name ?? '');
  const isLong = useIsOver(300);
  if (!isLong) return null;
  return (
    <div className={classes['reading']} role="status">
      <Loader size={22} />
      <p>{t('graph.reading', { name })}</p>
      <Button
        variant="default"
        onClick={() => {
          graph.cancel();
        }}
      >
        {t('graph.cancel')}
      </Button>
    </div>
  );
}

function OpenModel() {
  const { t } = useTranslation();
  const [isDrawn, setIsDrawn] = useState(false);
  const isLate = useIsOver(longestWaitMs);
  // The panels come after the picture, one after the other: none keeps it waiting.
  const panels = useGrowingCount(3, 1, isDrawn || isLate);
  const { graphTour, settings } = useWorkbench();
  const step = useStore(graphTour, (state) => state.step);
  const across = settings.getState().layouts['graph'];
  const down = settings.getState().layouts['graphMiddle'];
  return (
    <div className={classes['page']} data-tour-step={step}>
      <VisuallyHidden component="h1">{t('rail.graph')}</VisuallyHidden>
      <GraphToolbar />
      <Group
        id="graph"
        className={classes['group']}
        {...(across === undefined ? {} : { defaultLayout: across })}
        onLayoutChanged={(layout) => {
          settings.rememberLayout('graph', layout);
        }}
      >
        <Panel
          id="outline"
          className={classes['side'] ?? ''}
          defaultSize={240}
          minSize={180}
          maxSize={440}
          collapsible
          groupResizeBehavior="preserve-pixel-size"
        >
          {panels >= 1 && <OutlinePanel />}
        </Panel>
        <Separator className={classes['separator'] ?? ''} aria-label={t('frame.resize')} />
        <Panel id="middle" minSize={320}>
          <Group
            id="graphMiddle"
            orientation="vertical"
            className={classes['group']}
            {...(down === undefined ? {} : { defaultLayout: down })}
            onLayoutChanged={(layout) => {
              settings.rememberLayout('graphMiddle', layout);
            }}
          >
            <Panel id="picture" minSize={160}>
              <div className={classes['picture']}>
                <GraphCanvas
                  onDrawn={() => {
                    setIsDrawn(true);
                  }}
                />
                <TourCard />
              </div>
            </Panel>
            <Separator className={classes['across'] ?? ''} aria-label={t('frame.resize')} />
            <Panel
              id="drawer"
              data-tour-area="drawer"
              className={classes['side'] ?? ''}
              defaultSize={230}
              minSize={36}
              groupResizeBehavior="preserve-pixel-size"
            >
              {panels >= 3 && <GraphDrawer />}
            </Panel>
          </Group>
        </Panel>
        <Separator className={classes['separator'] ?? ''} aria-label={t('frame.resize')} />
        <Panel
          id="details"
          data-tour-area="details"
          className={classes['side'] ?? ''}
          defaultSize={320}
          minSize={240}
          maxSize={560}
          collapsible
          groupResizeBehavior="preserve-pixel-size"
        >
          {panels >= 2 && <DetailsPanel />}
        </Panel>
      </Group>
    </div>
  );
}

/** The graph workbench: a model's graph, what runs it, and what to do where it does not. */
export function GraphView() {
  const { graph } = useWorkbench();
  const phase = useStore(graph, (state) => state.phase);
  switch (phase) {
    case 'empty':
      return <GraphStart />;
    case 'reading':
      return <Reading />;
    case 'failed':
      return <GraphFailed />;
    case 'ready':
      return <OpenModel />;
  }
}
