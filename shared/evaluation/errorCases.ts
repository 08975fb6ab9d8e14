import { countByImage } from './counts.ts';
import type { BoxColumns, EvaluationSet } from './evaluationSet.ts';
import type { FormulaEvaluation } from './formulas.ts';
import { type Outcomes, outcomeOf } from './outcomes.ts';
import type { CaseBox, ErrorCase } from './report.ts';
import type { TideResult } from './tide.ts';

const decimals = (value: number): number => Math.round(value * 100) / 100;

function caseBox(set: EvaluationSet, columns: BoxColumns, i: number, score: number | null): CaseBox {
  const box = [columns.x[i], columns.y[i], columns.width[i], columns.height[i]].map((side) =>
    decimals(side ?? NaN),
  ) as unknown as CaseBox['box'];
  return { label: set.labelNames[columns.label[i] as number] ?? '', box, score };
}

/** By what it does to the formula: 2 when mending it alone is enough, 1 when it breaks the formula alone. */
function rankOf({ cost }: ErrorCase): number {
  return (cost?.mends === true ? 2 : 0) + (cost?.breaks === true ? 1 : 0);
}

/**
 * Each error of a run by what it costs the formula, of equal ones by falling score; missed symbols, which have none, come
 * last of their equals.
 */
export function listErrors(
  set: EvaluationSet,
  outcomes: Outcomes,
  tide: TideResult,
  formulas: FormulaEvaluation | null,
): readonly ErrorCase[] {
  const { truth, detections, imageNames } = set;
  const byImage = countByImage(set, outcomes);
  const errorsOf = (image: number): number =>
    (byImage.confused[image] ?? 0) + (byImage.spurious[image] ?? 0) + (byImage.missed[image] ?? 0);
  const errors: ErrorCase[] = [];
  for (let d = 0; d < detections.count; d += 1) {
    const kind = outcomeOf(outcomes.detectionKinds[d]);
    if (kind !== 'confused' && kind !== 'spurious') continue;
    const image = detections.image[d] as number;
    const t = outcomes.truthOf[d] as number;
    errors.push({
      kind,
      tide: tide.detectionErrors[d] ?? null,
      image: imageNames[image] ?? '',
      truth: t === -1 ? null : caseBox(set, truth, t, null),
      read: caseBox(set, detections, d, detections.score[d] as number),
      iou: outcomes.iou[d] as number,
      errorsOfImage: errorsOf(image),
      cost: formulas?.detectionCosts.get(d) ?? null,
    });
  }
  for (let t = 0; t < truth.count; t += 1) {
    if (outcomeOf(outcomes.truthKinds[t]) !== 'missed') continue;
    const image = truth.image[t] as number;
    errors.push({
      kind: 'missed',
      tide: tide.missed[t] === 1 ? 'Miss' : null,
      image: imageNames[image] ?? '',
      truth: caseBox(set, truth, t, null),
      read: null,
      iou: 0,
      errorsOfImage: errorsOf(image),
      cost: formulas?.truthCosts.get(t) ?? null,
    });
  }
  return errors.sort((a, b) => rankOf(b) - rankOf(a) || (b.read?.score ?? -1) - (a.read?.score ?? -1));
}
