import {
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconLayoutSidebarRightCollapse,
  IconSettings,
} from '@tabler/icons-react';
import { ActionIcon, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { restoreChecks } from '#renderer/commands/checkCommands.ts';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { CheckList } from './CheckList.tsx';
import classes from './ChecksPanel.module.css';

const iconProps = { size: 16, stroke: 1.75 } as const;

/** What stands where there is nothing to look at, and why. */
function NothingToLookAt() {
  const { t } = useTranslation();
  const { checks } = useWorkbench();
  const isLooking = useStore(checks, (state) => state.isLooking);
  const hasBoxes = useSession((state) => state.boxes.length > 0);
  if (!hasBoxes) return <EmptyNotice title={t('checks.noBoxes')} />;
  if (isLooking) return <EmptyNotice title={t('checks.looking')} />;
  return (
    <EmptyNotice icon={<IconCheck size={22} stroke={1.6} aria-hidden="true" />} title={t('checks.nothing')} />
  );
}

export interface ChecksPanelProps {
  /** The head that changes between this panel and its neighbour. */
  readonly tabs: ReactNode;
}

/** What is suspicious about the open image: each with its reason, and what to do about it. */
export function ChecksPanel({ tabs }: ChecksPanelProps) {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const { checks, ui } = workbench;
  const items = useStore(checks, (state) => state.items);
  const current = useStore(checks, (state) => state.current);
  const dismissed = useStore(checks, (state) => state.dismissed);
  const areDismissedShown = useStore(checks, (state) => state.areDismissedShown);
  const listed = areDismissedShown ? dismissed : [];
  const inkError = useStore(checks, (state) => state.inkError);
  return (
    <Panel
      title={t('checks.panel')}
      tabs={tabs}
      actions={
        <>
          <CommandButton id="checks.previous" size={26} icon={<IconChevronUp {...iconProps} />} />
          <CommandButton id="checks.next" size={26} icon={<IconChevronDown {...iconProps} />} />
          <ActionIcon
            size={26}
            aria-label={t('checks.switches')}
            title={t('checks.switches')}
            onClick={() => {
              ui.openDialog('settings');
            }}
          >
            <IconSettings size={16} stroke={1.6} />
          </ActionIcon>
          <CommandButton
            id="view.toggleRight"
            size={26}
            icon={<IconLayoutSidebarRightCollapse size={16} stroke={1.6} />}
          />
        </>
      }
    >
      {inkError !== null && (
        <p className={classes['error']} role="alert">
          {errorText(t, inkError)}
        </p>
      )}
      {items.length + listed.length === 0 ? (
        <NothingToLookAt />
      ) : (
        <CheckList items={items} dismissed={listed} current={current} />
      )}
      {dismissed.length > 0 && (
        <div className={classes['dismissed']}>
          <span>{t('checks.dismissed', { count: dismissed.length })}</span>
          <span className={classes['dismissedActions']}>
            {areDismissedShown && dismissed.length > 1 && (
              <Button size="compact-xs" variant="subtle" onClick={() => void restoreChecks(workbench, 'all')}>
                {t('checks.restoreAll')}
              </Button>
            )}
            <Button
              size="compact-xs"
              variant="subtle"
              aria-pressed={areDismissedShown}
              onClick={() => {
                checks.showDismissed(!areDismissedShown);
              }}
            >
              {areDismissedShown ? t('checks.hideDismissed') : t('checks.showDismissed')}
            </Button>
          </span>
        </div>
      )}
    </Panel>
  );
}
