import { measuredRules } from './generated/measured.ts';
import type { RuleId } from './suspicion.ts';

/** A rule is on from the start when so many of its suspicions were right, on formulas with known truth. */
const leastPrecision = 0.8;

/** Whether a rule is on before anyone has switched it. One that could not be measured is off. */
export function isOnByDefault(rule: RuleId): boolean {
  const { precision } = measuredRules[rule];
  return precision !== null && precision >= leastPrecision;
}
