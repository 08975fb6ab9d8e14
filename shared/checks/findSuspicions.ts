import { defaultLookAlikes } from '../annotation/lookAlikes.ts';
import type { LabelledBox } from './labelledBox.ts';
import { fractionIsMinus, minusIsFraction, stackedMinus } from './rules/bars.ts';
import { dotAtMidHeight, dotOverStem, primeOrComma } from './rules/dots.ts';
import { unbalancedFence } from './rules/fences.ts';
import { functionName } from './rules/functionName.ts';
import { emptyRoot, operatorWithoutRight } from './rules/missingOperands.ts';
import { digitAmongDigits, timesBetweenDigits } from './rules/numbers.ts';
import { scriptWithoutBase } from './rules/scriptWithoutBase.ts';
import { twoBoxes } from './rules/twoBoxes.ts';
import { sceneOf, type Evidence, type Scene } from './scene.ts';
import { ruleIds, type RuleId, type Suspicion } from './suspicion.ts';

const rules: Readonly<Record<RuleId, (scene: Scene) => readonly Suspicion[]>> = {
  twoBoxes,
  stackedMinus,
  dotOverStem,
  minusIsFraction,
  fractionIsMinus,
  timesBetweenDigits,
  digitAmongDigits,
  primeOrComma,
  dotAtMidHeight,
  functionName,
  unbalancedFence,
  emptyRoot,
  operatorWithoutRight,
  scriptWithoutBase,
};

/**
 * What about the boxes a formula would hardly have, by the rules that are on. Suggestions: nothing is changed.
 *
 * @param symbols - in image pixels, y down; their order makes no difference
 * @param labels - labels that a fix may use, those of the project; null for any
 * @param evidence - what fixes may go by besides the boxes; what is suspicious does not depend on it
 * @returns rule by rule in the order of {@link ruleIds}, each from left to right
 */
export function findSuspicions(
  symbols: readonly LabelledBox[],
  labels: ReadonlySet<string> | null,
  isOn: (rule: RuleId) => boolean,
  { ink = null, lookAlikes = defaultLookAlikes }: Partial<Evidence> = {},
): readonly Suspicion[] {
  const scene = sceneOf(symbols, labels, { ink, lookAlikes });
  return ruleIds.filter(isOn).flatMap((rule) => rules[rule](scene));
}
