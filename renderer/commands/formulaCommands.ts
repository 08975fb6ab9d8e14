import { formulaOfBoxes } from '#renderer/stores/formulaOfBoxes.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import { symbolsOf, type Run } from '#shared/formula/layoutTree.ts';
import { writeLatex } from '#shared/formula/writeLatex.ts';
import { hasImage, type Command } from './command.ts';

function treeOf({ session, labels }: Workbench): Run {
  return formulaOfBoxes(session.getState().boxes, labels.getState().byId)?.tree ?? [];
}

/** Selects the symbol after or before the selected one, as the formula is read; it begins anew at its end. */
function goAlong(workbench: Workbench, by: 1 | -1): void {
  const { session } = workbench;
  const symbols = symbolsOf(treeOf(workbench));
  const { selection } = session.getState();
  const at = symbols.findIndex(({ id }) => selection.has(String(id)));
  const start = at < 0 && by === -1 ? 0 : at;
  const next = symbols[(start + by + symbols.length) % Math.max(1, symbols.length)];
  if (next !== undefined) session.select([String(next.id)], 'replace');
}

const hasBoxes = (workbench: Workbench): boolean =>
  hasImage(workbench) && workbench.session.getState().boxes.length > 0;

export const formulaCommands: readonly Command[] = [
  {
    id: 'formula.next',
    titleKey: 'commands.formula.next',
    group: 'boxes',
    keys: ['KeyZ'],
    repeats: true,
    isEnabled: hasBoxes,
    run: (workbench) => {
      goAlong(workbench, 1);
    },
  },
  {
    id: 'formula.previous',
    titleKey: 'commands.formula.previous',
    group: 'boxes',
    keys: ['Shift+KeyZ'],
    repeats: true,
    isEnabled: hasBoxes,
    run: (workbench) => {
      goAlong(workbench, -1);
    },
  },
  {
    id: 'formula.copy',
    titleKey: 'commands.formula.copy',
    group: 'edit',
    keys: ['$mod+Shift+KeyC'],
    isEnabled: hasBoxes,
    run: async (workbench) => {
      await navigator.clipboard.writeText(writeLatex(treeOf(workbench)));
      workbench.notices.tell('info', { key: 'formula.copied' });
    },
  },
];
