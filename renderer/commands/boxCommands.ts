import { nextDoubtful } from '#renderer/stores/doubtfulBoxes.ts';
import { giveLabel } from '#renderer/stores/givingLabels.ts';
import { recentSlotCount } from '#renderer/stores/labelStore.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import { hasImage, hasSelection, type Command } from './command.ts';

const hasSelectedDetection = (workbench: Workbench): boolean => {
  const { boxes, selection } = workbench.session.getState();
  return hasImage(workbench) && boxes.some((box) => box.state === 'detected' && selection.has(box.key));
};

function goToDoubtful({ session, notices }: Workbench, by: 1 | -1): void {
  const { boxes, selection } = session.getState();
  const found = nextDoubtful(boxes, [...selection].at(-1) ?? null, by);
  if (found === null) notices.tell('info', { key: 'boxes.noneDoubtful' });
  else session.select([found.key], 'replace');
}

const recentLabelCommands = Array.from({ length: recentSlotCount }, (_, slot): Command => ({
  id: `boxes.recentLabel${slot + 1}`,
  titleKey: 'commands.boxes.recentLabel',
  titleValues: { slot: slot + 1 },
  group: 'boxes',
  keys: [`Digit${slot + 1}`, `Numpad${slot + 1}`],
  isKeyOnly: true,
  isEnabled: (workbench) => hasImage(workbench) && workbench.labels.getState().recentIds[slot] !== undefined,
  run: (workbench) => {
    const labelId = workbench.labels.getState().recentIds[slot];
    if (labelId !== undefined) giveLabel(workbench, labelId);
  },
}));

export const boxCommands: readonly Command[] = [
  {
    id: 'boxes.accept',
    titleKey: 'commands.boxes.accept',
    group: 'boxes',
    keys: ['Enter', 'NumpadEnter'],
    isEnabled: hasSelectedDetection,
    run: ({ session }) => {
      session.acceptSelected();
    },
  },
  {
    id: 'boxes.acceptAll',
    titleKey: 'commands.boxes.acceptAll',
    group: 'boxes',
    keys: ['$mod+Enter'],
    isEnabled: (workbench) =>
      hasImage(workbench) && workbench.session.getState().boxes.some((box) => box.state === 'detected'),
    run: ({ session }) => {
      session.acceptAll();
    },
  },
  {
    id: 'boxes.nextDoubtful',
    titleKey: 'commands.boxes.nextDoubtful',
    group: 'boxes',
    keys: ['KeyN'],
    repeats: true,
    isEnabled: hasImage,
    run: (workbench) => {
      goToDoubtful(workbench, 1);
    },
  },
  {
    id: 'boxes.previousDoubtful',
    titleKey: 'commands.boxes.previousDoubtful',
    group: 'boxes',
    keys: ['Shift+KeyN'],
    repeats: true,
    isEnabled: hasImage,
    run: (workbench) => {
      goToDoubtful(workbench, -1);
    },
  },
  {
    id: 'boxes.labelField',
    titleKey: 'commands.boxes.labelField',
    group: 'boxes',
    keys: ['KeyL'],
    isEnabled: hasImage,
    run: ({ ui, settings }) => {
      settings.setPanelCollapsed('inspector', false);
      ui.requestLabelField();
    },
  },
  ...recentLabelCommands,
  {
    id: 'edit.delete',
    titleKey: 'commands.edit.delete',
    group: 'boxes',
    keys: ['Delete', 'Backspace'],
    isEnabled: hasSelection,
    run: ({ session }) => {
      session.deleteSelected();
    },
  },
];

export const editCommands: readonly Command[] = [
  {
    id: 'edit.undo',
    titleKey: 'commands.edit.undo',
    group: 'edit',
    keys: ['$mod+KeyZ'],
    repeats: true,
    isEnabled: ({ session, project }) =>
      project.getState().phase === 'open' && session.getState().history.undo !== null,
    run: ({ session }) => session.undo(),
  },
  {
    id: 'edit.redo',
    titleKey: 'commands.edit.redo',
    group: 'edit',
    keys: ['$mod+Shift+KeyZ', '$mod+KeyY'],
    repeats: true,
    isEnabled: ({ session, project }) =>
      project.getState().phase === 'open' && session.getState().history.redo !== null,
    run: ({ session }) => session.redo(),
  },
  {
    id: 'edit.selectAll',
    titleKey: 'commands.edit.selectAll',
    group: 'edit',
    keys: ['$mod+KeyA'],
    isEnabled: hasImage,
    run: ({ session }) => {
      session.selectAll();
    },
  },
  {
    id: 'edit.deselect',
    titleKey: 'commands.edit.deselect',
    group: 'edit',
    keys: ['Escape'],
    isEnabled: hasSelection,
    run: ({ session }) => {
      session.select([], 'replace');
    },
  },
];
