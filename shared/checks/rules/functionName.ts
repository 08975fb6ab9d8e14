import { boxUnion } from '../../geometry/box.ts';
import type { LabelledBox } from '../labelledBox.ts';
import { neighbour, type Scene } from '../scene.ts';
import type { Suspicion } from '../suspicion.ts';

/** Longer names first, so that an arc sine is not taken for a sine. */
const names: readonly string[] = [
  ...['arcsin', 'arccos', 'arctan', 'sinh', 'cosh', 'tanh', 'coth'],
  ...['sin', 'cos', 'tan', 'cot', 'sec', 'csc', 'log', 'lim', 'exp', 'max', 'min', 'sup', 'inf'],
  ...['det', 'dim', 'ker', 'arg', 'gcd', 'deg', 'ln', 'lg'],
];

/** Letters of one name stand at most this far apart, in sizes. */
const closeBy = 0.7;

/** The letters of a name from this one on; null when other symbols follow it. */
function spelt(scene: Scene, first: LabelledBox, name: string): readonly LabelledBox[] | null {
  const found: LabelledBox[] = [];
  let at: LabelledBox | null = first;
  for (const letter of name) {
    if (at === null || at.label !== letter) return null;
    const last = found.at(-1);
    if (last !== undefined && at.box.x - last.box.x - last.box.width > closeBy * scene.size) return null;
    found.push(at);
    at = neighbour(scene, at, 'right');
  }
  return found;
}

/** The letters of a function's name, boxed one by one, are one symbol. */
export function functionName(scene: Scene): readonly Suspicion[] {
  const used = new Set<LabelledBox>();
  return scene.symbols.flatMap((first): readonly Suspicion[] => {
    if (used.has(first)) return [];
    for (const name of names) {
      const label = `\\${name}`;
      const parts = scene.has(label) ? spelt(scene, first, name) : null;
      const box = parts === null ? null : boxUnion(parts.map((part) => part.box));
      if (parts === null || box === null) continue;
      for (const part of parts) used.add(part);
      const ids = parts.map(({ id }) => id);
      const values = { letters: Array.from(name).join(' '), name: label };
      return [{ rule: 'functionName', ids, box, values, fix: { kind: 'merge', ids, label, box } }];
    }
    return [];
  });
}
