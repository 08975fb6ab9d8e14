import { IconSettings } from '@tabler/icons-react';
import { memo, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { giveLabel } from '#renderer/stores/givingLabels.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { Label } from '#shared/dataset/label.ts';
import { LabelButton } from './LabelButton.tsx';
import classes from './LabelPalette.module.css';
import { compareLabelNames, labelGroupOf, labelGroups } from './labelGroups.ts';

interface GroupProps {
  readonly title: string;
  /** null for a digit that has no label. */
  readonly labels: readonly (Label | null)[];
  /** The first label has the key 1, and so on; those kept on their key by slot. */
  readonly pinned?: ReadonlyMap<number, number>;
  readonly onGive: (labelId: number) => void;
}

const PaletteGroup = memo(function PaletteGroup({ title, labels, pinned, onGive }: GroupProps) {
  const activeId = useSession((state) => state.activeLabelId);
  if (labels.length === 0) return null;
  return (
    <section className={classes['group']} aria-label={title}>
      <h3>{title}</h3>
      <div className={classes['grid']}>
        {labels.map((label, slot) =>
          label === null ? (
            <span key={`slot${slot}`} className={classes['slot']} data-digit={slot + 1} aria-hidden="true" />
          ) : (
            <LabelButton
              key={label.id}
              labelId={label.id}
              name={label.name}
              digit={pinned === undefined ? null : slot + 1}
              isPinned={pinned?.has(slot) === true}
              isActive={label.id === activeId}
              onGive={onGive}
            />
          ),
        )}
      </div>
    </section>
  );
});

/** Every label as the sign it stands for; pressing one gives it to the selection, or to the next box drawn. */
export function LabelPalette() {
  const { t, i18n } = useTranslation();
  const workbench = useWorkbench();
  const { labels: store } = workbench;
  const { labels, byId, recentIds, pinned, phase } = useStore(store);
  const groups = useMemo(() => {
    const sorted = labels
      .filter(({ isRetired }) => !isRetired)
      .sort((a, b) => compareLabelNames(a.name, b.name));
    return labelGroups.map((group) => ({
      group,
      labels: sorted.filter((label) => labelGroupOf(label.name) === group),
    }));
  }, [labels]);
  const recent = useMemo(
    () => recentIds.map((id) => (id === null ? null : (byId.get(id) ?? null))),
    [recentIds, byId],
  );
  const give = useCallback(
    (labelId: number) => {
      giveLabel(workbench, labelId);
    },
    [workbench],
  );
  return (
    <div className={classes['panel']}>
      <Panel
        title={t('palette.panel')}
        note={new Intl.NumberFormat(i18n.language).format(labels.length)}
        actions={
          <CommandButton id="boxes.manageLabels" size={26} icon={<IconSettings size={16} stroke={1.6} />} />
        }
      >
        {phase === 'ready' && labels.length === 0 ? (
          <EmptyNotice title={t('palette.none')} />
        ) : (
          <div className={classes['scroller']} tabIndex={0} role="group" aria-label={t('palette.label')}>
            <PaletteGroup title={t('palette.recent')} labels={recent} pinned={pinned} onGive={give} />
            {groups.map(({ group, labels: members }) => (
              <PaletteGroup key={group} title={t(`palette.group.${group}`)} labels={members} onGive={give} />
            ))}
          </div>
        )}
      </Panel>
    </div>
  );
}
