// Made by `npm run measure:checks -- --write`. Not to be changed by hand.
import type { RuleId } from '../suspicion.ts';

/** How a rule did on formulas with planted errors; null where the data has none to plant. */
export interface MeasuredRule {
  /** Share of its suspicions that were right. */
  readonly precision: number | null;
  /** Share of the planted errors that it found. */
  readonly recall: number | null;
  /** Share of the errors that it found for which a fix was proposed. */
  readonly fixProposed: number | null;
  /** Share of these fixes that took the error back. */
  readonly fixRight: number | null;
  /** How many errors were planted. */
  readonly planted: number;
}

/** The figures of all rules. */
export const measuredRules: Readonly<Record<RuleId, MeasuredRule>> = {
  twoBoxes: {
    precision: 0.997,
    recall: 1,
    fixProposed: 1,
    fixRight: 1,
    planted: 336,
  },
  stackedMinus: {
    precision: 1,
    recall: 0.921,
    fixProposed: 1,
    fixRight: 1,
    planted: 140,
  },
  dotOverStem: {
    precision: 1,
    recall: 0.906,
    fixProposed: 1,
    fixRight: 1,
    planted: 32,
  },
  minusIsFraction: {
    precision: 1,
    recall: 0.989,
    fixProposed: 1,
    fixRight: 1,
    planted: 94,
  },
  fractionIsMinus: {
    precision: 0.986,
    recall: 1,
    fixProposed: 1,
    fixRight: 1,
    planted: 71,
  },
  timesBetweenDigits: {
    precision: 1,
    recall: 0.25,
    fixProposed: 1,
    fixRight: 1,
    planted: 16,
  },
  digitAmongDigits: {
    precision: 1,
    recall: 0.714,
    fixProposed: 1,
    fixRight: 1,
    planted: 7,
  },
  primeOrComma: {
    precision: 1,
    recall: 0.696,
    fixProposed: 1,
    fixRight: 1,
    planted: 46,
  },
  dotAtMidHeight: {
    precision: null,
    recall: null,
    fixProposed: null,
    fixRight: null,
    planted: 0,
  },
  functionName: {
    precision: 0.97,
    recall: 1,
    fixProposed: 1,
    fixRight: 1,
    planted: 32,
  },
  unbalancedFence: {
    precision: 0.929,
    recall: 0.69,
    fixProposed: 1,
    fixRight: 1,
    planted: 113,
  },
  emptyRoot: {
    precision: 1,
    recall: 0.838,
    fixProposed: 0.83,
    fixRight: 0.82,
    planted: 400,
  },
  operatorWithoutRight: {
    precision: 0.996,
    recall: 0.642,
    fixProposed: 0.996,
    fixRight: 0.934,
    planted: 400,
  },
  scriptWithoutBase: {
    precision: 0.955,
    recall: 0.598,
    fixProposed: 1,
    fixRight: 1,
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
