import type { Atom } from './atom.ts';
import type { SymbolRole } from './symbolShape.ts';

/** How an atom joins what stands before it. */
export type Relation = 'right' | 'subscript' | 'superscript';

/**
 * A run that may still go on, with the runs that hang on its last atom and may still go on themselves. Never changed:
 * states of the search share them.
 */
export interface OpenRun {
  readonly last: Atom;
  /** Right end of all of the run, scripts included. */
  readonly right: number;
  /** Axis of the run: the latest atoms weigh most. */
  readonly axis: number;
  /** Em of the run by what has a telling height; 0 while nothing has. */
  readonly em: number;
  /** Parentheses that have opened in the run and not closed. */
  readonly openFences: number;
  readonly length: number;
  readonly subscript: OpenRun | null;
  readonly superscript: OpenRun | null;
}

/** A way to place the next atom: beside or on the last atom of an open run. */
export interface Candidate {
  readonly relation: Relation;
  readonly run: OpenRun;
  /** The relations from the outermost run to this one. Empty for the outermost. */
  readonly path: readonly Relation[];
}

/** A run of one atom. */
export function startRun(atom: Atom): OpenRun {
  return {
    last: atom,
    right: atom.right,
    axis: atom.axis,
    em: atom.isSized ? atom.em : 0,
    openFences: atom.role === 'open' ? 1 : 0,
    length: 1,
    subscript: null,
    superscript: null,
  };
}

/** How much the newest atom counts for the axis of its run, and for its size. */
const newestWeight = { axis: 0.5, em: 0.4 } as const;

function goOn(run: OpenRun, atom: Atom): OpenRun {
  const fence = atom.role === 'open' ? 1 : atom.role === 'close' ? -1 : 0;
  const logMean = run.em > 0 ? Math.log(run.em) : Math.log(atom.em);
  return {
    last: atom,
    right: Math.max(run.right, atom.right),
    axis: run.axis + newestWeight.axis * (atom.axis - run.axis),
    em: atom.isSized ? Math.exp(logMean + newestWeight.em * (Math.log(atom.em) - logMean)) : run.em,
    openFences: Math.max(0, run.openFences + fence),
    length: run.length + 1,
    subscript: null,
    superscript: null,
  };
}

function join(run: OpenRun, relation: Relation, atom: Atom): OpenRun {
  if (relation === 'right') return goOn(run, atom);
  const right = Math.max(run.right, atom.right);
  return relation === 'subscript'
    ? { ...run, right, subscript: startRun(atom) }
    : { ...run, right, superscript: startRun(atom) };
}

/** The outermost run after the atom has been placed. */
export function place(run: OpenRun, { path, relation }: Candidate, atom: Atom, depth = 0): OpenRun {
  const step = path[depth];
  if (step === undefined) return join(run, relation, atom);
  const right = Math.max(run.right, atom.right);
  if (step === 'subscript' && run.subscript !== null)
    return { ...run, right, subscript: place(run.subscript, { path, relation, run }, atom, depth + 1) };
  if (step === 'superscript' && run.superscript !== null)
    return { ...run, right, superscript: place(run.superscript, { path, relation, run }, atom, depth + 1) };
  return join(run, relation, atom);
}

const scriptless: ReadonlySet<SymbolRole> = new Set(['operator', 'relation', 'minus', 'open', 'punctuation']);

/** What notation rules out: nothing hangs on an operator or an opening fence, and a prime stands nowhere but above. */
function isWritten(atom: Atom, { relation, run, path }: Candidate): boolean {
  const base = run.last;
  if (relation !== 'right' && scriptless.has(base.role) && !base.isComposite) return false;
  if (atom.role !== 'prime') return true;
  return relation === 'superscript'
    ? base.role !== 'prime'
    : base.role === 'prime' && path.at(-1) === 'superscript';
}

/** Scripts of scripts, at most: more are no notation, and each level doubles the places for the next atom. */
const deepestScript = 4;

function allCandidates(run: OpenRun, path: readonly Relation[]): Candidate[] {
  const found: Candidate[] = [{ relation: 'right', run, path }];
  if (path.length >= deepestScript) return found;
  if (run.subscript === null) found.push({ relation: 'subscript', run, path });
  else found.push(...allCandidates(run.subscript, [...path, 'subscript']));
  if (run.superscript === null) found.push({ relation: 'superscript', run, path });
  else found.push(...allCandidates(run.superscript, [...path, 'superscript']));
  return found;
}

/** All places for the next atom, in a run and in what hangs on it. There is at least one, and 63 at most. */
export function candidatesOf(run: OpenRun, atom: Atom): Candidate[] {
  const all = allCandidates(run, []);
  const written = all.filter((candidate) => isWritten(atom, candidate));
  return written.length > 0 ? written : all;
}
