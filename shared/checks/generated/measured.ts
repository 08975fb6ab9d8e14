// Made by `npm run measure:checks -- --write`. Not to be changed by hand.
import type { RuleId } from '../suspicion.ts';

/** How a rule did on formulas with planted errors; null where the data has none to plant. */
export interface MeasuredRule {
  /** Share of its suspicions that were right. */
  readonly precision: number | null;
  /** Share of the planted errors that it found. */
  readonly recall: number | null;
  /** How many errors were planted. */
  readonly planted: number;
}

/** The figures of all rules. */
export const measuredRules: Readonly<Record<RuleId, MeasuredRule>> = {
  twoBoxes: {
    precision: 0.997,
    recall: 1,
    planted: 336,
  },
  stackedMinus: {
    precision: 1,
    recall: 0.921,
    planted: 140,
  },
  dotOverStem: {
    precision: 1,
    recall: 0.906,
    planted: 32,
  },
  minusIsFraction: {
    precision: 1,
    recall: 0.989,
    planted: 94,
  },
  fractionIsMinus: {
    precision: 0.986,
    recall: 1,
    planted: 71,
  },
  timesBetweenDigits: {
    precision: 1,
    recall: 0.25,
    planted: 16,
  },
  digitAmongDigits: {
    precision: 1,
    recall: 0.714,
    planted: 7,
  },
  primeOrComma: {
    precision: 1,
    recall: 0.696,
    planted: 46,
  },
  dotAtMidHeight: {
    precision: null,
    recall: null,
    planted: 0,
  },
  functionName: {
    precision: 0.97,
    recall: 1,
    planted: 32,
  },
  unbalancedFence: {
    precision: 0.929,
    recall: 0.69,
    planted: 113,
  },
  emptyRoot: {
    precision: 1,
    recall: 0.846,
    planted: 52,
  },
  operatorWithoutRight: {
    precision: 0.989,
    recall: 0.736,
    planted: 239,
  },
  scriptWithoutBase: {
    precision: 0.955,
    recall: 0.598,
    planted: 107,
  },
};

/** From each of some images one random box was taken away. */
export const measuredInk = {
  /** Share of these boxes whose ink was listed as unboxed. */
  listed: 0.985,
  /** Everything else that was listed for an image: the median. */
  medianFalseAlarms: 0,
  images: 200,
} as const;
