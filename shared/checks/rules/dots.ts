import { boxUnion } from '../../geometry/box.ts';
import type { LabelledBox } from '../labelledBox.ts';
import { isDigit, isLetter, middleX, middleY, neighbour, overlapX, type Scene } from '../scene.ts';
import type { Suspicion } from '../suspicion.ts';

const dots: ReadonlySet<string> = new Set(['.', '\\cdot', '\\bullet']);
/** What a stem under a dot may have been taken for, by what it is with the dot. */
const wholeOf: ReadonlyMap<string, string> = new Map([
  ['1', 'i'],
  ['l', 'i'],
  ['|', 'i'],
  ['I', 'i'],
  ['/', 'i'],
  ['\\iota', 'i'],
  ['i', 'i'],
  ['j', 'j'],
  [')', 'j'],
  ['J', 'j'],
]);
/** Stems of an exclamation mark. */
const exclaimed: ReadonlySet<string> = new Set(['1', 'l', '|', 'I', '/', '!']);

/** A dot right over a stem is that of an i or a j; right under one, that of an exclamation mark. */
export function dotOverStem(scene: Scene): readonly Suspicion[] {
  const { symbols, size } = scene;
  return symbols
    .filter(({ label }) => dots.has(label))
    .flatMap((dot): readonly Suspicion[] => {
      const nearby = scene.near(dot.box.x - size, dot.box.x + dot.box.width + size);
      const stems = nearby.flatMap((stem) => {
        const isOnAxis =
          Math.abs(middleX(stem.box) - middleX(dot.box)) <= Math.max(0.2 * size, stem.box.width / 2);
        if (stem === dot || !isOnAxis || stem.box.height < 2 * dot.box.height) return [];
        const over = stem.box.y - dot.box.y - dot.box.height;
        const under = dot.box.y - stem.box.y - stem.box.height;
        const isClose = (gap: number): boolean => gap > -0.25 * size && gap < 0.6 * size;
        const whole =
          middleY(dot.box) < stem.box.y + 0.15 * stem.box.height && isClose(over)
            ? wholeOf.get(stem.label)
            : middleY(dot.box) > stem.box.y + stem.box.height && isClose(under) && exclaimed.has(stem.label)
              ? '!'
              : undefined;
        return whole === undefined || !scene.has(whole) ? [] : [{ stem, whole, gap: Math.max(over, under) }];
      });
      const best = stems.sort((a, b) => a.gap - b.gap)[0];
      const box = best === undefined ? null : boxUnion([dot.box, best.stem.box]);
      if (best === undefined || box === null) return [];
      const ids = [best.stem.id, dot.id];
      const values = { stem: best.stem.label, whole: best.whole };
      return [{ rule: 'dotOverStem', ids, box, values, fix: { kind: 'merge', ids, label: best.whole, box } }];
    });
}

const hasFoot = ({ label }: LabelledBox): boolean => isDigit(label) || isLetter(label) || label === ')';

/** The symbol that a mark follows: the nearest one on its left that it could hang on. */
function before(scene: Scene, mark: LabelledBox): LabelledBox | null {
  const { size } = scene;
  let best: LabelledBox | null = null;
  for (const each of scene.near(mark.box.x - 0.6 * size, mark.box.x + mark.box.width)) {
    if (each === mark || !hasFoot(each) || each.box.height < 0.5 * size) continue;
    const gap = mark.box.x - each.box.x - each.box.width;
    if (middleX(each.box) >= middleX(mark.box) || gap > 0.6 * size) continue;
    const distance = Math.abs(middleY(each.box) - middleY(mark.box));
    if (distance > each.box.height) continue;
    if (best === null || each.box.x + each.box.width > best.box.x + best.box.width) best = each;
  }
  return best;
}

/** A comma as high as the letters is a prime; a prime on the baseline is a comma. */
export function primeOrComma(scene: Scene): readonly Suspicion[] {
  return scene.symbols.flatMap((mark): readonly Suspicion[] => {
    const isComma = mark.label === ',' || mark.label === 'COMMA';
    const isPrime = mark.label === '\\prime' || mark.label === "'";
    if (!isComma && !isPrime) return [];
    const letter = before(scene, mark);
    if (letter === null) return [];
    // 0 at the head of the letter before, 1 at its foot.
    const height = (middleY(mark.box) - letter.box.y) / letter.box.height;
    const label = isComma && height < 0.35 ? '\\prime' : isPrime && height > 0.8 ? ',' : null;
    if (label === null || !scene.has(label)) return [];
    const fix = { kind: 'relabel', id: mark.id, label } as const;
    const values = { label: mark.label, instead: label };
    return [{ rule: 'primeOrComma', ids: [mark.id], box: mark.box, values, fix }];
  });
}

/** A dot at half the height of its neighbours multiplies. */
export function dotAtMidHeight(scene: Scene): readonly Suspicion[] {
  if (!scene.has('\\cdot')) return [];
  return scene.symbols
    .filter(({ label }) => label === '.')
    .flatMap((dot): readonly Suspicion[] => {
      const sides = [neighbour(scene, dot, 'left'), neighbour(scene, dot, 'right')];
      const isMiddle = sides.every(
        (side) =>
          side !== null &&
          hasFoot(side) &&
          side.box.height >= 0.5 * scene.size &&
          overlapX(side.box, dot.box) <= 0 &&
          Math.abs((middleY(dot.box) - side.box.y) / side.box.height - 0.5) < 0.22,
      );
      if (!isMiddle) return [];
      const fix = { kind: 'relabel', id: dot.id, label: '\\cdot' } as const;
      return [{ rule: 'dotAtMidHeight', ids: [dot.id], box: dot.box, values: {}, fix }];
    });
}
