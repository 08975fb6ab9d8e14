import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator, usePanelRef, type PanelImperativeHandle } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './AnnotateView.module.css';
import { CanvasArea } from './CanvasArea.tsx';
import { ImageListPanel } from './imageList/ImageListPanel.tsx';
import { Inspector } from './inspector/Inspector.tsx';

const group = 'annotate';

/** Follows the setting: a key or the palette may collapse the panel, or dragging it shut. */
function useCollapse(panel: string): {
  readonly ref: React.RefObject<PanelImperativeHandle | null>;
  readonly isCollapsed: boolean;
} {
  const { settings } = useWorkbench();
  const ref = usePanelRef();
  const isCollapsed = useStore(settings, (state) => state.collapsedPanels.includes(panel));
  useEffect(() => {
    const handle = ref.current;
    if (handle === null || handle.isCollapsed() === isCollapsed) return;
    if (isCollapsed) handle.collapse();
    else handle.expand();
  }, [ref, isCollapsed]);
  return { ref, isCollapsed };
}

/** The list of images, the canvas, and what is known of its boxes; all of a size that is remembered. */
export function AnnotateView() {
  const { t } = useTranslation();
  const { settings } = useWorkbench();
  const images = useCollapse('images');
  const inspector = useCollapse('inspector');

  const remembered = settings.getState().layouts[group];
  return (
    <Group
      id={group}
      className={classes['group']}
      aria-label={t('frame.images')}
      {...(remembered === undefined ? {} : { defaultLayout: remembered })}
      onLayoutChanged={(layout) => {
        settings.rememberLayout(group, layout);
        settings.setPanelCollapsed('images', images.ref.current?.isCollapsed() ?? false);
        settings.setPanelCollapsed('inspector', inspector.ref.current?.isCollapsed() ?? false);
      }}
    >
      <Panel
        id="images"
        panelRef={images.ref}
        className={classes['side'] ?? ''}
        defaultSize={264}
        minSize={200}
        maxSize={480}
        collapsible
        groupResizeBehavior="preserve-pixel-size"
      >
        <div className={classes['content']} inert={images.isCollapsed}>
          <ImageListPanel />
        </div>
      </Panel>
      <Separator className={classes['separator'] ?? ''} aria-label={t('frame.resize')} />
      <Panel id="canvas" minSize={320}>
        <CanvasArea />
      </Panel>
      <Separator className={classes['separator'] ?? ''} aria-label={t('frame.resize')} />
      <Panel
        id="inspector"
        panelRef={inspector.ref}
        className={classes['side'] ?? ''}
        defaultSize={288}
        minSize={240}
        maxSize={520}
        collapsible
        groupResizeBehavior="preserve-pixel-size"
      >
        <div className={classes['content']} inert={inspector.isCollapsed}>
          <Inspector />
        </div>
      </Panel>
    </Group>
  );
}
