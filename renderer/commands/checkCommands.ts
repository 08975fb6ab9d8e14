import type { Fix } from '#shared/checks/suspicion.ts';
import type { BoxKey, SessionState } from '#renderer/stores/annotationSession.ts';
import { symbolsOf, type CheckItem } from '#renderer/stores/checkItem.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import type { Box } from '#shared/geometry/box.ts';
import { hasImage, hasSelection, type Command } from './command.ts';

/** Shows where a thing to look at is, with the boxes that it is about selected. */
export function goToCheck({ checks, session, canvas }: Workbench, item: CheckItem): void {
  checks.choose(item);
  session.select(item.keys, 'replace');
  canvas.centreOn(item.box);
}

/** Whether a box that the fix would change is held as it is. */
function isHeld({ boxes, isLocked }: SessionState, fix: Fix): boolean {
  if (fix.kind === 'draw') return false;
  const keys = new Set((fix.kind === 'merge' ? fix.ids : [fix.id]).map(String));
  return isLocked || boxes.some((box) => box.isLocked && keys.has(box.key));
}

/** Does what the item proposes, as one step; says so where it proposes nothing. */
export function applyCheck(workbench: Workbench, item: CheckItem): void {
  const { checks, session, labels, settings, ui, notices } = workbench;
  const { fix } = item;
  if (fix === null) {
    notices.tell('info', { key: 'checks.noFix' });
    return;
  }
  if (isHeld(session.getState(), fix)) {
    notices.tell('info', { key: 'boxes.held' });
    return;
  }
  const following = checks.next(1);
  const labelNamed = (name: string): number | null =>
    labels.getState().labels.find((label) => label.name === name && !label.isRetired)?.id ?? null;
  switch (fix.kind) {
    case 'relabel': {
      const labelId = labelNamed(fix.label);
      if (labelId === null) return;
      session.select([String(fix.id)], 'replace');
      session.relabelSelected(labelId);
      break;
    }
    case 'delete':
      session.select([String(fix.id)], 'replace');
      session.deleteSelected();
      break;
    case 'resize':
      session.select([String(fix.id)], 'replace');
      session.setBoxes(new Map([[String(fix.id), fix.box]]), 'resize');
      break;
    case 'merge': {
      const labelId = labelNamed(fix.label);
      if (labelId !== null) session.mergeParts(new Set(fix.ids.map(String)), labelId, fix.box);
      break;
    }
    case 'draw':
      session.draw(fix.box);
      // What it is has to be said by the person.
      settings.setPanelCollapsed('inspector', false);
      ui.requestLabelField();
      break;
  }
  if (fix.kind === 'draw') return;
  // The list was made anew by the edit.
  const next = checks.getState().items.find(({ id }) => id === following?.id && id !== item.id);
  if (next !== undefined) goToCheck(workbench, next);
}

/** Takes an item off the list, and goes to the one after it. */
export async function dismissCheck(workbench: Workbench, item: CheckItem): Promise<void> {
  const { checks, notices } = workbench;
  const isCurrent = checks.getState().current?.id === item.id;
  const following = checks.next(1);
  const stored = checks.dismiss(item);
  if (isCurrent && following !== null && following.id !== item.id) goToCheck(workbench, following);
  try {
    await stored;
  } catch (thrown) {
    notices.report(thrown);
  }
}

/** Puts dismissed items on the list again. */
export async function restoreChecks({ checks, notices }: Workbench, which: CheckItem | 'all'): Promise<void> {
  try {
    await checks.restore(which);
  } catch (thrown) {
    notices.report(thrown);
  }
}

const hasChecks = (workbench: Workbench): boolean =>
  hasImage(workbench) && workbench.checks.getState().items.length > 0;

/** Puts boxes tightly around their ink, as one step. Says so where there was no ink. */
async function snap(workbench: Workbench, isMeant: (key: BoxKey) => boolean): Promise<void> {
  const { client, session, labels, notices } = workbench;
  const { image, boxes } = session.getState();
  if (image === null) return;
  const { byId } = labels.getState();
  const symbols = symbolsOf(boxes, (labelId) => byId.get(labelId)?.name ?? '');
  const which = symbols.flatMap(({ id }, place) => (isMeant(id) ? [place] : []));
  const snapped = await client.check.snap({ imageId: image.id, symbols: [...symbols], which });
  if (session.getState().image?.id !== image.id) return;
  const changes = new Map<BoxKey, Box>();
  which.forEach((place, at) => {
    const symbol = symbols[place];
    const box = snapped[at] ?? null;
    // The box may have been moved meanwhile.
    const isAsAsked = session
      .getState()
      .boxes.some((each) => each.key === symbol?.id && each.box === symbol.box);
    if (symbol !== undefined && box !== null && isAsAsked) changes.set(symbol.id, box);
  });
  session.setBoxes(changes, 'snap');
  if (changes.size === 0) notices.tell('info', { key: 'checks.noInk' });
}

export const checkCommands: readonly Command[] = [
  {
    id: 'boxes.snap',
    titleKey: 'commands.boxes.snap',
    group: 'boxes',
    keys: ['KeyS'],
    isEnabled: hasSelection,
    run: (workbench) => {
      const { selection } = workbench.session.getState();
      return snap(workbench, (key) => selection.has(key));
    },
  },
  {
    id: 'boxes.snapAll',
    titleKey: 'commands.boxes.snapAll',
    group: 'boxes',
    keys: ['Shift+KeyS'],
    isEnabled: (workbench) => hasImage(workbench) && workbench.session.getState().boxes.length > 0,
    run: (workbench) => snap(workbench, () => true),
  },
  {
    id: 'checks.next',
    titleKey: 'commands.checks.next',
    group: 'boxes',
    keys: ['KeyK'],
    repeats: true,
    isEnabled: hasImage,
    run: (workbench) => {
      const item = workbench.checks.next(1);
      if (item === null) workbench.notices.tell('info', { key: 'checks.nothing' });
      else goToCheck(workbench, item);
    },
  },
  {
    id: 'checks.previous',
    titleKey: 'commands.checks.previous',
    group: 'boxes',
    keys: ['Shift+KeyK'],
    repeats: true,
    isEnabled: hasChecks,
    run: (workbench) => {
      const item = workbench.checks.next(-1);
      if (item !== null) goToCheck(workbench, item);
    },
  },
  {
    id: 'checks.fix',
    titleKey: 'commands.checks.fix',
    group: 'boxes',
    keys: ['KeyJ'],
    isEnabled: (workbench) => hasImage(workbench) && workbench.checks.getState().current !== null,
    run: (workbench) => {
      const { current } = workbench.checks.getState();
      if (current !== null) applyCheck(workbench, current);
    },
  },
  {
    id: 'checks.dismiss',
    titleKey: 'commands.checks.dismiss',
    group: 'boxes',
    keys: ['Shift+KeyJ'],
    isEnabled: (workbench) => hasImage(workbench) && workbench.checks.getState().current !== null,
    run: (workbench) => {
      const { current } = workbench.checks.getState();
      if (current === null) return;
      // The same key brings one back that stands among the dismissed.
      const isDismissed = workbench.checks.getState().dismissed.includes(current);
      return isDismissed ? restoreChecks(workbench, current) : dismissCheck(workbench, current);
    },
  },
  {
    id: 'checks.show',
    titleKey: 'commands.checks.show',
    group: 'view',
    keys: ['KeyY'],
    isEnabled: hasImage,
    run: ({ checks, settings }) => {
      settings.setPanelCollapsed('inspector', false);
      checks.show(!checks.getState().isShown);
    },
  },
];
