import type { LookAlikeGroup } from '../annotation/lookAlikes.ts';
import type { Box } from '../geometry/box.ts';
import type { InkFindings } from './inkFindings.ts';
import type { LabelledBox } from './labelledBox.ts';

/** What fixes go by besides the boxes. */
export interface Evidence {
  /** What ink and the same boxes say against each other; null while nobody has looked. */
  readonly ink: InkFindings | null;
  /** Labels that are taken for each other, as the project has them. */
  readonly lookAlikes: readonly LookAlikeGroup[];
}

/** The boxes of one image with what the rules ask of them. */
export interface Scene extends Evidence {
  /** From left to right. */
  readonly symbols: readonly LabelledBox[];
  /** The median height of letters and digits, in pixels: the measure for distances. */
  readonly size: number;
  /** The height of the tallest letter, in pixels; 0 without letters. */
  readonly tallestLetter: number;
  /** The symbols that reach into a range of x, in pixels, from left to right. */
  near(left: number, right: number): readonly LabelledBox[];
  /** Whether a fix may use the label. */
  has(label: string): boolean;
}

const digits = /^[0-9]$/;
const letters = /^(?:[A-Za-z]|\\[A-Za-z]+)$/;

/** Names with a backslash that are no letters. */
const noLetters: ReadonlySet<string> = new Set(
  (
    '\\frac \\sqrt \\int \\iint \\oint \\sum \\prod \\times \\div \\pm \\mp \\cdot \\ldots \\cdots \\prime \\to \\rightarrow ' +
    '\\leq \\geq \\neq \\le \\ge \\ne \\lt \\gt \\in \\infty \\exists \\forall \\approx \\equiv \\sim \\subset \\cup \\cap \\langle \\rangle'
  ).split(' '),
);

/** Whether a label is a digit. */
export const isDigit = (label: string): boolean => digits.test(label);

/** Whether a label is a letter, Greek ones and function names included. */
export const isLetter = (label: string): boolean => letters.test(label) && !noLetters.has(label);

/** The y of the middle of a box, in pixels. */
export const middleY = ({ y, height }: Box): number => y + height / 2;

/** The x of the middle of a box, in pixels. */
export const middleX = ({ x, width }: Box): number => x + width / 2;

function isGood({ x, y, width, height }: Box): boolean {
  return [x, y, x + width, y + height].every(Number.isFinite) && width >= 0 && height >= 0;
}

/**
 * Makes a scene. Boxes that are no boxes (not finite, of negative extent) are left out.
 *
 * @param labels - those that a fix may use; null for any
 */
export function sceneOf(
  symbols: readonly LabelledBox[],
  labels: ReadonlySet<string> | null,
  evidence: Evidence,
): Scene {
  const good = symbols.filter(({ box }) => isGood(box));
  const sorted = [...good].sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
  const heights = (some: readonly LabelledBox[]): number[] =>
    some.map(({ box }) => box.height).sort((a, b) => a - b);
  const sized = heights(sorted.filter(({ label }) => isDigit(label) || isLetter(label)));
  const all = sized.length > 0 ? sized : heights(sorted);
  const letterHeights = heights(sorted.filter(({ label }) => isLetter(label)));
  const widest = sorted.reduce((most, { box }) => Math.max(most, box.width), 0);
  return {
    ...evidence,
    symbols: sorted,
    size: all[all.length >> 1] ?? 0,
    tallestLetter: letterHeights.at(-1) ?? 0,
    near: (left, right) => {
      const found: LabelledBox[] = [];
      for (let at = firstFrom(sorted, left - widest); at < sorted.length; at += 1) {
        const symbol = sorted[at];
        if (symbol === undefined || symbol.box.x > right) break;
        if (symbol.box.x + symbol.box.width >= left) found.push(symbol);
      }
      return found;
    },
    has: (label) => labels === null || labels.has(label),
  };
}

/** The place of the first symbol that begins at an x or right of it. */
function firstFrom(sorted: readonly LabelledBox[], x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.box.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Pixels that two boxes share along x; negative when they are apart. */
export function overlapX(a: Box, b: Box): number {
  return Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
}

/** Pixels that two boxes share along y; negative when they are apart. */
export function overlapY(a: Box, b: Box): number {
  return Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
}

/** How far apart two neighbours of a line may be, in sizes. */
const reach = 1.6;

/** Dashes are lower than this, in sizes; pens place them anywhere between head and foot of what stands beside. */
const dashHeight = 0.35;

/**
 * The next symbol on the same line. Scripts stand on other lines: their middle is off by more than a third of the
 * taller one's height, that of a dash by more than half.
 */
export function neighbour(scene: Scene, of: LabelledBox, side: 'left' | 'right'): LabelledBox | null {
  let best: LabelledBox | null = null;
  const { size } = scene;
  let nearest = reach * size;
  for (const other of scene.near(of.box.x - nearest, of.box.x + of.box.width + nearest)) {
    if (other === of) continue;
    const isBeside =
      side === 'right' ? middleX(other.box) > middleX(of.box) : middleX(other.box) < middleX(of.box);
    if (!isBeside || overlapX(of.box, other.box) > 0.5 * Math.min(of.box.width, other.box.width)) continue;
    const taller = Math.max(of.box.height, other.box.height, size / 2);
    const isDash = Math.min(of.box.height, other.box.height) < dashHeight * size;
    if (Math.abs(middleY(of.box) - middleY(other.box)) > (isDash ? taller / 2 : taller / 3)) continue;
    const gap = -overlapX(of.box, other.box);
    if (gap < nearest) {
      nearest = gap;
      best = other;
    }
  }
  return best;
}

/** What stands right above and right below a bar: symbols whose middle lies over or under it. */
export function halvesOf(
  scene: Scene,
  bar: LabelledBox,
): { readonly above: readonly LabelledBox[]; readonly below: readonly LabelledBox[] } {
  const y = middleY(bar.box);
  const { size } = scene;
  const near = scene
    .near(bar.box.x, bar.box.x + bar.box.width)
    .filter(
      ({ box }) => box !== bar.box && middleX(box) >= bar.box.x && middleX(box) <= bar.box.x + bar.box.width,
    );
  const isClose = (gap: number): boolean => gap > -0.4 * size && gap < 1.2 * size;
  return {
    above: near.filter(({ box }) => middleY(box) < y && isClose(y - box.y - box.height)),
    below: near.filter(({ box }) => middleY(box) > y && isClose(box.y - y)),
  };
}
