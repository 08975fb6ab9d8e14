import type { Atom } from './atom.ts';
import { takeStructures, writingSize } from './structures.ts';
import { plainLabel, takesLimits } from './symbolShape.ts';

/** Rows and columns behind a fence, before their cells are arranged. */
export interface Grid {
  readonly open: Atom;
  readonly close: Atom | null;
  readonly rows: readonly (readonly (readonly Atom[])[])[];
}

/** What decides, as multiples of the size of the writing. Chosen by hand: no data set here has matrices. */
const reach = {
  /** A fence around rows is at least so high. */
  fence: 1.6,
  /** White between columns, and between the columns of cases, which hold sums and words. */
  column: 0.75,
  casesColumn: 1.35,
  /** How near limits stand to their operator, and how far they go beyond it. */
  limit: 0.8,
  limitSide: 2,
  /** White between rows. Scripts come nearer to their base. */
  row: 0.25,
  /** How near the halves of a short fraction stand to its bar; the next row is farther from a sign. */
  half: 0.9,
} as const;

/** The share of cells that may be empty, and the share of a row's width that the others reach over or under it. */
const fill = { empty: 0.25, overlap: 0.5 } as const;

/** What bounds the time for boxes that are no formula. */
const most = { fences: 40, inside: 400 } as const;

interface Block {
  readonly atoms: readonly Atom[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function blockOf(atoms: readonly Atom[]): Block {
  return {
    atoms,
    left: Math.min(...atoms.map(({ left }) => left)),
    right: Math.max(...atoms.map(({ right }) => right)),
    top: Math.min(...atoms.map(({ top }) => top)),
    bottom: Math.max(...atoms.map(({ bottom }) => bottom)),
  };
}

const middle = ({ top, bottom }: Pick<Atom, 'top' | 'bottom'>): number => (top + bottom) / 2;

/** Whether a short dash is the sign of what follows it rather than a bar with something above and below. */
function isSign(dash: Atom, others: readonly Atom[], size: number): boolean {
  if (dash.right - dash.left > 1.5 * size) return false;
  const over = others.filter((other) => {
    const centre = (other.left + other.right) / 2;
    return other !== dash && centre > dash.left - 0.4 * size && centre < dash.right + 0.4 * size;
  });
  const isNear = (gap: (other: Atom) => number): boolean =>
    over.some((other) => gap(other) > -0.2 * size && gap(other) < reach.half * size);
  if (isNear(({ bottom }) => dash.top - bottom) && isNear(({ top }) => top - dash.bottom)) return false;
  return others.some(
    (other) =>
      other !== dash &&
      other.role !== 'close' &&
      other.left >= dash.right - 0.1 * size &&
      other.left - dash.right < size &&
      Math.abs(middle(other) - middle(dash)) < 0.3 * (other.bottom - other.top),
  );
}

/** Of a half of a fraction what follows its bar without a gap: the next row of a grid lies beyond one. */
function nearOf(
  half: readonly Atom[],
  distances: (atom: Atom) => readonly [from: number, to: number],
  size: number,
): readonly Atom[] {
  let end = 0;
  return [...half]
    .sort((a, b) => distances(a)[0] - distances(b)[0])
    .filter((atom) => {
      const [from, to] = distances(atom);
      if (from - end > reach.half * size) return false;
      end = Math.max(end, to);
      return true;
    });
}

/** Atoms that stand over one another without being rows: the halves of fractions, radicands, operators with limits. */
function blocksOf(atoms: readonly Atom[], size: number): Block[] {
  const signs = new Set(atoms.filter((atom) => atom.role === 'minus' && isSign(atom, atoms, size)));
  const { structures, rest } = takeStructures(atoms.filter((atom) => !signs.has(atom)));
  const byWhole = new Map(structures.map((structure) => [structure.whole, structure]));
  const partsOf = (atom: Atom): Atom[] => {
    const structure = byWhole.get(atom);
    return structure === undefined
      ? [atom]
      : [structure.head, ...[...structure.first, ...structure.second].flatMap(partsOf)];
  };
  const free = new Set([...rest.filter((atom) => !byWhole.has(atom)), ...signs]);
  const blocks: Block[] = [];
  for (const whole of rest) {
    const structure = byWhole.get(whole);
    if (structure === undefined) continue;
    const { kind, head, first, second } = structure;
    const near =
      kind === 'root'
        ? [...first, ...second]
        : [
            ...nearOf(first, (one) => [head.top - one.bottom, head.top - one.top], size),
            ...nearOf(second, (one) => [one.top - head.bottom, one.bottom - head.bottom], size),
          ];
    const far = [...first, ...second].filter((atom) => !near.includes(atom));
    for (const atom of far.flatMap(partsOf)) free.add(atom);
    blocks.push(blockOf([head, ...near.flatMap(partsOf)]));
  }
  for (const operator of rest.filter(({ role }) => takesLimits(role))) {
    if (!free.has(operator)) continue;
    const limits = [...free].filter(
      (atom) =>
        atom !== operator &&
        atom.left > operator.left - reach.limitSide * size &&
        atom.right < operator.right + reach.limitSide * size &&
        atom.bottom - atom.top < operator.bottom - operator.top &&
        ((atom.top >= operator.bottom - 0.1 * size && atom.top - operator.bottom < reach.limit * size) ||
          (atom.bottom <= operator.top + 0.1 * size && operator.top - atom.bottom < reach.limit * size)),
    );
    blocks.push(blockOf([operator, ...limits]));
    for (const atom of [operator, ...limits]) free.delete(atom);
  }
  return [...blocks, ...[...free].map((atom) => blockOf([atom]))];
}

/** Blocks parted where nothing of them is, along one axis. */
function partedBy(
  blocks: readonly Block[],
  from: (block: Block) => number,
  to: (block: Block) => number,
  gap: number,
): Block[][] {
  const parts: Block[][] = [];
  let end = -Infinity;
  for (const block of [...blocks].sort((a, b) => from(a) - from(b) || to(a) - to(b))) {
    const last = parts.at(-1);
    if (last === undefined || from(block) - end > gap) parts.push([block]);
    else last.push(block);
    end = Math.max(end, to(block));
  }
  return parts;
}

/** Whether the rows are written alike and over one another, so that none is a script of another. */
function areRows(rows: readonly (readonly Block[])[]): boolean {
  if (rows.length < 2) return false;
  const extents = rows.map((row) => blockOf(row.flatMap(({ atoms }) => atoms)));
  const sizes = extents.map(({ atoms }) =>
    atoms.some(({ isSized, isComposite }) => isSized || isComposite) ? writingSize(atoms) : 0,
  );
  const isAlike = Math.min(...sizes) > 0.55 * Math.max(...sizes);
  const isOver = extents.every((one, place) => {
    const other = extents[place === 0 ? 1 : place - 1] ?? one;
    const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    return shared > fill.overlap * Math.min(one.right - one.left, other.right - other.left);
  });
  return isAlike && isOver;
}

function rowsInside(atoms: readonly Atom[], columnGap: number): Grid['rows'] | null {
  if (atoms.length < 2 || atoms.length > most.inside) return null;
  const size = writingSize(atoms);
  const blocks = blocksOf(atoms, size);
  const rows = partedBy(
    blocks,
    ({ top }) => top,
    ({ bottom }) => bottom,
    reach.row * size,
  );
  if (!areRows(rows)) return null;
  const columns = partedBy(
    blocks,
    ({ left }) => left,
    ({ right }) => right,
    columnGap * size,
  );
  const cells = rows.map((row) => {
    const inRow = new Set(row);
    return columns.map((column) =>
      column.filter((block) => inRow.has(block)).flatMap((block) => block.atoms),
    );
  });
  const empty = cells.flat().filter((cell) => cell.length === 0).length;
  return empty > fill.empty * cells.flat().length ? null : cells;
}

function isWithin(atom: Atom, fence: Atom): boolean {
  const slack = 0.1 * (fence.bottom - fence.top);
  return middle(atom) > fence.top - slack && middle(atom) < fence.bottom + slack;
}

function closes(open: Atom, atom: Atom): boolean {
  const isBar = open.role === 'bar' && plainLabel(atom.symbol.label) === plainLabel(open.symbol.label);
  if (atom.role !== 'close' && !isBar) return false;
  const [height, other] = [open.bottom - open.top, atom.bottom - atom.top];
  const shared = Math.min(open.bottom, atom.bottom) - Math.max(open.top, atom.top);
  return atom.left > open.right && shared > 0.6 * Math.max(height, other);
}

function gridOf(open: Atom, atoms: readonly Atom[]): Grid | null {
  const close = atoms.filter((atom) => closes(open, atom)).sort((a, b) => a.left - b.left)[0] ?? null;
  if (close === null && plainLabel(open.symbol.label) !== '\\{') return null;
  const inside = atoms.filter(
    (atom) =>
      atom !== open &&
      atom !== close &&
      (atom.left + atom.right) / 2 > open.right &&
      (close === null || (atom.left + atom.right) / 2 < close.left) &&
      isWithin(atom, open),
  );
  const rows = rowsInside(inside, close === null ? reach.casesColumn : reach.column);
  return rows === null ? null : { open, close, rows };
}

/**
 * Takes out what stands in rows behind a tall fence: a matrix, or cases where a brace opens and nothing closes it. Rows are
 * parted by white from left to right, columns by white from top to bottom (a recursive X-Y cut, Nagy & Seth 1984, of one
 * step each). The widest comes first; what is inside it is looked at when its cells are.
 *
 * @returns the grids, and what belongs to none
 */
export function takeGrids(atoms: readonly Atom[]): {
  readonly grids: readonly Grid[];
  readonly rest: readonly Atom[];
} {
  const size = writingSize(atoms);
  const fences = atoms
    .filter(
      ({ role, isComposite, top, bottom }) =>
        !isComposite && (role === 'open' || role === 'bar') && bottom - top > reach.fence * size,
    )
    .sort((a, b) => b.bottom - b.top - (a.bottom - a.top) || a.left - b.left)
    .slice(0, most.fences);
  const free = new Set(atoms);
  const grids: Grid[] = [];
  for (const open of fences) {
    const grid = free.has(open) ? gridOf(open, [...free]) : null;
    if (grid === null) continue;
    grids.push(grid);
    const taken = [open, ...(grid.close === null ? [] : [grid.close]), ...grid.rows.flat(2)];
    for (const atom of taken) free.delete(atom);
  }
  return { grids, rest: [...free] };
}
