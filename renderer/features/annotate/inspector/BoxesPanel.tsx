import {
  IconChecks,
  IconChevronDown,
  IconChevronUp,
  IconLayoutSidebarRightCollapse,
} from '@tabler/icons-react';
import { memo, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { BoxList } from './BoxList.tsx';
import { BoxListMenu } from './BoxListMenu.tsx';
import { createBoxLister, type BoxSort } from './boxOrder.ts';
import classes from './BoxesPanel.module.css';

const iconProps = { size: 16, stroke: 1.75 } as const;

interface ListedProps {
  readonly boxes: readonly CanvasBox[];
  readonly hiddenCount: number;
  readonly sort: BoxSort;
  readonly states: ReadonlySet<CanvasBox['state']> | null;
}

const Listed = memo(function Listed({ boxes, hiddenCount, sort, states }: ListedProps) {
  const { t } = useTranslation();
  const { labels } = useWorkbench();
  const byId = useStore(labels, (state) => state.byId);
  const [list] = useState(createBoxLister);
  const listed = useMemo(
    () => list(boxes, sort, states, (labelId) => byId.get(labelId)?.name ?? ''),
    [list, boxes, sort, states, byId],
  );
  return (
    <>
      {listed.length === 0 ? (
        <EmptyNotice title={t(hiddenCount > 0 || boxes.length > 0 ? 'boxes.noneVisible' : 'boxes.none')} />
      ) : (
        <BoxList boxes={listed} />
      )}
      {hiddenCount > 0 && <p className={classes['hidden']}>{t('boxes.hidden', { count: hiddenCount })}</p>}
    </>
  );
});

function OpenBoxes(props: Pick<ListedProps, 'sort' | 'states'>) {
  const boxes = useSession((state) => state.boxes);
  const hiddenCount = useSession((state) => state.hiddenCount);
  // The picture goes first; the list follows when it is on the screen.
  return <Listed {...props} boxes={useDeferredValue(boxes)} hiddenCount={useDeferredValue(hiddenCount)} />;
}

/** The boxes of the open image: all of them as the formula is read, or some in another order. */
export function BoxesPanel({ tabs }: { readonly tabs: ReactNode }) {
  const { t } = useTranslation();
  const [sort, setSort] = useState<BoxSort>('reading');
  const [states, setStates] = useState<ReadonlySet<CanvasBox['state']> | null>(null);
  return (
    <Panel
      title={t('boxes.panel')}
      tabs={tabs}
      actions={
        <>
          <CommandButton id="boxes.previousDoubtful" size={22} icon={<IconChevronUp {...iconProps} />} />
          <CommandButton id="boxes.nextDoubtful" size={22} icon={<IconChevronDown {...iconProps} />} />
          <BoxListMenu sort={sort} states={states} onSort={setSort} onStates={setStates} />
          <CommandButton id="boxes.acceptAll" size={22} icon={<IconChecks {...iconProps} />} />
          <CommandButton
            id="view.toggleRight"
            size={22}
            icon={<IconLayoutSidebarRightCollapse size={16} stroke={1.6} />}
          />
        </>
      }
    >
      <OpenBoxes sort={sort} states={states} />
    </Panel>
  );
}
