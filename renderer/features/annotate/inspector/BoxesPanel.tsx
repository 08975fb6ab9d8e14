import {
  IconChecks,
  IconChevronDown,
  IconChevronUp,
  IconLayoutSidebarRightCollapse,
} from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { readingOrder } from '#renderer/stores/doubtfulBoxes.ts';
import { useSession } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { BoxList } from './BoxList.tsx';
import classes from './BoxesPanel.module.css';

const iconProps = { size: 16, stroke: 1.75 } as const;

/** All boxes of the open image, as the formula is read. */
export function BoxesPanel({ tabs }: { readonly tabs: ReactNode }) {
  const { t } = useTranslation();
  const boxes = useSession((state) => state.boxes);
  const hiddenCount = useSession((state) => state.hiddenCount);
  const ordered = useMemo(() => [...boxes].sort(readingOrder), [boxes]);
  return (
    <Panel
      title={t('boxes.panel')}
      tabs={tabs}
      actions={
        <>
          <CommandButton id="boxes.previousDoubtful" size={26} icon={<IconChevronUp {...iconProps} />} />
          <CommandButton id="boxes.nextDoubtful" size={26} icon={<IconChevronDown {...iconProps} />} />
          <CommandButton id="boxes.acceptAll" size={26} icon={<IconChecks {...iconProps} />} />
          <CommandButton
            id="view.toggleRight"
            size={26}
            icon={<IconLayoutSidebarRightCollapse size={16} stroke={1.6} />}
          />
        </>
      }
    >
      {ordered.length === 0 ? (
        <EmptyNotice title={t(hiddenCount > 0 ? 'boxes.noneVisible' : 'boxes.none')} />
      ) : (
        <BoxList boxes={ordered} />
      )}
      {hiddenCount > 0 && <p className={classes['hidden']}>{t('boxes.hidden', { count: hiddenCount })}</p>}
    </Panel>
  );
}
