import type { LabelledBox } from '#shared/checks/labelledBox.ts';
import type { RuleId } from '#shared/checks/suspicion.ts';
import { middleX, middleY, overlapY } from '#shared/checks/scene.ts';
import type { TrueImage } from './checksImages.ts';
import type { Planted } from './checksPlants.ts';

/** One error that can be made in an image, with how many of its kind a detector makes at such a place. */
export interface Mistake {
  readonly rate: number;
  readonly planted: Planted;
}

/** A misreading that the shipped detector made, with what else it read there, the surest first. */
interface Misreading {
  readonly truth: string;
  readonly read: string;
  readonly count: number;
  readonly otherReadings: readonly string[];
}

const misreading = (truth: string, read: string, count: number, others: string): Misreading => ({
  truth,
  read,
  count,
  otherReadings: others === '' ? [] : others.split(' '),
});

/**
 * What the shipped float16 detector took for an operator or a root, at a score of 0.5 and more, in the 671 drawn
 * expressions of CROHME's valid.jsonl.gz; the other readings are its detections of 0.05 and more at the same place.
 */
const misreadings: readonly Misreading[] = [
  misreading('x', '\\times', 6, 'x'),
  misreading('x', '\\times', 1, 'x \\alpha'),
  misreading('x', '\\times', 3, 'x X'),
  misreading('x', '\\times', 1, '+ x - \\pi'),
  misreading('k', '\\times', 1, 'k x'),
  misreading('t', '+', 1, 't F'),
  misreading('t', '+', 1, 't f \\neq 4'),
  misreading(',', '+', 1, 'p y , r t 4'),
  misreading('H', '+', 1, 'A k H \\alpha 4 t'),
  misreading('4', '+', 1, '4 t'),
  misreading('f', '+', 1, 'f \\phi 4 \\neq t'),
  misreading('f', '\\neq', 1, 'f t +'),
  misreading('z', '\\pm', 1, 't x'),
  misreading('c', '<', 1, 'C c \\Delta'),
  misreading('n', '>', 1, 'n 2 r , \\prime \\times \\to'),
  misreading('F', '\\sqrt', 1, 'T F I ['),
  misreading('E', '\\sqrt', 1, 'E \\sum ['),
  misreading('T', '\\sqrt', 1, 'T \\pi \\lim'),
  // None of these was seen; they are what people and other detectors take for a hook. Half an error each.
  misreading('v', '\\sqrt', 0.5, ''),
  misreading('V', '\\sqrt', 0.5, ''),
  misreading('r', '\\sqrt', 0.5, ''),
];

/** Operators that the same detector put on symbols that it had read as what they are. */
const secondBoxes: readonly (readonly [on: string, read: string, count: number])[] = [
  ['x', '\\times', 4],
  ['x', '>', 1],
  ['x', '\\to', 1],
  ['t', '+', 2],
  ['a', '+', 1],
  ['a', '\\to', 1],
  ['H', '+', 1],
  ['4', '+', 1],
  ['7', '+', 1],
  ['E', '\\in', 1],
];

/** Of 6,082 symbols it passed over 118; it took a part of another one for a `-` 15 times. */
const passedOver = 118 / 6082;
const minusOnPart = 15 / 6082;
/** Of 86 roots it gave two a box of the hook. */
const hookOfRoot = 2 / 86;

const operators = /^(?:[+\-=<>]|\\(?:times|div|pm|leq|geq|neq|in|to))$/;

/** How often each label stands in the images. */
export function labelCounts(images: readonly TrueImage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { symbols } of images)
    for (const { label } of symbols) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

const followers = ({ symbols }: TrueImage, of: LabelledBox): readonly LabelledBox[] =>
  symbols.filter(({ box }) => middleX(box) > of.box.x + of.box.width && overlapY(box, of.box) > 0);

/** An operator's row is as high as a symbol, however flat it is. */
function operandsOf(image: TrueImage, operator: LabelledBox): readonly LabelledBox[] {
  const y = middleY(operator.box);
  const half = Math.max(operator.box.height, operator.box.width) / 2;
  const box = { ...operator.box, y: y - half, height: 2 * half };
  return followers(image, { ...operator, box });
}

const without = ({ symbols }: TrueImage, gone: LabelledBox): readonly LabelledBox[] =>
  symbols.filter((each) => each !== gone);

const replaced = ({ symbols }: TrueImage, old: LabelledBox, by: LabelledBox): readonly LabelledBox[] =>
  symbols.map((each) => (each === old ? by : each));

type Counts = ReadonlyMap<string, number>;

function misread(
  image: TrueImage,
  symbol: LabelledBox,
  counts: Counts,
  isRead: (read: string) => boolean,
): Mistake[] {
  return misreadings
    .filter(({ truth, read }) => truth === symbol.label && isRead(read))
    .map(({ read, count, otherReadings }) => ({
      rate: count / (counts.get(symbol.label) ?? 1),
      planted: {
        symbols: replaced(image, symbol, { ...symbol, label: read, otherReadings }),
        wrong: [symbol.id],
      },
    }));
}

/** What leaves an operator without an operand on its right. */
function withoutRight(image: TrueImage, counts: Counts): Mistake[] {
  return image.symbols.flatMap((symbol): Mistake[] => {
    if (operators.test(symbol.label)) {
      const [operand, ...others] = operandsOf(image, symbol);
      if (operand === undefined || others.length > 0) return [];
      return [{ rate: passedOver, planted: { symbols: without(image, operand), wrong: [symbol.id] } }];
    }
    if (followers(image, symbol).length > 0) return [];
    const { x, y, width, height } = symbol.box;
    const part = { x: x + width / 2, y: y + height / 3, width: width / 2, height: height / 5 };
    const added = (label: string, rate: number, box = symbol.box): Mistake => ({
      rate,
      planted: { symbols: [...image.symbols, { id: 'second', label, box, score: 0.6 }], wrong: ['second'] },
    });
    return [
      ...misread(image, symbol, counts, (read) => operators.test(read)),
      ...secondBoxes
        .filter(([on]) => on === symbol.label)
        .map(([on, read, count]) => added(read, count / (counts.get(on) ?? 1))),
      added('-', minusOnPart, part),
    ];
  });
}

/** What leaves a root empty. */
function emptied(image: TrueImage, counts: Counts): Mistake[] {
  return image.symbols.flatMap((symbol): Mistake[] => {
    if (symbol.label !== '\\sqrt') return misread(image, symbol, counts, (read) => read === '\\sqrt');
    const { box } = symbol;
    const held = image.symbols.filter(
      (each) =>
        each !== symbol &&
        middleX(each.box) > box.x &&
        middleX(each.box) < box.x + box.width &&
        middleY(each.box) > box.y &&
        middleY(each.box) < box.y + box.height,
    );
    const [radicand, ...others] = held;
    if (radicand === undefined) return [];
    const first = Math.min(...held.map((each) => each.box.x));
    const hook = { ...symbol, box: { ...box, width: Math.max(4, first - box.x) } };
    return [
      { rate: hookOfRoot, planted: { symbols: replaced(image, symbol, hook), wrong: [symbol.id] } },
      ...(others.length > 0
        ? []
        : [{ rate: passedOver, planted: { symbols: without(image, radicand), wrong: [symbol.id] } }]),
    ];
  });
}

/** All errors of an image that rules about operands look for; rules of another kind plant theirs by `plants`. */
export const operandMistakes: Partial<
  Readonly<Record<RuleId, (image: TrueImage, counts: Counts) => readonly Mistake[]>>
> = { emptyRoot: emptied, operatorWithoutRight: withoutRight };
