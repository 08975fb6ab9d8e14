import { useTranslation } from 'react-i18next';
import { Group, Panel as ResizablePanel, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { ChecksPanel } from '#renderer/features/checks/ChecksPanel.tsx';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { LabelPalette } from '../palette/LabelPalette.tsx';
import { BoxesPanel } from './BoxesPanel.tsx';
import classes from './Inspector.module.css';
import { InspectorTabs } from './InspectorTabs.tsx';
import { SelectionPanel } from './SelectionPanel.tsx';

const group = 'inspector';

/** What is known of the boxes: all of them, those selected, and the labels they can have. */
export function Inspector() {
  const { t } = useTranslation();
  const { settings, checks } = useWorkbench();
  const showsChecks = useStore(checks, (state) => state.isShown);
  const remembered = settings.getState().layouts[group];
  return (
    <Group
      id={group}
      orientation="vertical"
      className={classes['group']}
      {...(remembered === undefined ? {} : { defaultLayout: remembered })}
      onLayoutChanged={(layout) => {
        settings.rememberLayout(group, layout);
      }}
    >
      <ResizablePanel id="boxes" defaultSize="42%" minSize={96}>
        {showsChecks ? <ChecksPanel tabs={<InspectorTabs />} /> : <BoxesPanel tabs={<InspectorTabs />} />}
      </ResizablePanel>
      <Separator className={classes['separator'] ?? ''} aria-label={t('frame.resize')} />
      <ResizablePanel id="labels" minSize={220}>
        <div className={classes['lower']}>
          <SelectionPanel />
          <LabelPalette />
        </div>
      </ResizablePanel>
    </Group>
  );
}
