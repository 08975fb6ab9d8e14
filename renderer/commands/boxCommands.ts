import { nextToLookAt } from '#renderer/stores/doubtfulBoxes.ts';
import { giveLabel } from '#renderer/stores/givingLabels.ts';
import { cycleLookAlikes } from '#renderer/stores/lookAlikeCycle.ts';
import { recentSlotCount } from '#renderer/stores/labelStore.ts';
import { hasDetected } from '#renderer/stores/sessionBoxes.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import { hasImage, hasOpenSelection, hasProject, hasSelection, type Command } from './command.ts';

const hasSelectedDetection = (workbench: Workbench): boolean => {
  const { annotations, selection } = workbench.session.getState();
  return hasImage(workbench) && [...selection].some((key) => !annotations.has(key));
};

function goToDoubtful({ session, canvas, notices }: Workbench, by: 1 | -1): void {
  const { boxes, selection } = session.getState();
  const found = nextToLookAt(boxes, [...selection].at(-1) ?? null, by);
  if (found === null) {
    notices.tell('info', { key: 'boxes.noneDoubtful' });
    return;
  }
  session.select([found.key], 'replace');
  canvas.centreOn(found.box);
}

const recentLabelCommands = Array.from({ length: recentSlotCount }, (_, slot): Command => ({
  id: `boxes.recentLabel${slot + 1}`,
  titleKey: 'commands.boxes.recentLabel',
  titleValues: { slot: slot + 1 },
  group: 'boxes',
  keys: [`Digit${slot + 1}`, `Numpad${slot + 1}`],
  isKeyOnly: true,
  isEnabled: (workbench) =>
    hasImage(workbench) && (workbench.labels.getState().recentIds[slot] ?? null) !== null,
  run: (workbench) => {
    const labelId = workbench.labels.getState().recentIds[slot] ?? null;
    if (labelId !== null) giveLabel(workbench, labelId);
  },
}));

/** The label that pinning means: that of the selected boxes, or else the one that drawing gives. */
function labelToPin({ session }: Workbench): number | null {
  const { boxes, selection, activeLabelId } = session.getState();
  return boxes.find(({ key }) => selection.has(key))?.labelId ?? activeLabelId;
}

const pinLabelCommands = Array.from({ length: recentSlotCount }, (_, slot): Command => ({
  id: `boxes.pinLabel${slot + 1}`,
  titleKey: 'commands.boxes.pinLabel',
  titleValues: { slot: slot + 1 },
  group: 'boxes',
  keys: [`Alt+Digit${slot + 1}`],
  isKeyOnly: true,
  isEnabled: (workbench) => hasImage(workbench) && labelToPin(workbench) !== null,
  run: (workbench) => {
    const labelId = labelToPin(workbench);
    const digit = slot + 1;
    const { digitLabels } = workbench.preferences.getState();
    const wasPinned = digitLabels.some((each) => each.digit === digit && each.labelId === labelId);
    const others = digitLabels.filter((each) => each.digit !== digit && each.labelId !== labelId);
    if (labelId === null) return;
    // The same once more lets go of it.
    return workbench.preferences.change({
      digitLabels: wasPinned ? others : [...others, { digit, labelId }],
    });
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
    isEnabled: (workbench) => hasImage(workbench) && hasDetected(workbench.session.getState().boxes),
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
  {
    id: 'boxes.nextLookAlike',
    titleKey: 'commands.boxes.nextLookAlike',
    group: 'boxes',
    keys: ['Semicolon'],
    repeats: true,
    isEnabled: hasOpenSelection,
    run: (workbench) => {
      cycleLookAlikes(workbench, 1);
    },
  },
  {
    id: 'boxes.previousLookAlike',
    titleKey: 'commands.boxes.previousLookAlike',
    group: 'boxes',
    keys: ['Shift+Semicolon'],
    repeats: true,
    isEnabled: hasOpenSelection,
    run: (workbench) => {
      cycleLookAlikes(workbench, -1);
    },
  },
  {
    id: 'boxes.merge',
    titleKey: 'commands.boxes.merge',
    group: 'boxes',
    keys: ['KeyM'],
    isEnabled: (workbench) => hasOpenSelection(workbench) && workbench.session.getState().selection.size > 1,
    run: ({ session }) => {
      session.mergeSelected();
    },
  },
  {
    id: 'boxes.split',
    titleKey: 'commands.boxes.split',
    group: 'boxes',
    keys: ['KeyX'],
    isEnabled: hasOpenSelection,
    run: ({ session }) => {
      session.splitSelected();
    },
  },
  ...recentLabelCommands,
  ...pinLabelCommands,
  {
    id: 'boxes.lockSelected',
    titleKey: 'commands.boxes.lockSelected',
    group: 'boxes',
    keys: ['Alt+KeyU'],
    isEnabled: hasSelection,
    run: ({ session }) => {
      session.toggleSelectedLock();
    },
  },
  {
    id: 'boxes.lock',
    titleKey: 'commands.boxes.lock',
    group: 'boxes',
    keys: ['KeyU'],
    isEnabled: hasImage,
    run: ({ session, notices }) => {
      const isLocked = !session.getState().isLocked;
      session.setLocked(isLocked);
      notices.tell('info', { key: isLocked ? 'boxes.locked' : 'boxes.unlocked' });
    },
  },
  {
    id: 'boxes.manageLabels',
    titleKey: 'commands.boxes.manageLabels',
    group: 'boxes',
    keys: ['$mod+Shift+KeyL'],
    isEnabled: hasProject,
    run: ({ ui }) => {
      ui.openDialog('labels');
    },
  },
  {
    id: 'edit.delete',
    titleKey: 'commands.edit.delete',
    group: 'boxes',
    keys: ['Delete', 'Backspace'],
    isEnabled: hasOpenSelection,
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
    id: 'edit.copy',
    titleKey: 'commands.edit.copy',
    group: 'edit',
    keys: ['$mod+KeyC'],
    isEnabled: hasSelection,
    run: ({ session }) => {
      session.copySelected();
    },
  },
  {
    id: 'edit.paste',
    titleKey: 'commands.edit.paste',
    group: 'edit',
    keys: ['$mod+KeyV'],
    isEnabled: (workbench) => hasImage(workbench) && workbench.session.getState().copiedCount > 0,
    run: ({ session }) => {
      session.paste();
    },
  },
  {
    id: 'edit.duplicate',
    titleKey: 'commands.edit.duplicate',
    group: 'edit',
    keys: ['$mod+KeyJ'],
    isEnabled: hasSelection,
    run: ({ session }) => {
      session.duplicateSelected();
    },
  },
  {
    id: 'edit.selectSameLabel',
    titleKey: 'commands.edit.selectSameLabel',
    group: 'edit',
    keys: ['$mod+Shift+KeyA'],
    isEnabled: hasSelection,
    run: ({ session }) => {
      session.selectSameLabel();
    },
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
