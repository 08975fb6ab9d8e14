import { boxArea, boxUnion, type Box } from '../../geometry/box.ts';
import { intersectionArea, iou } from '../../geometry/iou.ts';
import type { LabelledBox } from '../labelledBox.ts';
import { otherReading } from '../otherReading.ts';
import { leavesRoom } from '../roomyLabels.ts';
import { halvesOf, middleX, middleY, neighbour, overlapY, type Scene } from '../scene.ts';
import type { Fix, Suspicion } from '../suspicion.ts';

/** A root up to so many times as high as a letter, and up to so many times as wide as high, may be a letter. */
const letterHeight = 1.3;

/** How far beyond its right side and its foot a root's box may leave its radicand, in sizes. */
const rootSlackX = 0.15;
const rootSlackY = 0.1;

/** Whether the middle of a box lies in a root. */
function isInRoot({ size }: Scene, root: Box, box: Box): boolean {
  return (
    middleX(box) > root.x &&
    middleX(box) < root.x + root.width + rootSlackX * size &&
    middleY(box) > root.y &&
    middleY(box) < root.y + root.height + rootSlackY * size
  );
}

/** A root with nothing inside. */
export function emptyRoot(scene: Scene): readonly Suspicion[] {
  const { symbols, size } = scene;
  return symbols
    .filter(({ label }) => label === '\\sqrt')
    .flatMap((root): readonly Suspicion[] => {
      const nearby = scene.near(root.box.x, root.box.x + root.box.width + size);
      if (nearby.some((each) => each !== root && isInRoot(scene, root.box, each.box))) return [];
      const fix =
        strayFix(scene, root) ??
        largerRootFix(scene, root) ??
        radicandFix(scene, root) ??
        letterFix(scene, root);
      return [{ rule: 'emptyRoot', ids: [root.id], box: extentOf(root, fix), values: {}, fix }];
    });
}

/** A box without ink of its own, or on a symbol that has a box: the only ones that go. */
function strayFix(scene: Scene, { id, box }: LabelledBox): Fix | null {
  const isInkless = scene.ink?.inkless.some((each) => each.id === id) === true;
  const isSecond = scene
    .near(box.x, box.x + box.width)
    .some((each) => each.id !== id && isOnSymbolOf(box, each));
  return isInkless || isSecond ? { kind: 'delete', id } : null;
}

/** From this IoU on, or this share of the smaller one, two boxes are on one symbol. */
const sameSymbol = 0.6;
const inside = 0.8;

function isOnSymbolOf(box: Box, other: LabelledBox): boolean {
  if (iou(box, other.box) >= sameSymbol) return true;
  if (leavesRoom(other.label) || boxArea(box) >= boxArea(other.box)) return false;
  return intersectionArea(box, other.box) >= inside * boxArea(box);
}

/** A bar is at most so high, in sizes, or so many times as wide as high. */
const barHeight = 0.35;
const barAspect = 2.5;

/** A hook whose bar goes on beyond its box has to hold what stands below the bar. */
function largerRootFix(scene: Scene, root: LabelledBox): Fix | null {
  const { ink, size } = scene;
  if (ink === null) return besideFix(scene, root);
  const cut = ink.cut.find(({ id, edges }) => id === root.id && edges.includes('right'));
  const isBar = ({ x, y, width, height }: Box): boolean =>
    (height < barHeight * size || width > barAspect * height) &&
    Math.abs(x - root.box.x - root.box.width) < 0.3 * size &&
    y > root.box.y - 0.3 * size &&
    y < root.box.y + root.box.height / 2;
  const bar = cut?.box ?? ink.unboxed.find(({ box }) => isBar(box))?.box;
  return bar === undefined ? null : holding(root, bar);
}

/** The root large enough to hold something; null where it does. */
function holding({ id, box }: LabelledBox, held: Box): Fix | null {
  const both = boxUnion([box, held]);
  const grows = both !== null && Math.max(both.width - box.width, both.height - box.height) >= 1;
  return grows ? { kind: 'resize', id, box: both } : null;
}

/** Before anyone has looked at the ink: a hook that is too high for a letter has to hold the symbol beside it. */
function besideFix(scene: Scene, root: LabelledBox): Fix | null {
  if (mayBeLetter(scene, root)) return null;
  const { size } = scene;
  const next = scene
    .near(middleX(root.box), root.box.x + root.box.width + size)
    .find(
      ({ box }) =>
        box.x >= middleX(root.box) &&
        box.x - root.box.x - root.box.width < 0.6 * size &&
        overlapY(box, root.box) >= 0.6 * box.height,
    );
  return next === undefined ? null : holding(root, next.box);
}

/** The first ink without a box of some: what stands there has to be labelled. */
function drawFix({ ink }: Scene, isThere: (box: Box) => boolean): Fix | null {
  const boxes = ink?.unboxed.map(({ box }) => box).filter(isThere) ?? [];
  const [first] = boxes.sort((a, b) => a.x - b.x || a.y - b.y);
  return first === undefined ? null : { kind: 'draw', box: first };
}

/** Where to look: at the symbol, and at the ink that would get a box. */
function extentOf({ box }: LabelledBox, fix: Fix | null): Box {
  return (fix?.kind === 'draw' ? boxUnion([box, fix.box]) : null) ?? box;
}

const radicandFix = (scene: Scene, root: LabelledBox): Fix | null =>
  drawFix(scene, (box) => isInRoot(scene, root.box, box));

const mayBeLetter = ({ size }: Scene, { box }: LabelledBox): boolean =>
  box.height <= letterHeight * size && box.width <= letterHeight * box.height;

/** What else the detector has read there; and a root no larger than a letter is one that the formula has elsewhere. */
function letterFix(scene: Scene, root: LabelledBox): Fix | null {
  const isLetterLike = mayBeLetter(scene, root);
  const label =
    otherReading(scene, root, (other) => !operators.has(other)) ??
    (isLetterLike ? rootLike.find((letter) => scene.symbols.some((each) => each.label === letter)) : null);
  return label == null || !scene.has(label) ? null : { kind: 'relabel', id: root.id, label };
}

/** Letters that are written like a hook. */
const rootLike = ['v', 'V', 'r'];

/** Operators and relations that need something on their right, with the one letter that each is mostly read for. */
const operators: ReadonlyMap<string, string | null> = new Map([
  ['+', null],
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
  ['\\in', null],
  ['\\to', null],
]);

/** Bars are no operands either. */
const isOperand = (label: string): boolean => !operators.has(label) && label !== '\\frac' && label !== '_';

/** An operator with an operand on its left and nothing on its right. */
export function operatorWithoutRight(scene: Scene): readonly Suspicion[] {
  const { symbols, size } = scene;
  return symbols.flatMap((operator): readonly Suspicion[] => {
    if (!operators.has(operator.label)) return [];
    const { above, below } = halvesOf(scene, operator);
    // A fraction bar, or a bar over or under something.
    if (operator.label === '-' && above.length + below.length > 0) return [];
    if (neighbour(scene, operator, 'left') === null) return [];
    const y = middleY(operator.box);
    const right = operator.box.x + operator.box.width;
    const isOnRight = (box: Box): boolean =>
      middleX(box) > right && box.y - 0.3 * size < y && box.y + box.height + 0.3 * size > y;
    // From the right: the last ones are the likeliest to follow.
    if (symbols.findLast(({ box }) => isOnRight(box)) !== undefined) return [];
    const fix = strayFix(scene, operator) ?? drawFix(scene, isOnRight) ?? operandFix(scene, operator);
    const values = { label: operator.label };
    return [{ rule: 'operatorWithoutRight', ids: [operator.id], box: extentOf(operator, fix), values, fix }];
  });
}

/** The operand that was read as an operator. */
function operandFix(scene: Scene, operator: LabelledBox): Fix | null {
  const label = otherReading(scene, operator, isOperand) ?? operators.get(operator.label) ?? null;
  return label === null || !scene.has(label) ? null : { kind: 'relabel', id: operator.id, label };
}
