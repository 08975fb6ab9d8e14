import type { Atom } from './atom.ts';
import type { Candidate } from './lineState.ts';
import { axisHeight, plainLabel, takesLimits, type SymbolRole } from './symbolShape.ts';

/** Measures stay within: one odd box shall not outweigh all else. */
function limited(value: number, limit: number): number {
  return Number.isFinite(value) ? Math.max(-limit, Math.min(limit, value)) : 0;
}

const groups: readonly (readonly SymbolRole[])[] = [
  ['letter', 'function', 'limitFunction'],
  ['digit'],
  ['operator', 'relation'],
  ['minus'],
  ['open'],
  ['close'],
  ['bar'],
  ['punctuation', 'dot'],
  ['prime'],
  ['bigOperator'],
  ['integral'],
  ['root', 'accent'],
];

/** Labels whose habits are worth knowing: d before x is no subscript, i and n often are. By their frequency in CROHME. */
const habitual: ReadonlyMap<string, number> = new Map(
  '- 2 1 x + ( ) = a 3 n 0 \\sqrt y b z 4 i , d k 5 t . f c p \\times e 6 m \\sin r 8 7 9 \\sum A u B C \\cos q \\int v j X R T E F V P S L M N I G H Y \\theta \\pi \\alpha \\beta \\infty \\lim \\log \\tan \\to \\Delta \\gamma \\phi \\mu \\sigma \\ldots | / ! [ ] g h l s w'
    .split(' ')
    .map((label, place) => [label, place]),
);

/** How many labels have a place of their own among the features. */
export const habitualCount = habitual.size;

/** The place of an atom's label among those of known habits; null for the others, and for structures. */
export function habitOf(atom: Atom): number | null {
  return atom.isComposite ? null : (habitual.get(plainLabel(atom.symbol.label)) ?? null);
}

/** The group of each role. */
const groupOf: ReadonlyMap<SymbolRole, number> = new Map(
  groups.flatMap((roles, group) => roles.map((role) => [role, group] as const)),
);

function groupFlags({ role, isComposite }: Atom, flags: number[]): void {
  const own = isComposite ? groups.length : (groupOf.get(role) ?? -1);
  for (let group = 0; group <= groups.length; group += 1) flags.push(group === own ? 1 : 0);
}

/**
 * What speaks for or against placing an atom so: distances in em of the run and in sizes of the two atoms, so that they
 * do not depend on the scale, and what both symbols are.
 *
 * @param fallbackEm - the size of the writing, for runs that have no size yet
 */
export function relationFeatures(atom: Atom, candidate: Candidate, fallbackEm: number): number[] {
  const { run, relation, path } = candidate;
  const base = run.last;
  const em = run.em > 0 ? run.em : base.isSized ? base.em : Math.min(fallbackEm, 1.5 * base.em);
  const baseHeight = Math.max(base.bottom - base.top, 0.2 * em);
  const height = Math.max(atom.bottom - atom.top, 0.2 * (atom.isSized ? atom.em : em));
  const baseline = run.axis + axisHeight * em;
  const features = [
    relation === 'right' ? 1 : 0,
    relation === 'subscript' ? 1 : 0,
    relation === 'superscript' ? 1 : 0,
    takesLimits(base.role) && !base.isComposite ? 1 : 0,
    limited((atom.axis - run.axis) / em, 2),
    limited((atom.axis - base.axis) / em, 2),
    limited((atom.top - base.top) / em, 2),
    limited((atom.bottom - base.bottom) / em, 2),
    limited((atom.top - base.bottom) / em, 2),
    limited((atom.bottom - base.top) / em, 2),
    limited((atom.top - (base.top + base.bottom) / 2) / baseHeight, 2),
    limited((atom.bottom - (base.top + base.bottom) / 2) / baseHeight, 2),
    limited(((base.top + base.bottom) / 2 - atom.top) / height, 2),
    limited(((base.top + base.bottom) / 2 - atom.bottom) / height, 2),
    atom.isSized ? 1 : 0,
    run.em > 0 ? 1 : 0,
    atom.isSized ? limited(Math.log(atom.em / em), 1.5) : 0,
    atom.isSized && base.isSized ? limited(Math.log(atom.em / base.em), 1.5) : 0,
    limited(Math.log(height / baseHeight), 2),
    limited((atom.left - run.right) / em, 3),
    limited((atom.left - base.right) / em, 3),
    limited(((atom.left + atom.right) / 2 - (base.left + base.right) / 2) / em, 3),
    limited((atom.left - run.right) / em, 0.4),
    Math.min(path.length, 3) / 3,
    path.at(-1) === 'subscript' ? 1 : 0,
    path.at(-1) === 'superscript' ? 1 : 0,
    run.openFences > 0 ? 1 : 0,
    atom.role === 'close' && run.openFences > 0 ? 1 : 0,
    run.length > 1 ? 1 : 0,
    atom.low,
    atom.high,
    base.low,
    base.high,
    limited((atom.top - baseline) / em + atom.high, 1.5),
    limited((atom.bottom - baseline) / em + atom.low, 1.5),
    limited(Math.log(em / fallbackEm), 1.5),
    atom.isSized ? limited(Math.log(atom.em / fallbackEm), 1.5) : 0,
  ];
  groupFlags(atom, features);
  groupFlags(base, features);
  return features;
}
