import { type EvaluationSet, groupBy, overlapOf } from './evaluationSet.ts';
import { type OutcomeKind, type Outcomes, outcomeOf } from './outcomes.ts';
import { pairBoxes } from './pairBoxes.ts';

/**
 * What a second run changes about a box. `fixed`: wrong before, right or gone now; `broken`: the other way round;
 * `stillWrong`; `relabelled`: wrong in both, but read as something else; `moved`: right in both, but elsewhere.
 */
export const changeKinds = ['fixed', 'broken', 'stillWrong', 'relabelled', 'moved'] as const;

/** One of {@link changeKinds}. */
export type ChangeKind = (typeof changeKinds)[number];

/** One box that differs or is wrong. */
export interface BoxChange {
  readonly kind: ChangeKind;
  /** Place of the image. */
  readonly image: number;
  /** Place of the truth; null for what stands on nothing. */
  readonly truth: number | null;
  /** Place of the first run's detection, if there is one. */
  readonly a: number | null;
  /** Place of the second run's. */
  readonly b: number | null;
  readonly before: OutcomeKind;
  readonly after: OutcomeKind;
}

/** A run with what became of its boxes. Both runs of a comparison have the same images and truth. */
export interface JudgedRun {
  readonly set: EvaluationSet;
  readonly outcomes: Outcomes;
}

/** Below this IoU of two right detections the box has moved. */
const sameSpot = 0.9;

const orNull = (place: number): number | null => (place === -1 ? null : place);

function labelName({ set }: JudgedRun, detection: number): string {
  return set.labelNames[set.detections.label[detection] as number] ?? '';
}

function changeOfTruth(a: JudgedRun, b: JudgedRun, truth: number): BoxChange | null {
  const before = outcomeOf(a.outcomes.truthKinds[truth]);
  const after = outcomeOf(b.outcomes.truthKinds[truth]);
  if (before === 'ignored' || after === 'ignored') return null;
  const first = a.outcomes.detectionOf[truth] as number;
  const second = b.outcomes.detectionOf[truth] as number;
  const change = (kind: ChangeKind): BoxChange => ({
    kind,
    image: a.set.truth.image[truth] as number,
    truth,
    a: orNull(first),
    b: orNull(second),
    before,
    after,
  });
  if (before === 'correct' && after === 'correct') {
    const iou = overlapOf(a.set.detections, first, b.set.detections, second);
    return iou < sameSpot ? change('moved') : null;
  }
  if (after === 'correct') return change('fixed');
  if (before === 'correct') return change('broken');
  const isReadOtherwise =
    before === 'confused' && after === 'confused' && labelName(a, first) !== labelName(b, second);
  return change(isReadOtherwise ? 'relabelled' : 'stillWrong');
}

function spuriousByImage({ set, outcomes }: JudgedRun): readonly (readonly number[])[] {
  const images = set.imageNames.length;
  const { start, order } = groupBy(set.detections.image, images);
  return Array.from({ length: images }, (_, image) =>
    [...order.subarray(start[image], start[image + 1])].filter(
      (d) => outcomeOf(outcomes.detectionKinds[d]) === 'spurious',
    ),
  );
}

/** Changes of what stands on nothing: false alarms of both runs on one spot are one. */
function changesOfSpurious(a: JudgedRun, b: JudgedRun, least: number): readonly BoxChange[] {
  const changes: BoxChange[] = [];
  const second = spuriousByImage(b);
  for (const [image, own] of spuriousByImage(a).entries()) {
    const other = second[image] ?? [];
    const pairs = pairBoxes(
      { columns: a.set.detections, items: own },
      { columns: b.set.detections, items: other },
      least,
      (x, y) => labelName(a, x) === labelName(b, y),
    );
    const pairOfA = new Map(pairs.map((pair) => [pair.a, pair.b]));
    const pairedB = new Set(pairs.map((pair) => pair.b));
    for (const d of own) {
      const partner = pairOfA.get(d);
      const isSame = partner !== undefined && labelName(a, d) === labelName(b, partner);
      changes.push({
        kind: partner === undefined ? 'fixed' : isSame ? 'stillWrong' : 'relabelled',
        image,
        truth: null,
        a: d,
        b: partner ?? null,
        before: 'spurious',
        after: partner === undefined ? 'ignored' : 'spurious',
      });
    }
    for (const d of other) {
      if (pairedB.has(d)) continue;
      changes.push({
        kind: 'broken',
        image,
        truth: null,
        a: null,
        b: d,
        before: 'ignored',
        after: 'spurious',
      });
    }
  }
  return changes;
}

/**
 * What a second run does better and worse than a first one, box by box, by image and then truth first. Boxes that are
 * right in both and stand on one spot are left out.
 *
 * @param least - IoU from which on two false alarms are one
 */
export function compareRuns(a: JudgedRun, b: JudgedRun, least = 0.5): readonly BoxChange[] {
  const ofTruths = Array.from({ length: a.set.truth.count }, (_, truth) => changeOfTruth(a, b, truth));
  const changes = [...ofTruths.filter((change) => change !== null), ...changesOfSpurious(a, b, least)];
  return changes.sort((x, y) => x.image - y.image);
}

/** How many changes of each kind there are. */
export function countChanges(changes: readonly BoxChange[]): Readonly<Record<ChangeKind, number>> {
  const counts = { fixed: 0, broken: 0, stillWrong: 0, relabelled: 0, moved: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}
