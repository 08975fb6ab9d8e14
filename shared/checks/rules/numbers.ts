import type { LabelledBox } from '../labelledBox.ts';
import { isDigit, neighbour, overlapX, overlapY, type Scene } from '../scene.ts';
import type { Suspicion } from '../suspicion.ts';

const timesLike: ReadonlySet<string> = new Set(['x', 'X', '\\chi']);

/** An x with digits on both sides multiplies. */
export function timesBetweenDigits(scene: Scene): readonly Suspicion[] {
  if (!scene.has('\\times')) return [];
  return scene.symbols
    .filter(({ label }) => timesLike.has(label))
    .flatMap((sign): readonly Suspicion[] => {
      const left = neighbour(scene, sign, 'left');
      const right = neighbour(scene, sign, 'right');
      if (left === null || right === null || !isDigit(left.label) || !isDigit(right.label)) return [];
      // A digit on the right that is smaller is a badly placed script of the letter.
      if (right.box.height < 0.7 * left.box.height) return [];
      const fix = { kind: 'relabel', id: sign.id, label: '\\times' } as const;
      const values = { label: sign.label, left: left.label, right: right.label };
      return [{ rule: 'timesBetweenDigits', ids: [sign.id], box: sign.box, values, fix }];
    });
}

/** Letters and signs that look like a digit, with the digit. */
const digitFor: ReadonlyMap<string, string> = new Map([
  ['l', '1'],
  ['|', '1'],
  ['I', '1'],
  ['O', '0'],
  ['o', '0'],
  ['z', '2'],
  ['Z', '2'],
  ['s', '5'],
  ['S', '5'],
  ['q', '9'],
  ['g', '9'],
  ['B', '8'],
  ['b', '6'],
]);

/** No letter that is written after a number: a digit on the left is enough. */
const zeroLike: ReadonlySet<string> = new Set(['O', 'o']);

/** Whether two symbols stand in one number: digits of one size, close by. */
function isInNumber(scene: Scene, symbol: LabelledBox, other: LabelledBox | null): boolean {
  if (other === null || !isDigit(other.label)) return false;
  const taller = Math.max(symbol.box.height, other.box.height);
  const isClose = -overlapX(symbol.box, other.box) < 0.8 * scene.size;
  return isClose && overlapY(symbol.box, other.box) >= 0.6 * taller;
}

/** A letter with digits of its size on both sides is the digit that it looks like. */
export function digitAmongDigits(scene: Scene): readonly Suspicion[] {
  return scene.symbols.flatMap((symbol): readonly Suspicion[] => {
    const digit = digitFor.get(symbol.label);
    if (digit === undefined || !scene.has(digit)) return [];
    const sides = [neighbour(scene, symbol, 'left'), neighbour(scene, symbol, 'right')];
    const count = sides.filter((side) => isInNumber(scene, symbol, side)).length;
    const isLastDigit = zeroLike.has(symbol.label) && isInNumber(scene, symbol, sides[0] ?? null);
    if (count < 2 && !isLastDigit) return [];
    const fix = { kind: 'relabel', id: symbol.id, label: digit } as const;
    const values = { label: symbol.label, instead: digit };
    return [{ rule: 'digitAmongDigits', ids: [symbol.id], box: symbol.box, values, fix }];
  });
}
