// What errors do to the formula. Symbol and relation rates are those of LgEval (Mouchère, Zanibbi et al. 2016), over the
// layout that the parser makes of boxes, of the truth's as of the detected ones.
import type { LookAlikeGroup } from '../annotation/lookAlikes.ts';
import type { SymbolBox } from '../formula/layoutTree.ts';
import { parseFormula } from '../formula/parseFormula.ts';
import { plainTree, spell } from '../formula/plainTree.ts';
import { areLookAlikes } from './confusion.ts';
import { type Counts, type Rates, ratesOf } from './counts.ts';
import { type BoxColumns, type EvaluationSet, groupBy } from './evaluationSet.ts';
import { type Outcomes, outcomeOf } from './outcomes.ts';
import { relationsOf } from '../formula/relations.ts';
import { finish, type Steps } from './steps.ts';

/** What one error costs. */
export interface FormulaCost {
  /** The formula is wrong with this error alone in it. */
  readonly breaks: boolean;
  /** Mending this one alone makes the formula as read right, whatever else is wrong with its boxes. */
  readonly mends: boolean;
}

/** How formulas fare as a whole. */
export interface FormulaFigures {
  /** Images whose formula was compared. */
  readonly formulas: number;
  /** Formulas that read as the truth's boxes do. */
  readonly right: number;
  /** The same with each confusion of look-alikes forgiven. */
  readonly rightMerged: number;
  /** Pairs of symbols in the right relation, both symbols right. */
  readonly relations: Counts & Rates;
  /** The same with look-alikes taken for one label. */
  readonly relationsMerged: Counts & Rates;
  /** Errors that break the formula on their own. */
  readonly breakingErrors: number;
  /** Errors whose mending alone makes the formula right. */
  readonly mendingErrors: number;
}

/** The figures, and the cost of each error. */
export interface FormulaEvaluation {
  readonly figures: FormulaFigures;
  /** By place of the detection: of confused and spurious ones. */
  readonly detectionCosts: ReadonlyMap<number, FormulaCost>;
  /** By place of the truth: of missed ones. */
  readonly truthCosts: ReadonlyMap<number, FormulaCost>;
  /** Whether the formula reads right, by place of each image that was compared. */
  readonly rightOf: ReadonlyMap<number, boolean>;
}

/** A box as the parser of formulas takes it. */
export function symbolOf(set: EvaluationSet, columns: BoxColumns, i: number, id: string): SymbolBox {
  return {
    id,
    label: set.labelNames[columns.label[i] as number] ?? '',
    box: {
      x: columns.x[i] as number,
      y: columns.y[i] as number,
      width: columns.width[i] as number,
      height: columns.height[i] as number,
    },
  };
}

type Symbols = ReadonlyMap<string, SymbolBox>;

const truthId = (t: number): string => `t${t}`;
const detectionId = (d: number): string => `d${d}`;
const spelling = (symbols: Symbols): string => spell(plainTree(parseFormula([...symbols.values()]).tree));

/** A copy with one symbol taken out and another put in. */
function exchange(symbols: Symbols, out: string | null, put: SymbolBox | null): Symbols {
  const changed = new Map(symbols);
  if (out !== null) changed.delete(out);
  if (put !== null) changed.set(String(put.id), put);
  return changed;
}

/** One image as it is and as it was read. */
interface ImagePair {
  readonly truth: Symbols;
  readonly found: Symbols;
  /** Detections that count. */
  readonly detections: readonly number[];
  readonly missed: readonly number[];
}

function pairOf(
  set: EvaluationSet,
  outcomes: Outcomes,
  truths: Int32Array,
  detections: Int32Array,
): ImagePair {
  const counted = [...detections].filter((d) => outcomeOf(outcomes.detectionKinds[d]) !== 'ignored');
  const judged = [...truths].filter((t) => set.truth.crowd[t] === 0);
  return {
    truth: new Map(judged.map((t) => [truthId(t), symbolOf(set, set.truth, t, truthId(t))])),
    found: new Map(counted.map((d) => [detectionId(d), symbolOf(set, set.detections, d, detectionId(d))])),
    detections: counted,
    missed: judged.filter((t) => outcomeOf(outcomes.truthKinds[t]) === 'missed'),
  };
}

/** Adds up what the relations of one image give, with `partner` naming the truth of each right detection. */
function countRelations(pair: ImagePair, partner: ReadonlyMap<string, string>): Counts {
  const keysOf = (symbols: Symbols, idOf: (id: string) => string | undefined): string[] =>
    relationsOf(parseFormula([...symbols.values()]).tree).map(({ parent, child, relation }) =>
      [idOf(String(parent)) ?? '?', idOf(String(child)) ?? '?', relation].join(' '),
    );
  const wanted = new Set(keysOf(pair.truth, (id) => id));
  const found = keysOf(pair.found, (id) => partner.get(id));
  const truePositives = found.filter((key) => wanted.has(key)).length;
  return {
    truePositives,
    falsePositives: found.length - truePositives,
    falseNegatives: wanted.size - truePositives,
  };
}

class RateSum {
  #truePositives = 0;
  #falsePositives = 0;
  #falseNegatives = 0;

  add({ truePositives, falsePositives, falseNegatives }: Counts): void {
    this.#truePositives += truePositives;
    this.#falsePositives += falsePositives;
    this.#falseNegatives += falseNegatives;
  }

  rates(): Counts & Rates {
    const counts = {
      truePositives: this.#truePositives,
      falsePositives: this.#falsePositives,
      falseNegatives: this.#falseNegatives,
    };
    return { ...counts, ...ratesOf(counts) };
  }
}

/** Places spread evenly over a range: which images are compared when not all of them are. */
export function spread(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.floor((i * count) / most));
}

/**
 * Compares formulas: that of the detected boxes with that of the truth's, both laid out by the same parser, so that what
 * the parser gets wrong does not count against the detector. For each error it is tried what it does alone, and what
 * mending it alone does.
 *
 * @param most - images that are compared, evenly spread; each takes milliseconds
 */
export function* formulaSteps(
  set: EvaluationSet,
  outcomes: Outcomes,
  groups: readonly LookAlikeGroup[],
  most: number,
): Steps<FormulaEvaluation> {
  const { truth, detections, imageNames } = set;
  const truths = groupBy(truth.image, imageNames.length);
  const found = groupBy(detections.image, imageNames.length);
  const detectionCosts = new Map<number, FormulaCost>();
  const truthCosts = new Map<number, FormulaCost>();
  const rightOf = new Map<number, boolean>();
  const [strict, merged] = [new RateSum(), new RateSum()];
  let [right, rightMerged] = [0, 0];
  const images = spread(imageNames.length, most);
  for (const [done, image] of images.entries()) {
    const pair = pairOf(
      set,
      outcomes,
      truths.order.subarray(truths.start[image], truths.start[image + 1]),
      found.order.subarray(found.start[image], found.start[image + 1]),
    );
    const wanted = spelling(pair.truth);
    const isAsWanted = (symbols: Symbols): boolean => spelling(symbols) === wanted;
    const isRight = isAsWanted(pair.found);
    const partner = new Map<string, string>();
    const partnerMerged = new Map<string, string>();
    let forgiven: Symbols = pair.found;
    for (const d of pair.detections) {
      const kind = outcomeOf(outcomes.detectionKinds[d]);
      const t = outcomes.truthOf[d] as number;
      const own = pair.found.get(detectionId(d));
      const real = pair.truth.get(truthId(t));
      if (own === undefined) continue;
      const isLookAlike = real !== undefined && areLookAlikes(own.label, real.label, groups);
      if (kind === 'correct') partner.set(detectionId(d), truthId(t));
      if (kind === 'correct' || isLookAlike) partnerMerged.set(detectionId(d), truthId(t));
      if (kind === 'correct') continue;
      if (isLookAlike) forgiven = exchange(forgiven, null, { ...own, label: real.label });
      detectionCosts.set(d, {
        breaks: !isAsWanted(exchange(pair.truth, real === undefined ? null : truthId(t), own)),
        mends: !isRight && isAsWanted(exchange(pair.found, detectionId(d), real ?? null)),
      });
    }
    for (const t of pair.missed) {
      truthCosts.set(t, {
        breaks: !isAsWanted(exchange(pair.truth, truthId(t), null)),
        mends: !isRight && isAsWanted(exchange(pair.found, null, pair.truth.get(truthId(t)) ?? null)),
      });
    }
    rightOf.set(image, isRight);
    if (isRight) right += 1;
    if (isRight || isAsWanted(forgiven)) rightMerged += 1;
    strict.add(countRelations(pair, partner));
    merged.add(countRelations(pair, partnerMerged));
    yield (done + 1) / images.length;
  }
  const costs = [...detectionCosts.values(), ...truthCosts.values()];
  return {
    figures: {
      formulas: images.length,
      right,
      rightMerged,
      relations: strict.rates(),
      relationsMerged: merged.rates(),
      breakingErrors: costs.filter(({ breaks }) => breaks).length,
      mendingErrors: costs.filter(({ mends }) => mends).length,
    },
    detectionCosts,
    truthCosts,
    rightOf,
  };
}

/** As {@link formulaSteps}, in one go. */
export function evaluateFormulas(
  set: EvaluationSet,
  outcomes: Outcomes,
  groups: readonly LookAlikeGroup[],
  most: number,
): FormulaEvaluation {
  return finish(formulaSteps(set, outcomes, groups, most));
}
