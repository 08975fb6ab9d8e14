import {
  IconHandStop,
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightExpand,
  IconLock,
  IconLockOpen,
  IconMarquee2,
  IconPointer,
  IconTags,
  IconTagsOff,
  IconZoomScan,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './CanvasToolbar.module.css';
import { DetectButton } from './DetectButton.tsx';
import { FinishButton } from './FinishButton.tsx';
import { ThresholdSlider } from './ThresholdSlider.tsx';
import { ViewMenu } from './ViewMenu.tsx';
import { ZoomControl } from './ZoomControl.tsx';

const iconProps = { size: 17, stroke: 1.6 } as const;

function Tools() {
  const { canvas } = useWorkbench();
  const tool = useStore(canvas, (state) => state.tool);
  return (
    <>
      <CommandButton id="tool.select" icon={<IconPointer {...iconProps} />} isPressed={tool === 'select'} />
      <CommandButton
        id="tool.drawBox"
        icon={<IconMarquee2 {...iconProps} />}
        isPressed={tool === 'drawBox'}
      />
      <CommandButton id="tool.pan" icon={<IconHandStop {...iconProps} />} isPressed={tool === 'pan'} />
    </>
  );
}

function ScoreThreshold() {
  const { t } = useTranslation();
  const { settings } = useWorkbench();
  const score = useSession((state) => state.scoreThreshold);
  return (
    <ThresholdSlider
      label={t('canvas.score')}
      hint={t('canvas.scoreHint')}
      value={score}
      onChange={(scoreThreshold) => {
        settings.change({ scoreThreshold });
      }}
    />
  );
}

function LabelSwitch() {
  const { settings } = useWorkbench();
  const areShown = useStore(settings, (state) => state.showLabels);
  return (
    <CommandButton
      id="view.toggleLabels"
      icon={areShown ? <IconTags {...iconProps} /> : <IconTagsOff {...iconProps} />}
      isPressed={areShown}
    />
  );
}

function LockSwitch() {
  const isLocked = useSession((state) => state.isLocked);
  return (
    <CommandButton
      id="boxes.lock"
      icon={isLocked ? <IconLock {...iconProps} /> : <IconLockOpen {...iconProps} />}
      isPressed={isLocked}
    />
  );
}

const expandCommands = {
  images: { id: 'view.toggleLeft', icon: <IconLayoutSidebarLeftExpand {...iconProps} /> },
  inspector: { id: 'view.toggleRight', icon: <IconLayoutSidebarRightExpand {...iconProps} /> },
} as const;

/** Brings a collapsed panel back; nothing while the panel is there, for its head has the button then. */
function ExpandButton({ panel }: { readonly panel: keyof typeof expandCommands }) {
  const { settings } = useWorkbench();
  const isCollapsed = useStore(settings, (state) => state.collapsedPanels.includes(panel));
  return isCollapsed ? <CommandButton {...expandCommands[panel]} /> : null;
}

/** Tools, zoom, and which detections are shown. */
export function CanvasToolbar() {
  const { t } = useTranslation();
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('canvas.toolbar')}>
      <ExpandButton panel="images" />
      <Tools />
      <span className={classes['divider']} />
      <ZoomControl />
      <CommandButton id="view.fit" icon={<IconZoomScan {...iconProps} />} />
      <span className={classes['divider']} />
      <LabelSwitch />
      <LockSwitch />
      <ViewMenu />
      <ScoreThreshold />
      <span className={classes['gap']} />
      <DetectButton />
      <FinishButton />
      <ExpandButton panel="inspector" />
    </div>
  );
}
