import { boxUnion } from '../../geometry/box.ts';
import type { LabelledBox } from '../labelledBox.ts';
import { halvesOf, middleX, middleY, neighbour, overlapY, type Scene } from '../scene.ts';
import type { Fix, Suspicion } from '../suspicion.ts';

/** A root up to so many times as high as a letter, and up to so many times as wide as high, may be a letter. */
const letterHeight = 1.3;

/** A root with nothing inside. */
export function emptyRoot(scene: Scene): readonly Suspicion[] {
  const { symbols, size } = scene;
  return symbols
    .filter(({ label }) => label === '\\sqrt')
    .flatMap((root): readonly Suspicion[] => {
      const isInside = ({ box }: LabelledBox): boolean =>
        middleX(box) > root.box.x &&
        middleX(box) < root.box.x + root.box.width + 0.15 * size &&
        middleY(box) > root.box.y &&
        middleY(box) < root.box.y + root.box.height + 0.1 * size;
      const nearby = scene.near(root.box.x, root.box.x + root.box.width + size);
      if (nearby.some((each) => each !== root && isInside(each))) return [];
      const fix = letterFix(scene, root) ?? rootFix(scene, root);
      return [{ rule: 'emptyRoot', ids: [root.id], box: root.box, values: {}, fix }];
    });
}

/** A root no larger than a letter is one. */
function letterFix(scene: Scene, { id, box }: LabelledBox): Fix | null {
  if (box.height > letterHeight * scene.size || box.width > letterHeight * box.height) return null;
  const label = ['v', 'V', 'r'].find((letter) => scene.has(letter));
  return label === undefined ? null : { kind: 'relabel', id, label };
}

/** A hook whose symbol stands beside it has to hold it; there is nothing else to do with one that stands alone. */
function rootFix(scene: Scene, root: LabelledBox): Fix {
  const { size } = scene;
  const next = scene
    .near(middleX(root.box), root.box.x + root.box.width + size)
    .find(
      ({ box }) =>
        box.x >= middleX(root.box) &&
        box.x - root.box.x - root.box.width < 0.6 * size &&
        overlapY(box, root.box) >= 0.6 * box.height,
    );
  const held = next === undefined ? null : boxUnion([root.box, next.box]);
  return held === null ? { kind: 'delete', id: root.id } : { kind: 'resize', id: root.id, box: held };
}

/** Operators and relations that need something on their right, with what each may be instead. */
const operators: ReadonlyMap<string, string | null> = new Map([
  ['+', 't'],
  ['-', null],
  ['\\times', 'x'],
  ['\\div', null],
  ['\\pm', null],
  ['=', null],
  ['<', null],
  ['>', null],
  ['\\leq', null],
  ['\\geq', null],
  ['\\neq', null],
  ['\\in', '\\epsilon'],
  ['\\to', null],
]);

/** An operator with an operand on its left and nothing on its right. */
export function operatorWithoutRight(scene: Scene): readonly Suspicion[] {
  const { symbols, size } = scene;
  return symbols.flatMap((operator): readonly Suspicion[] => {
    const instead = operators.get(operator.label);
    if (instead === undefined) return [];
    const { above, below } = halvesOf(scene, operator);
    // A fraction bar, or a bar over or under something.
    if (operator.label === '-' && above.length + below.length > 0) return [];
    const left = neighbour(scene, operator, 'left');
    if (left === null) return [];
    const y = middleY(operator.box);
    const right = operator.box.x + operator.box.width;
    // From the right: the last ones are the likeliest to follow.
    const follower = symbols.findLast(
      ({ box }) => middleX(box) > right && box.y - 0.3 * size < y && box.y + box.height + 0.3 * size > y,
    );
    if (follower !== undefined) return [];
    const fix =
      instead !== null && scene.has(instead)
        ? ({ kind: 'relabel', id: operator.id, label: instead } as const)
        : ({ kind: 'delete', id: operator.id } as const);
    const values = { label: operator.label };
    return [{ rule: 'operatorWithoutRight', ids: [operator.id], box: operator.box, values, fix }];
  });
}
