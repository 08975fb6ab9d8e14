import type { Box } from '../geometry/box.ts';
import type { BoxId } from './labelledBox.ts';

/** The rules by which labels and places of boxes are doubted, in the order in which they are listed. */
export const ruleIds = [
  'twoBoxes',
  'stackedMinus',
  'dotOverStem',
  'minusIsFraction',
  'fractionIsMinus',
  'timesBetweenDigits',
  'digitAmongDigits',
  'primeOrComma',
  'dotAtMidHeight',
  'functionName',
  'unbalancedFence',
  'emptyRoot',
  'operatorWithoutRight',
  'scriptWithoutBase',
] as const;

/** One of {@link ruleIds}. */
export type RuleId = (typeof ruleIds)[number];

/** What would set things right. Nothing of it is done before a person says so. */
export type Fix =
  | { readonly kind: 'relabel'; readonly id: BoxId; readonly label: string }
  | { readonly kind: 'delete'; readonly id: BoxId }
  /** One box with this label in the place of several. */
  | { readonly kind: 'merge'; readonly ids: readonly BoxId[]; readonly label: string; readonly box: Box }
  | { readonly kind: 'resize'; readonly id: BoxId; readonly box: Box }
  /** A box around ink that has none; what it is has to be said by a person. */
  | { readonly kind: 'draw'; readonly box: Box };

/** Something about the boxes that a formula would hardly have. */
export interface Suspicion {
  readonly rule: RuleId;
  /** The boxes that it is about. */
  readonly ids: readonly BoxId[];
  /** Their extent, in image pixels, with that of ink which the fix would box. */
  readonly box: Box;
  /** Names in the sentence that gives the reason. */
  readonly values: Readonly<Record<string, string>>;
  /** Null where nothing can be proposed that would be right more often than not. */
  readonly fix: Fix | null;
}
