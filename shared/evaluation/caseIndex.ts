import { isWithin } from '../base/typedTerms.ts';
import type { CaseTerms, SurvivalKind } from './caseTerms.ts';
import type { BoxChange, ChangeKind } from './compareRuns.ts';
import { countByImage } from './counts.ts';
import type { JudgedEvaluation } from './evaluateRun.ts';
import type { BoxColumns, EvaluationSet } from './evaluationSet.ts';
import type { FormulaCost } from './formulas.ts';
import { findImages, type ImageFacts } from './imageFacts.ts';
import { findMistakes, type Mistakenness } from './mistakenness.ts';
import { type OutcomeKind, outcomeKinds, outcomeOf } from './outcomes.ts';
import type { CaseBox } from './report.ts';
import type { ComparedRun } from './runComparison.ts';
import type { CaseOrder } from '../dataset/savedView.ts';
import type { TideError } from './tide.ts';

/** Which cases, and in which order. */
export interface CaseQuery extends CaseTerms {
  readonly sort: CaseOrder;
  readonly descending: boolean;
}

/** One case, with all that a gallery shows. */
export interface EvaluationCase {
  /** Its place among all cases of the evaluation. */
  readonly id: number;
  readonly kind: OutcomeKind;
  readonly tide: TideError | null;
  /** Place of the image. */
  readonly image: number;
  /** Place of the truth, else null. */
  readonly truthPlace: number | null;
  /** Place of the detection, else null. */
  readonly detectionPlace: number | null;
  readonly truth: CaseBox | null;
  readonly read: CaseBox | null;
  /** What a second run has there, else null. */
  readonly second: CaseBox | null;
  /** Whether the detection reaches the least score that counts. */
  readonly isCounted: boolean;
  readonly iou: number;
  readonly cost: FormulaCost | null;
  readonly errorsOfImage: number;
  readonly mistakenness: number | null;
  readonly change: ChangeKind | null;
}

/** Values that cases are sorted by go from -1 to 31. */
const sortRange = 32;

/** Places that fit below the value in one number, and both into its 53 bits. */
const mostCases = 2 ** 23;

/** No box. */
const none = -1;

/** Cases by columns: at the largest sizes there are 600,000 of them, and each filter looks at all. */
interface CaseColumns {
  readonly count: number;
  /** Places in `outcomeKinds`. */
  readonly kind: Uint8Array;
  readonly truth: Int32Array;
  readonly detection: Int32Array;
  /** Detection of the second run. */
  readonly second: Int32Array;
  readonly image: Int32Array;
  /** Labels by their place in the names of both runs. */
  readonly truthLabel: Int32Array;
  readonly readLabel: Int32Array;
  /** -1 without a detection. */
  readonly score: Float64Array;
  readonly isCounted: Uint8Array;
}

const missedKind = outcomeKinds.indexOf('missed');
const spuriousKind = outcomeKinds.indexOf('spurious');
const ignoredKind = outcomeKinds.indexOf('ignored');

function boxOf(set: EvaluationSet, columns: BoxColumns, i: number, score: number | null): CaseBox {
  return {
    label: set.labelNames[columns.label[i] as number] ?? '',
    box: [
      columns.x[i] as number,
      columns.y[i] as number,
      columns.width[i] as number,
      columns.height[i] as number,
    ],
    score,
  };
}

function detectionBox(set: EvaluationSet, i: number): CaseBox | null {
  return i === none ? null : boxOf(set, set.detections, i, set.detections.score[i] as number);
}

/** What a second run changes, by the boxes of a case. */
class RunChanges {
  readonly #ofTruth = new Map<number, BoxChange>();
  readonly #ofDetection = new Map<number, BoxChange>();
  /** False alarms that the second run alone has. */
  readonly added: readonly BoxChange[];
  readonly #survivalOfFirst = new Map<number, SurvivalKind>();
  readonly #survivalOfSecond = new Map<number, SurvivalKind>();
  readonly run: ComparedRun | null;

  constructor(run: ComparedRun | null) {
    this.run = run;
    const changes = run?.changes ?? [];
    this.added = changes.filter(({ truth, a }) => truth === null && a === null);
    for (const change of changes) {
      if (change.truth !== null) this.#ofTruth.set(change.truth, change);
      else if (change.a !== null) this.#ofDetection.set(change.a, change);
    }
    for (const { kind, a, b } of run?.survivals ?? []) {
      if (kind === 'same') continue;
      if (a !== null) this.#survivalOfFirst.set(a, kind);
      else if (b !== null) this.#survivalOfSecond.set(b, kind);
    }
  }

  /** The second run's detection of a case of the first. */
  secondOf(truth: number, detection: number): number {
    if (this.run === null) return none;
    if (truth !== none) return this.run.outcomes.detectionOf[truth] as number;
    return this.#ofDetection.get(detection)?.b ?? none;
  }

  changeOf(truth: number, detection: number, second: number): ChangeKind | null {
    if (truth !== none) return this.#ofTruth.get(truth)?.kind ?? null;
    if (detection !== none) return this.#ofDetection.get(detection)?.kind ?? null;
    return second === none ? null : 'broken';
  }

  survives(detection: number, second: number, asked: readonly SurvivalKind[]): boolean {
    const [first, other] = [this.#survivalOfFirst.get(detection), this.#survivalOfSecond.get(second)];
    return (first !== undefined && asked.includes(first)) || (other !== undefined && asked.includes(other));
  }
}

/** All cases of an evaluation, to be asked for in pages. */
export class CaseIndex {
  readonly #set: EvaluationSet;
  readonly #judged: JudgedEvaluation;
  readonly #images: readonly ImageFacts[];
  readonly #changes: RunChanges;
  readonly #labels = new Map<string, number>();
  readonly #cases: CaseColumns;
  readonly #errors: Int32Array;
  readonly #mistakes: Mistakenness;
  #last: { readonly key: string; readonly found: Int32Array } | null = null;

  /**
   * @param images - what is known of each image, by its place; an empty list where nothing is
   * @param second - a run beside it, on the same images
   */
  constructor(
    set: EvaluationSet,
    judged: JudgedEvaluation,
    images: readonly ImageFacts[],
    second: ComparedRun | null,
  ) {
    this.#set = set;
    this.#judged = judged;
    this.#images = images;
    this.#changes = new RunChanges(second);
    for (const name of [...set.labelNames, ...(second?.set.labelNames ?? [])])
      if (!this.#labels.has(name)) this.#labels.set(name, this.#labels.size);
    this.#mistakes = findMistakes(set);
    const { confused, spurious, missed } = countByImage(set, judged.outcomes);
    this.#errors = confused.map((count, i) => count + (spurious[i] as number) + (missed[i] as number));
    this.#cases = this.#list();
  }

  /** A page of the cases that a query finds. */
  find(
    query: CaseQuery,
    offset: number,
    limit: number,
  ): { readonly total: number; readonly cases: readonly EvaluationCase[] } {
    const key = JSON.stringify(query);
    if (this.#last?.key !== key) this.#last = { key, found: this.#search(query) };
    const { found } = this.#last;
    return {
      total: found.length,
      cases: Array.from(found.subarray(offset, offset + limit), (id) => this.#caseOf(id)),
    };
  }

  /** Cases by their ids, in that order; an id that is none is passed over. */
  at(ids: readonly number[]): readonly EvaluationCase[] {
    return ids.filter((id) => id >= 0 && id < this.#cases.count).map((id) => this.#caseOf(id));
  }

  #list(): CaseColumns {
    const { truth, detections } = this.#set;
    const { outcomes, atAnyScore } = this.#judged;
    const most = truth.count + detections.count + this.#changes.added.length;
    const places = (): Int32Array => new Int32Array(most).fill(none);
    const cases = {
      kind: new Uint8Array(most),
      truth: places(),
      detection: places(),
      second: places(),
      image: places(),
      truthLabel: places(),
      readLabel: places(),
      score: new Float64Array(most).fill(-1),
      isCounted: new Uint8Array(most),
    };
    let count = 0;
    const add = (kind: number, t: number, d: number, second: number, isCounted: boolean): void => {
      const columns = t !== none ? truth : d !== none ? detections : this.#changes.run?.set.detections;
      cases.kind[count] = kind;
      cases.truth[count] = t;
      cases.detection[count] = d;
      cases.second[count] = second;
      cases.image[count] = columns?.image[t !== none ? t : d !== none ? d : second] ?? 0;
      cases.isCounted[count] = isCounted ? 1 : 0;
      if (t !== none) cases.truthLabel[count] = truth.label[t] as number;
      if (d !== none) {
        cases.readLabel[count] = detections.label[d] as number;
        cases.score[count] = detections.score[d] as number;
      } else if (t === none) {
        const box = this.#secondBox(second);
        cases.readLabel[count] = this.#labels.get(box?.label ?? '') ?? none;
        cases.score[count] = box?.score ?? -1;
      }
      count += 1;
    };
    for (let d = 0; d < detections.count; d += 1) {
      const kind = outcomes.detectionKinds[d] as number;
      const t = outcomes.truthOf[d] as number;
      if (kind !== ignoredKind) add(kind, t, d, this.#changes.secondOf(t, d), true);
      else if (atAnyScore.detectionKinds[d] !== ignoredKind)
        add(atAnyScore.detectionKinds[d] as number, atAnyScore.truthOf[d] as number, d, none, false);
    }
    for (let t = 0; t < truth.count; t += 1)
      if (outcomes.truthKinds[t] === missedKind)
        add(missedKind, t, none, this.#changes.secondOf(t, none), true);
    for (const { b } of this.#changes.added) add(spuriousKind, none, none, b ?? none, true);
    return { ...cases, count };
  }

  #search(query: CaseQuery): Int32Array {
    let { count } = this.#cases;
    const found = new Int32Array(count);
    for (let id = 0; id < count; id += 1) found[id] = id;
    // One condition after the other, each over what the ones before have left: short loops run many times faster.
    for (const fits of this.#tests(query)) {
      let left = 0;
      for (let i = 0; i < count; i += 1) {
        const id = found[i] as number;
        if (fits(id)) found[left++] = id;
      }
      count = left;
    }
    // Value and place in one number: numbers sort in a tenth of the time that a comparison function takes.
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i += 1) {
      const level = Math.round(((this.#sortValue(found[i] as number, query) + 1) / sortRange) * 2 ** 29);
      keys[i] = (query.descending ? 2 ** 29 - level : level) * mostCases + i;
    }
    keys.sort();
    const sorted = new Int32Array(count);
    for (let i = 0; i < count; i += 1) sorted[i] = found[(keys[i] as number) % mostCases] as number;
    return sorted;
  }

  #costOf(id: number): FormulaCost | null {
    const { formulas } = this.#judged;
    const { truth, detection, kind, isCounted } = this.#cases;
    if (formulas === null || isCounted[id] === 0 || outcomeOf(kind[id]) === 'correct') return null;
    const d = detection[id] as number;
    return (
      (d === none ? formulas.truthCosts.get(truth[id] as number) : formulas.detectionCosts.get(d)) ?? null
    );
  }

  #sortValue(id: number, { sort }: CaseQuery): number {
    const score = this.#cases.score[id] as number;
    switch (sort) {
      case 'cost': {
        const cost = this.#costOf(id);
        return (cost?.mends === true ? 20 : 0) + (cost?.breaks === true ? 10 : 0) + score;
      }
      case 'score':
        return score;
      case 'iou':
        return this.#cases.detection[id] === none ? -1 : this.#iouOf(id);
      case 'mistakenness':
        return this.#mistakennessOf(id) ?? -1;
    }
  }

  #iouOf(id: number): number {
    const { detection, isCounted } = this.#cases;
    const { outcomes, atAnyScore } = this.#judged;
    const d = detection[id] as number;
    return d === none ? 0 : ((isCounted[id] === 1 ? outcomes : atAnyScore).iou[d] as number);
  }

  #mistakennessOf(id: number): number | null {
    const t = this.#cases.truth[id] as number;
    const value = t === none ? NaN : (this.#mistakes.label[t] as number);
    return Number.isNaN(value) ? null : value;
  }

  #changeOf(id: number): ChangeKind | null {
    const { truth, detection, second, isCounted } = this.#cases;
    if (isCounted[id] === 0) return null;
    return this.#changes.changeOf(truth[id] as number, detection[id] as number, second[id] as number);
  }

  #isMistake(id: number): boolean {
    const t = this.#cases.truth[id] as number;
    const speaker = t === none ? none : (this.#mistakes.detectionOf[t] as number);
    return speaker !== none && this.#set.detections.label[speaker] !== this.#set.truth.label[t];
  }

  /** The side of a square of the area of the truth, else of the detection. */
  #sideOf(id: number): number {
    const { truth, detection, second } = this.#cases;
    const t = truth[id] as number;
    const d = detection[id] as number;
    const columns =
      t !== none ? this.#set.truth : d !== none ? this.#set.detections : this.#changes.run?.set.detections;
    const i = t !== none ? t : d !== none ? d : (second[id] as number);
    return Math.sqrt((columns?.width[i] ?? 0) * (columns?.height[i] ?? 0));
  }

  /** The terms of a query made ready, the cheapest and the most telling ones first. */
  #tests(query: CaseQuery): readonly ((id: number) => boolean)[] {
    const { kind, image, truthLabel, readLabel, score, detection, second, isCounted } = this.#cases;
    const { kinds, tides, truth, read, labels = [], iou, size, cost, errors, changes, survivals } = query;
    const tests: ((id: number) => boolean)[] = [];
    const unknown = -2;
    const labelPlace = (name: string | null): number =>
      name === null ? none : (this.#labels.get(name) ?? unknown);
    if (query.counted !== 'any') {
      const wanted = query.counted === 'no' ? 0 : 1;
      tests.push((id) => isCounted[id] === wanted);
    }
    // What the second run alone has is no case of the first, unless it is asked for what changes.
    if (changes === undefined && survivals === undefined) {
      const own = this.#cases.truth;
      tests.push((id) => own[id] !== none || detection[id] !== none);
    }
    if (kinds !== undefined) {
      const isKind = Uint8Array.from(outcomeKinds, (each) => (kinds.includes(each) ? 1 : 0));
      tests.push((id) => isKind[kind[id] as number] === 1);
    }
    if (truth !== undefined) {
      const place = labelPlace(truth);
      tests.push((id) => truthLabel[id] === place);
    }
    if (read !== undefined) {
      const place = labelPlace(read);
      tests.push((id) => readLabel[id] === place);
    }
    for (const name of labels) {
      const place = labelPlace(name);
      tests.push((id) => truthLabel[id] === place || readLabel[id] === place);
    }
    const asked = findImages(this.#set.imageNames, this.#images, this.#judged.formulas, query);
    if (asked !== null) tests.push((id) => asked[image[id] as number] === 1);
    if (query.isReadOtherwise === true) {
      const { run } = this.#changes;
      tests.push((id) => run?.formulas.has(image[id] as number) === true);
    }
    if (query.score !== undefined) {
      const range = query.score;
      // A bin that ends at 1 holds what is above, as the last bin of a calibration does.
      const open = range.to !== undefined && range.to >= 1 ? { from: range.from } : range;
      tests.push((id) => (score[id] as number) >= 0 && isWithin(score[id] as number, open));
    }
    if (query.missedAt !== undefined) {
      const { atAnyScore } = this.#judged;
      const from = query.missedAt;
      const own = this.#cases.truth;
      tests.push((id) => {
        const t = own[id] as number;
        if (t === none || this.#set.truth.crowd[t] === 1) return false;
        if (outcomeOf(atAnyScore.truthKinds[t]) !== 'correct') return true;
        return (this.#set.detections.score[atAnyScore.detectionOf[t] as number] as number) < from;
      });
    }
    if (errors !== undefined)
      tests.push((id) => isWithin(this.#errors[image[id] as number] as number, errors));
    if (iou !== undefined) tests.push((id) => detection[id] !== none && isWithin(this.#iouOf(id), iou));
    if (size !== undefined) tests.push((id) => isWithin(this.#sideOf(id), size));
    if (query.isMistake === true) tests.push((id) => this.#isMistake(id));
    if (changes !== undefined)
      tests.push((id) => {
        const own = this.#changeOf(id);
        return own !== null && changes.includes(own);
      });
    if (survivals !== undefined)
      tests.push(
        (id) =>
          isCounted[id] === 1 &&
          this.#changes.survives(detection[id] as number, second[id] as number, survivals),
      );
    if (tides !== undefined)
      tests.push((id) => {
        const own = this.#tideOf(id);
        return own !== null && tides.includes(own);
      });
    if (cost !== undefined) tests.push((id) => this.#costOf(id)?.[cost] === true);
    return tests;
  }

  #tideOf(id: number): TideError | null {
    const { tide } = this.#judged;
    const { kind, truth, detection } = this.#cases;
    const outcome = outcomeOf(kind[id]);
    if (outcome === 'missed') return tide.missed[truth[id] as number] === 1 ? 'Miss' : null;
    if (outcome === 'correct' || detection[id] === none) return null;
    return tide.detectionErrors[detection[id] as number] ?? null;
  }

  #secondBox(second: number): CaseBox | null {
    const { run } = this.#changes;
    return run === null ? null : detectionBox(run.set, second);
  }

  #caseOf(id: number): EvaluationCase {
    const { kind, truth, detection, second, image, isCounted } = this.#cases;
    const [t, d] = [truth[id] as number, detection[id] as number];
    return {
      id,
      kind: outcomeOf(kind[id]),
      tide: this.#tideOf(id),
      image: image[id] as number,
      truthPlace: t === none ? null : t,
      detectionPlace: d === none ? null : d,
      truth: t === none ? null : boxOf(this.#set, this.#set.truth, t, null),
      read: detectionBox(this.#set, d),
      second: this.#secondBox(second[id] as number),
      isCounted: isCounted[id] === 1,
      iou: this.#iouOf(id),
      cost: this.#costOf(id),
      errorsOfImage: this.#errors[image[id] as number] as number,
      mistakenness: this.#mistakennessOf(id),
      change: this.#changeOf(id),
    };
  }
}
