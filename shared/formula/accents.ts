import type { Atom } from './atom.ts';
import { plainLabel } from './symbolShape.ts';

/** A mark with what it stands over, before that is arranged. */
export interface Accent {
  readonly head: Atom;
  readonly body: readonly Atom[];
}

/** What decides, as multiples of the size of the writing or of a width. */
const reach = {
  /** Gap between a mark and what it stands over: a label that is nothing but an accent, and a dash or an arrow. */
  accent: 1,
  dash: 0.5,
  /** The lower symbols under a dash that lies closely over a higher one. */
  dashLow: 1,
  /** How far a mark may sink into what it stands over. */
  sink: 0.2,
  /** The widths of a dash and of what is under it are alike up to this factor. */
  width: 1.8,
  /** What stands so near beside a dash has it as its minus. */
  beside: 0.5,
} as const;

const middle = ({ top, bottom }: Atom): number => (top + bottom) / 2;
const centre = ({ left, right }: Atom): number => (left + right) / 2;

/** Labels that are accents only when they lie over a symbol. */
function isDashOrArrow({ role, symbol }: Atom): boolean {
  return role === 'minus' || plainLabel(symbol.label) === '\\to';
}

function bodyOf(head: Atom, others: readonly Atom[], size: number): readonly Atom[] | null {
  const isDash = isDashOrArrow(head);
  const slack = 0.2 * size;
  const under = others.filter(
    (other) =>
      centre(other) > head.left - slack &&
      centre(other) < head.right + slack &&
      other.top > head.bottom - reach.sink * size &&
      other.top - head.bottom < (isDash ? reach.dashLow : reach.accent) * size,
  );
  if (!under.some(({ isSized, isComposite }) => isSized || isComposite)) return null;
  if (!isDash) return under;
  if (Math.min(...under.map(({ top }) => top)) - head.bottom > reach.dash * size) return null;
  const left = Math.min(...under.map((one) => one.left));
  const right = Math.max(...under.map((one) => one.right));
  const [width, own] = [Math.max(right - left, 0.3 * size), head.right - head.left];
  if (own > reach.width * width || width > reach.width * own) return null;
  const isLimit = under.some(
    ({ role }) => role === 'bigOperator' || role === 'integral' || role === 'limitFunction',
  );
  const isUnderSomething = others.some(
    (other) =>
      centre(other) > head.left - slack &&
      centre(other) < head.right + slack &&
      other.bottom < head.top + slack &&
      head.top - other.bottom < size,
  );
  const isBeside = others.some(
    (other) =>
      !under.includes(other) &&
      other.top < head.bottom + slack &&
      other.bottom > head.top - slack &&
      Math.abs(middle(other) - middle(head)) < 0.5 * size &&
      Math.max(head.left - other.right, other.left - head.right) < reach.beside * size,
  );
  return isLimit || isBeside || isUnderSomething ? null : under;
}

/**
 * Takes out marks over symbols: hats, arrows and bars. A dash or an arrow counts as one when it lies closely over something
 * of its own width and nothing stands beside it on its line.
 *
 * @param size - the size of the writing, in pixels
 * @returns the accents, the narrowest first, and what belongs to none
 */
export function takeAccents(
  atoms: readonly Atom[],
  size: number,
): { readonly accents: readonly Accent[]; readonly rest: readonly Atom[] } {
  const heads = atoms
    .filter((atom) => !atom.isComposite && (atom.role === 'accent' || isDashOrArrow(atom)))
    .sort((a, b) => a.right - a.left - (b.right - b.left));
  const free = new Set(atoms);
  const accents: Accent[] = [];
  for (const head of heads) {
    const body = free.has(head)
      ? bodyOf(
          head,
          [...free].filter((atom) => atom !== head),
          size,
        )
      : null;
    if (body === null) continue;
    accents.push({ head, body });
    for (const atom of [head, ...body]) free.delete(atom);
  }
  return { accents, rest: [...free] };
}
