import { IconCheck, IconLock, IconLockOpen, IconTrash } from '@tabler/icons-react';
import { memo, useCallback, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { giveLabel } from '#renderer/stores/givingLabels.ts';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { BoxNumbers } from './BoxNumbers.tsx';
import { LabelField } from './LabelField.tsx';
import classes from './SelectionPanel.module.css';

const iconProps = { size: 16, stroke: 1.75 } as const;

const nothing: readonly CanvasBox[] = [];

const SelectionActions = memo(function SelectionActions({ areLocked }: { readonly areLocked: boolean }) {
  return (
    <>
      <CommandButton id="boxes.accept" size={26} icon={<IconCheck {...iconProps} />} />
      <CommandButton
        id="boxes.lockSelected"
        size={26}
        icon={areLocked ? <IconLock {...iconProps} /> : <IconLockOpen {...iconProps} />}
        isPressed={areLocked}
      />
      <CommandButton id="edit.delete" size={26} icon={<IconTrash {...iconProps} />} />
    </>
  );
});

interface SelectedProps {
  readonly selected: readonly CanvasBox[];
  readonly activeLabelId: number | null;
}

const Selected = memo(function Selected({ selected, activeLabelId }: SelectedProps) {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const byId = useStore(workbench.labels, (state) => state.byId);

  const give = useCallback(
    (labelId: number) => {
      giveLabel(workbench, labelId);
    },
    [workbench],
  );

  const labelIds = new Set(selected.map((box) => box.labelId));
  const [onlyId] = labelIds;
  const shownId = selected.length === 0 ? activeLabelId : labelIds.size === 1 ? (onlyId ?? null) : null;
  const shown = shownId === null ? null : (byId.get(shownId) ?? null);
  const [first] = selected;
  const areLocked = selected.length > 0 && selected.every((box) => box.isLocked);
  return (
    <div className={classes['panel']}>
      <Panel
        title={t('selection.panel')}
        note={selected.length === 0 ? t('selection.none') : t('selection.count', { count: selected.length })}
        actions={<SelectionActions areLocked={areLocked} />}
      >
        <div className={classes['fields']}>
          <LabelField
            label={shown}
            name={t(selected.length === 0 ? 'selection.labelNext' : 'selection.label')}
            placeholder={t(labelIds.size > 1 ? 'selection.labelMixed' : 'selection.labelSearch')}
            onGive={give}
          />
          <BoxNumbers box={selected.length === 1 && first !== undefined ? first : null} />
        </div>
      </Panel>
    </div>
  );
});

/** What is selected: its label and its place, to be changed here. With nothing selected, the label that drawing gives. */
export function SelectionPanel() {
  const boxes = useSession((state) => state.boxes);
  const selection = useSession((state) => state.selection);
  const activeLabelId = useSession((state) => state.activeLabelId);
  const selected = useMemo(
    () => (selection.size === 0 ? nothing : boxes.filter((box) => selection.has(box.key))),
    [boxes, selection],
  );
  const shown = useMemo(() => ({ selected, activeLabelId }), [selected, activeLabelId]);
  // The picture goes first; the fields follow when it is on the screen.
  return <Selected {...useDeferredValue(shown)} />;
}
