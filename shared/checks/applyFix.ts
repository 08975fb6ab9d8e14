import type { LabelledBox } from './labelledBox.ts';
import type { Fix } from './suspicion.ts';

/** The boxes as they would be after a fix. A merged box stands in the place of the first of its parts; a drawn one is blank. */
export function applyFix(symbols: readonly LabelledBox[], fix: Fix): readonly LabelledBox[] {
  switch (fix.kind) {
    case 'relabel':
      return symbols.map((each) => (each.id === fix.id ? { ...each, label: fix.label } : each));
    case 'delete':
      return symbols.filter(({ id }) => id !== fix.id);
    case 'resize':
      return symbols.map((each) => (each.id === fix.id ? { ...each, box: fix.box } : each));
    case 'draw':
      return [...symbols, { id: 'drawn', label: '', box: fix.box }];
    case 'merge': {
      const [first, ...rest] = fix.ids;
      return symbols
        .filter(({ id }) => !rest.includes(id))
        .map((each) => (each.id === first ? { ...each, label: fix.label, box: fix.box } : each));
    }
  }
}
