import type { BoxId, LabelledBox } from '#shared/checks/labelledBox.ts';
import type { RuleId } from '#shared/checks/suspicion.ts';
import { boxUnion, type Box } from '#shared/geometry/box.ts';
import type { TrueImage } from './checksImages.ts';

/** Boxes with one error in them. */
export interface Planted {
  readonly symbols: readonly LabelledBox[];
  /** The boxes that a suspicion has to name to have found the error. */
  readonly wrong: readonly BoxId[];
}

/** Makes one error of a kind, at a random one of the places that have room for it; null where there is none. */
export type Plant = (image: TrueImage, random: () => number) => Planted | null;

function pick<T>(items: readonly T[], random: () => number): T | undefined {
  return items[Math.floor(random() * items.length)];
}

const places = ({ symbols }: TrueImage, isGood: (symbol: LabelledBox, place: number) => boolean): number[] =>
  symbols.flatMap((symbol, place) => (isGood(symbol, place) ? [place] : []));

/** Another label for one of the symbols. */
function misread(pairs: Readonly<Record<string, readonly string[]>>): Plant {
  return (image, random) => {
    const place = pick(
      places(image, ({ label }) => Object.hasOwn(pairs, label)),
      random,
    );
    const symbol = place === undefined ? undefined : image.symbols[place];
    const label = symbol === undefined ? undefined : pick(pairs[symbol.label] ?? [], random);
    if (symbol === undefined || label === undefined) return null;
    return {
      symbols: image.symbols.map((each) => (each === symbol ? { ...each, label } : each)),
      wrong: [symbol.id],
    };
  };
}

/** One of the symbols in parts. */
function takenApart(
  isGood: (symbol: LabelledBox, strokes: readonly Box[]) => boolean,
  partsOf: (symbol: LabelledBox, strokes: readonly Box[]) => readonly Omit<LabelledBox, 'id'>[],
): Plant {
  return (image, random) => {
    const place = pick(
      places(image, (symbol, at) => isGood(symbol, image.strokeBoxes[at] ?? [])),
      random,
    );
    const symbol = place === undefined ? undefined : image.symbols[place];
    if (symbol === undefined || place === undefined) return null;
    const parts = partsOf(symbol, image.strokeBoxes[place] ?? []).map((part, index) => ({
      ...part,
      id: `part ${index}`,
    }));
    return {
      symbols: image.symbols.flatMap((each) => (each === symbol ? parts : [each])),
      wrong: parts.map(({ id }) => id),
    };
  };
}

const isNear = (a: number, b: number, by: number): boolean => Math.abs(a - b) <= by;

const isDigit = (label: string): boolean => /^[0-9]$/.test(label);

/** A digit between two of its own size. */
function isInNumber({ symbols }: TrueImage, { box, label }: LabelledBox): boolean {
  if (!isDigit(label)) return false;
  const isBeside = (side: 1 | -1): boolean =>
    symbols.some(
      (each) =>
        isDigit(each.label) &&
        Math.sign(each.box.x - box.x) === side &&
        isNear(each.box.x, box.x, 2 * Math.max(box.height, box.width)) &&
        isNear(each.box.y + each.box.height / 2, box.y + box.height / 2, box.height / 4) &&
        isNear(each.box.height, box.height, box.height / 3),
    );
  return isBeside(1) && isBeside(-1);
}

const digitLike: Readonly<Record<string, readonly string[]>> = {
  '0': ['O', 'o'],
  '1': ['l', '|', 'I'],
  '2': ['z', 'Z'],
  '5': ['s', 'S'],
  '6': ['b'],
  '8': ['B'],
  '9': ['g', 'q'],
};

const fenceLike: Readonly<Record<string, readonly string[]>> = {
  '(': ['c', 'C', '1', '['],
  ')': ['1', 'l', ']', '|'],
  '[': ['1', '('],
  ']': ['1', ')'],
};

/** Splits a box into columns of one width. */
function columns({ x, y, width, height }: Box, count: number): readonly Box[] {
  return Array.from({ length: count }, (_, k) => ({
    x: x + (k * width) / count,
    y,
    width: width / count,
    height,
  }));
}

/** Dashes as the label set with a fraction bar has them. */
export function withFractionBars(image: TrueImage): TrueImage {
  const symbols = image.symbols.map((symbol, place) =>
    image.fractionBars.has(place) ? { ...symbol, label: '\\frac' } : symbol,
  );
  return { ...image, symbols };
}

/** How the error that a rule looks for is made; null for what the data has no example of. */
export const plants: Readonly<Record<RuleId, Plant | null>> = {
  twoBoxes: (image, random) => {
    const symbol = pick(image.symbols, random);
    if (symbol === undefined) return null;
    const { x, y, width, height } = symbol.box;
    const off = (): number => (random() * 2 - 1) * 0.04;
    const box = { x: x + off() * width, y: y + off() * height, width, height };
    return { symbols: [...image.symbols, { ...symbol, id: 'second', box }], wrong: ['second'] };
  },
  stackedMinus: takenApart(
    ({ label }, strokes) => label === '=' && strokes.length === 2,
    (_, strokes) => strokes.map((box) => ({ label: '-', box })),
  ),
  dotOverStem: takenApart(
    ({ label }, strokes) => ['i', 'j', '!'].includes(label) && strokes.length === 2,
    ({ label }, strokes) => {
      const [first, second] = [...strokes].sort((a, b) => b.height - a.height);
      if (first === undefined || second === undefined) return [];
      return [
        { label: label === 'j' ? 'j' : '1', box: first },
        { label: '.', box: second },
      ];
    },
  ),
  minusIsFraction: (image, random) => {
    const bars = withFractionBars(image);
    return misread({ '\\frac': ['-'] })(bars, random);
  },
  fractionIsMinus: (image, random) => misread({ '-': ['\\frac'] })(withFractionBars(image), random),
  timesBetweenDigits: misread({ '\\times': ['x', 'X'] }),
  digitAmongDigits: (image, random) => {
    const inNumber = image.symbols.filter((symbol) => isInNumber(image, symbol));
    const symbol = pick(inNumber, random);
    const label = symbol === undefined ? undefined : pick(digitLike[symbol.label] ?? [], random);
    if (symbol === undefined || label === undefined) return null;
    return {
      symbols: image.symbols.map((each) => (each === symbol ? { ...each, label } : each)),
      wrong: [symbol.id],
    };
  },
  primeOrComma: misread({ ',': ['\\prime'], '\\prime': [','] }),
  dotAtMidHeight: null,
  functionName: takenApart(
    ({ label }) => /^\\(sin|cos|tan|log|lim)$/.test(label),
    ({ label, box }) => {
      const name = label.slice(1);
      const parts = columns(box, name.length);
      return Array.from(name, (letter, at) => ({ label: letter, box: parts[at] ?? box }));
    },
  ),
  unbalancedFence: misread(fenceLike),
  // By the kinds of operandMistakes.ts.
  emptyRoot: null,
  operatorWithoutRight: null,
  scriptWithoutBase: misread({ '1': ['\\prime'] }),
};

/** Whether boxes are the true ones: as many of each label, each with one of its label in its place. */
export function isTrue(symbols: readonly LabelledBox[], truth: readonly LabelledBox[]): boolean {
  const isThere = (wanted: LabelledBox): boolean =>
    symbols.some(({ label, box }) => label === wanted.label && isSamePlace(box, wanted.box));
  return symbols.length === truth.length && truth.every(isThere);
}

function isSamePlace(a: Box, b: Box): boolean {
  const both = boxUnion([a, b]);
  if (both === null) return false;
  const slack = Math.max(4, 0.15 * Math.max(b.width, b.height));
  return (
    both.width - Math.min(a.width, b.width) <= slack && both.height - Math.min(a.height, b.height) <= slack
  );
}
