import { boxUnion } from '../geometry/box.ts';
import { compositeAtom, type Atom } from './atom.ts';

/** Symbols that belong to a fraction bar or to a root, before they are arranged themselves. */
export interface Structure {
  readonly kind: 'fraction' | 'root';
  /** The bar or the root sign. */
  readonly head: Atom;
  /** Numerator and denominator; index and radicand. */
  readonly first: readonly Atom[];
  readonly second: readonly Atom[];
}

/** A structure with the atom that stands for it where it is a part of another one, or on a line. */
export interface TakenStructure extends Structure {
  readonly whole: Atom;
}

const centreX = ({ left, right }: Atom): number => (left + right) / 2;
const centreY = ({ top, bottom }: Atom): number => (top + bottom) / 2;

function overlapX(a: Atom, b: Atom): number {
  return Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left));
}

/** Share of the narrower one's width that both have. Points count as inside or outside. */
function shareX(a: Atom, b: Atom): number {
  const narrower = Math.min(a.right - a.left, b.right - b.left);
  if (narrower <= 0) return centreX(a) >= b.left && centreX(a) <= b.right ? 1 : 0;
  return overlapX(a, b) / narrower;
}

/** The median height of what has a height that tells something: the measure for tolerances. */
export function writingSize(atoms: readonly Atom[]): number {
  const heights = atoms
    .filter(({ isSized }) => isSized)
    .map(({ top, bottom }) => bottom - top)
    .sort((a, b) => a - b);
  const all =
    heights.length > 0 ? heights : atoms.map(({ top, bottom }) => bottom - top).sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)] ?? 0;
}

/** The em to reckon with where nothing tells it: most symbols are 0.6 em high. */
export function fallbackEmOf(size: number): number {
  return size * 1.6;
}

/** Everything that decides what belongs to a structure, as multiples of the size of the writing or of a width. Fitted. */
const reach = {
  /** How far a centre may lie beyond the end of a bar. */
  beyondBar: 0.3,
  /** Gap up to which a half goes on to the right of its bar, and to the left. */
  growRight: 0.4,
  growLeft: 0.2,
  /** Share of a symbol that has to lie over or under the right end of a root for it to stand inside. */
  insideRoot: 0.35,
} as const;

/** What stands inside a root, and what in its upper left corner. */
function rootParts(root: Atom, others: readonly Atom[]): Structure {
  const height = root.bottom - root.top;
  const isWithin = (atom: Atom): boolean => {
    const y = centreY(atom);
    const width = atom.right - atom.left;
    const isUnderRoof =
      centreX(atom) > root.left &&
      (centreX(atom) < root.right || overlapX(atom, root) > reach.insideRoot * width);
    return isUnderRoof && y > root.top - 0.05 * height && y < root.bottom + 0.1 * height;
  };
  const inside = new Set(others.filter(isWithin));
  const [first, second] = [...inside].sort((a, b) => a.left - b.left);
  const isIndex = (atom: Atom): boolean => {
    const restLeft = Math.min(root.right, (atom === first ? second : first)?.left ?? Infinity);
    return (
      (atom.role === 'digit' || atom.role === 'letter') &&
      atom.bottom - atom.top < 0.5 * height &&
      atom.bottom > root.top - 0.4 * height &&
      atom.bottom < root.top + 0.65 * height &&
      atom.left > root.left - 0.3 * height &&
      (atom.role === 'digit' || inside.has(atom)) &&
      centreX(atom) > root.left - 0.1 * height &&
      centreX(atom) < root.left + 0.45 * height &&
      atom.right < restLeft + 0.1 * height
    );
  };
  const index = new Set(others.filter(isIndex));
  const radicand = [...inside].filter((atom) => !index.has(atom));
  return radicand.length > 0
    ? { kind: 'root', head: root, first: [...index], second: radicand }
    : { kind: 'root', head: root, first: [], second: [...inside] };
}

/** A half of a fraction goes on beyond the end of its bar as long as symbols follow closely and stay on its side. */
function grow(half: Atom[], others: readonly Atom[], isOnSide: (atom: Atom) => boolean, size: number): void {
  const taken = new Set(half);
  const rest = others.filter(
    (atom) => !taken.has(atom) && atom.role !== 'punctuation' && atom.role !== 'dot' && isOnSide(atom),
  );
  let right = Math.max(...half.map((atom) => atom.right));
  for (const atom of rest.sort((a, b) => a.left - b.left)) {
    if (centreX(atom) < right || atom.left - right > reach.growRight * size) continue;
    half.push(atom);
    right = Math.max(right, atom.right);
  }
  let left = Math.min(...half.map((atom) => atom.left));
  for (const atom of rest.sort((a, b) => b.right - a.right)) {
    if (centreX(atom) > left || left - atom.right > reach.growLeft * size) continue;
    half.push(atom);
    left = Math.min(left, atom.left);
  }
}

/** The halves of a fraction with this bar; null when it is a minus. */
function fractionParts(bar: Atom, others: readonly Atom[], size: number): Structure | null {
  const y = centreY(bar);
  const isAbove = (atom: Atom): boolean =>
    centreY(atom) < y && atom.bottom <= y + 0.35 * (atom.bottom - atom.top);
  const isBelow = (atom: Atom): boolean =>
    centreY(atom) > y && atom.top >= y - 0.35 * (atom.bottom - atom.top);
  const slack = Math.min(0.25 * (bar.right - bar.left), reach.beyondBar * size);
  const near = others.filter(
    (atom) => centreX(atom) >= bar.left - slack && centreX(atom) <= bar.right + slack,
  );
  const above = near.filter(isAbove);
  const below = near.filter(isBelow);
  const cover = (half: readonly Atom[]): number => Math.max(0, ...half.map((atom) => shareX(atom, bar)));
  if (Math.min(cover(above), cover(below)) < 0.2 || Math.max(cover(above), cover(below)) < 0.5) return null;
  grow(above, others, (atom) => atom.bottom <= y + 0.1 * (atom.bottom - atom.top), size);
  grow(below, others, (atom) => atom.top >= y - 0.1 * (atom.bottom - atom.top), size);
  return { kind: 'fraction', head: bar, first: above, second: below };
}

/** The atom that a structure is: as large as all that is in it, on the axis of its head. */
function wholeOf({ kind, head, first, second }: Structure): Atom {
  const extent = boxUnion(
    [head, ...first, ...second].map(({ left, top, right, bottom }) => ({
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
    })),
  );
  const role = kind === 'fraction' ? 'minus' : 'root';
  const axis = kind === 'fraction' ? centreY(head) : head.axis;
  return compositeAtom(head.symbol, role, extent ?? head.symbol.box, axis);
}

/**
 * Takes apart what dominates: the widest bar or root first, since what stands inside, above or below it belongs to it
 * (the dominance of Chang 1970, and of DRACULAE's start symbol). What has been taken goes on as one atom, which a later
 * bar may have above or below it: a root in a denominator can be wider than the bar.
 *
 * @returns the structures, those that are parts of others before them; and what belongs to none, structures among it
 */
export function takeStructures(atoms: readonly Atom[]): {
  readonly structures: readonly TakenStructure[];
  readonly rest: readonly Atom[];
} {
  const size = writingSize(atoms);
  const heads = atoms
    .filter(({ role, isComposite }) => !isComposite && (role === 'minus' || role === 'root'))
    .sort((a, b) => b.right - b.left - (a.right - a.left));
  const free = new Set(atoms);
  const structures: TakenStructure[] = [];
  for (const head of heads) {
    if (!free.has(head)) continue;
    const others = [...free].filter((atom) => atom !== head);
    const structure = head.role === 'root' ? rootParts(head, others) : fractionParts(head, others, size);
    if (structure === null) continue;
    const whole = wholeOf(structure);
    structures.push({ ...structure, whole });
    for (const atom of [head, ...structure.first, ...structure.second]) free.delete(atom);
    free.add(whole);
  }
  return { structures, rest: [...free] };
}
