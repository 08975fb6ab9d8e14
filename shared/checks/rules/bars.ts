import { boxUnion } from '../../geometry/box.ts';
import { halvesOf, middleX, middleY, overlapX, type Scene } from '../scene.ts';
import type { Suspicion } from '../suspicion.ts';

const minuses: ReadonlySet<string> = new Set(['-', '\\minus', '−', '_']);

/** Bars of one sign are at least this alike in width, and lie over one another by this share. */
const alikeWidth = 0.5;
const alikePlace = 0.6;

/** Two minuses that lie over one another with nothing between are an equals sign. */
export function stackedMinus(scene: Scene): readonly Suspicion[] {
  const { size } = scene;
  if (!scene.has('=')) return [];
  const bars = scene.symbols.filter(({ label }) => minuses.has(label));
  const used = new Set<unknown>();
  return bars.flatMap((upper) => {
    const lower = scene.near(upper.box.x, upper.box.x + upper.box.width).find((other) => {
      if (!minuses.has(other.label) || other === upper || used.has(other) || used.has(upper)) return false;
      const gap = middleY(other.box) - middleY(upper.box);
      const [narrow, wide] = [upper.box.width, other.box.width].sort((a, b) => a - b) as [number, number];
      return (
        gap > 0 &&
        gap <= Math.min(0.75 * size, wide) &&
        narrow >= alikeWidth * wide &&
        overlapX(upper.box, other.box) >= alikePlace * narrow
      );
    });
    if (lower === undefined) return [];
    const box = boxUnion([upper.box, lower.box]);
    if (box === null) return [];
    const isBetween = scene
      .near(box.x, box.x + box.width)
      .some(
        (each) =>
          each !== upper &&
          each !== lower &&
          middleX(each.box) > box.x &&
          middleX(each.box) < box.x + box.width &&
          middleY(each.box) > box.y &&
          middleY(each.box) < box.y + box.height,
      );
    if (isBetween) return [];
    used.add(upper).add(lower);
    const ids = [upper.id, lower.id];
    return [{ rule: 'stackedMinus', ids, box, values: {}, fix: { kind: 'merge', ids, label: '=', box } }];
  });
}

/** A minus with symbols above and below is a fraction bar, where the label set tells the two apart. */
export function minusIsFraction(scene: Scene): readonly Suspicion[] {
  if (!scene.has('\\frac')) return [];
  return scene.symbols
    .filter(({ label }) => minuses.has(label))
    .flatMap((bar): readonly Suspicion[] => {
      const { above, below } = halvesOf(scene, bar);
      const isBar = (half: readonly { readonly label: string }[]): boolean =>
        half.some(({ label }) => !minuses.has(label));
      if (!isBar(above) || !isBar(below)) return [];
      const fix = { kind: 'relabel', id: bar.id, label: '\\frac' } as const;
      return [{ rule: 'minusIsFraction', ids: [bar.id], box: bar.box, values: { label: bar.label }, fix }];
    });
}

/** A fraction bar with nothing above, or nothing below, is a minus. */
export function fractionIsMinus(scene: Scene): readonly Suspicion[] {
  if (!scene.has('-')) return [];
  return scene.symbols
    .filter(({ label }) => label === '\\frac')
    .flatMap((bar): readonly Suspicion[] => {
      const { above, below } = halvesOf(scene, bar);
      if (above.length > 0 && below.length > 0) return [];
      const fix = { kind: 'relabel', id: bar.id, label: '-' } as const;
      return [{ rule: 'fractionIsMinus', ids: [bar.id], box: bar.box, values: {}, fix }];
    });
}
