import type { SymbolBox } from '../formula/layoutTree.ts';
import { parseFormula } from '../formula/parseFormula.ts';
import { plainTree, spell } from '../formula/plainTree.ts';
import { writeLatex } from '../formula/writeLatex.ts';
import type { JudgedRun } from './compareRuns.ts';
import { type Grouped, groupBy } from './evaluationSet.ts';
import { spread, symbolOf } from './formulas.ts';
import { outcomeOf } from './outcomes.ts';
import type { Steps } from './steps.ts';

/** What a second run makes of a formula: right only now, right only before, or wrong in another way. */
export const formulaChangeKinds = ['broken', 'fixed', 'otherwise'] as const;

/** One formula that a second run reads otherwise. */
export interface FormulaChange {
  readonly kind: (typeof formulaChangeKinds)[number];
  /** Place of the image. */
  readonly image: number;
  /** LaTeX of the first run's detections, of the second run's, and of the truth's boxes. */
  readonly before: string;
  readonly after: string;
  readonly truth: string;
}

interface Reading {
  readonly spelling: string;
  readonly latex: string;
}

function read(symbols: readonly SymbolBox[]): Reading {
  const { tree } = parseFormula(symbols);
  return { spelling: spell(plainTree(tree)), latex: writeLatex(tree) };
}

function membersOf({ start, order }: Grouped, image: number): readonly number[] {
  return [...order.subarray(start[image], start[image + 1])];
}

/**
 * Which formulas a second run reads otherwise than the first, broken ones first. Formulas are compared as layouts, so
 * that two spellings of one formula are no change.
 *
 * @param most - images that are compared, evenly spread
 */
export function* formulaChangeSteps(
  a: JudgedRun,
  b: JudgedRun,
  most: number,
): Steps<readonly FormulaChange[]> {
  const images = a.set.imageNames.length;
  const found = [a, b].map(({ set }) => groupBy(set.detections.image, images)) as [Grouped, Grouped];
  const truths = groupBy(a.set.truth.image, images);
  const readingOf = ({ set, outcomes }: JudgedRun, grouped: Grouped, image: number): Reading =>
    read(
      membersOf(grouped, image)
        .filter((d) => outcomeOf(outcomes.detectionKinds[d]) !== 'ignored')
        .map((d) => symbolOf(set, set.detections, d, `d${d}`)),
    );
  const changes: FormulaChange[] = [];
  const asked = spread(images, most);
  for (const [done, image] of asked.entries()) {
    const before = readingOf(a, found[0], image);
    const after = readingOf(b, found[1], image);
    if (before.spelling !== after.spelling) {
      const { set } = a;
      const truth = read(
        membersOf(truths, image)
          .filter((t) => set.truth.crowd[t] === 0)
          .map((t) => symbolOf(set, set.truth, t, `t${t}`)),
      );
      const kind =
        before.spelling === truth.spelling
          ? 'broken'
          : after.spelling === truth.spelling
            ? 'fixed'
            : 'otherwise';
      changes.push({ kind, image, before: before.latex, after: after.latex, truth: truth.latex });
    }
    yield (done + 1) / asked.length;
  }
  return changes.sort(
    (x, y) => formulaChangeKinds.indexOf(x.kind) - formulaChangeKinds.indexOf(y.kind) || x.image - y.image,
  );
}
