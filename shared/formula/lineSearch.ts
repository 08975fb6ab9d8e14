import type { Atom } from './atom.ts';
import { candidatesOf, place, startRun, type Candidate, type OpenRun, type Relation } from './lineState.ts';

/** An atom with what has been placed on it. */
export interface PlacedAtom {
  readonly atom: Atom;
  readonly subscript: readonly PlacedAtom[];
  readonly superscript: readonly PlacedAtom[];
}

/** Scores the ways to place an atom: the higher the likelier. One number a candidate. */
export type CandidateScorer = (
  atom: Atom,
  candidates: readonly Candidate[],
  fallbackEm: number,
) => readonly number[];

interface Step {
  readonly atom: Atom;
  readonly candidate: Candidate;
  readonly before: Step | null;
}

interface State {
  readonly run: OpenRun;
  readonly cost: number;
  readonly steps: Step | null;
}

/** States kept after each atom. More changes next to nothing, fewer is worse. */
const beamWidth = 12;

/**
 * A state that costs so much more than the cheapest is let go, however few are left: it would have to win back a factor of
 * e to this power. Of most atoms it is plain where they belong, and one or two states are left.
 */
const hopelessCost = 6;

/** States kept over a whole line: what bounds the time for thousands of boxes, of which no line of a formula consists. */
const stateBudget = 3000;

/** -log of the share that each score has in all (softmax). */
function costsOf(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const logSum = highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0));
  return scores.map((score) => logSum - score);
}

interface MutablePlaced {
  atom: Atom;
  subscript: MutablePlaced[];
  superscript: MutablePlaced[];
}

function runAt(line: MutablePlaced[], path: readonly Relation[]): MutablePlaced[] {
  let run = line;
  for (const step of path) {
    const last = run.at(-1);
    if (last === undefined) return run;
    run = step === 'subscript' ? last.subscript : last.superscript;
  }
  return run;
}

function build(first: Atom, steps: Step | null): readonly PlacedAtom[] {
  const inOrder: Step[] = [];
  for (let step = steps; step !== null; step = step.before) inOrder.push(step);
  const line: MutablePlaced[] = [{ atom: first, subscript: [], superscript: [] }];
  for (const { atom, candidate } of inOrder.reverse()) {
    const placed = { atom, subscript: [], superscript: [] };
    const run = runAt(line, candidate.path);
    if (candidate.relation === 'right') run.push(placed);
    else (run.at(-1) ?? placed)[candidate.relation].push(placed);
  }
  return line;
}

/**
 * Arranges atoms, given from left to right, into a line with scripts: of all trees that grow at their right edge, the
 * one of the least total cost that a beam finds. A wrong choice early costs more than it saves once what follows fits
 * badly, which is the point of Eto & Suzuki's global costs.
 */
export function arrangeLine(
  atoms: readonly Atom[],
  score: CandidateScorer,
  fallbackEm: number,
): readonly PlacedAtom[] {
  const [first, ...rest] = atoms;
  if (first === undefined) return [];
  const width = Math.max(1, Math.min(beamWidth, Math.floor(stateBudget / atoms.length)));
  let beam: readonly State[] = [{ run: startRun(first), cost: 0, steps: null }];
  for (const atom of rest) {
    const next: { state: State; candidate: Candidate; cost: number }[] = [];
    for (const state of beam) {
      const candidates = candidatesOf(state.run, atom);
      const costs = costsOf(score(atom, candidates, fallbackEm));
      candidates.forEach((candidate, index) => {
        next.push({ state, candidate, cost: state.cost + (costs[index] ?? Infinity) });
      });
    }
    next.sort((a, b) => a.cost - b.cost);
    const most = (next[0]?.cost ?? 0) + hopelessCost;
    const kept = next.slice(0, width).filter(({ cost }) => cost <= most);
    beam = kept.map(({ state, candidate, cost }) => ({
      run: place(state.run, candidate, atom),
      cost,
      steps: { atom, candidate, before: state.steps },
    }));
  }
  return build(first, beam[0]?.steps ?? null);
}
