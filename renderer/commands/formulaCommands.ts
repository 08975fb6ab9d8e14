import { createFormulaReader, type FormulaOfBoxes } from '#renderer/stores/formulaOfBoxes.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import { symbolsOf, type SymbolBox } from '#shared/formula/layoutTree.ts';
import { writeLatex } from '#shared/formula/writeLatex.ts';
import { hasImage, type Command } from './command.ts';

/** What the boxes spell, and the line of it that one is at: that of the first selected box, or the first. */
function formulaAtHand({ session, labels }: Workbench): {
  readonly formula: FormulaOfBoxes;
  readonly line: number;
} {
  const { boxes, selection } = session.getState();
  const formula = createFormulaReader()(boxes, labels.getState().byId);
  const [key] = selection;
  return { formula, line: key === undefined ? 0 : (formula.lineOf(key) ?? 0) };
}

const symbolsIn = (formula: FormulaOfBoxes, line: number): readonly SymbolBox[] =>
  symbolsOf(formula.layoutOf(line)?.tree ?? []);

/** Selects the symbol after or before the selected one, as the formula is read; it begins anew at its end. */
function goAlong(workbench: Workbench, by: 1 | -1): void {
  const { session } = workbench;
  const { formula, line } = formulaAtHand(workbench);
  const symbols = symbolsIn(formula, line);
  const { selection } = session.getState();
  const at = symbols.findIndex(({ id }) => selection.has(String(id)));
  const start = at < 0 && by === -1 ? symbols.length : at;
  let next = symbols[start + by];
  // Past the end of a line is the next one that can be read, at last the same one again.
  for (let away = 1; next === undefined && away <= formula.lineCount; away += 1) {
    const other = (line + by * away + formula.lineCount * away) % formula.lineCount;
    next = symbolsIn(formula, other).at(by === 1 ? 0 : -1);
  }
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
      const { formula, line } = formulaAtHand(workbench);
      await navigator.clipboard.writeText(writeLatex(formula.layoutOf(line)?.tree ?? []));
      workbench.notices.tell('info', { key: 'formula.copied' });
    },
  },
];
