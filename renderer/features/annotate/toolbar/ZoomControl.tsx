import { IconMinus, IconPlus } from '@tabler/icons-react';
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { CommandTooltip } from '#renderer/commands/CommandTooltip.tsx';
import { useCommand } from '#renderer/commands/useCommand.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './ZoomControl.module.css';

/** Alone, for it changes with each frame of zooming. */
function Figure() {
  const { t } = useTranslation();
  const { canvas } = useWorkbench();
  const percent = useStore(canvas, (state) => Math.round(state.zoom * 100));
  return <>{t('canvas.zoomPercent', { percent })}</>;
}

/** Out, how far in, in. Pressing the figure goes to whole pixels. */
export function ZoomControl() {
  const { t } = useTranslation();
  const actualSize = useCommand('view.actualSize');
  return (
    <div className={classes['zoom']} role="group" aria-label={t('canvas.zoom')}>
      <CommandButton id="view.zoomOut" size={24} icon={<IconMinus size={14} stroke={1.75} />} />
      <CommandTooltip command={actualSize.command} title={t('commands.view.actualSize')}>
        <UnstyledButton className={classes['figure'] ?? ''} onClick={actualSize.run}>
          <Figure />
        </UnstyledButton>
      </CommandTooltip>
      <CommandButton id="view.zoomIn" size={24} icon={<IconPlus size={14} stroke={1.75} />} />
    </div>
  );
}
