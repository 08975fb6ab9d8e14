// Efron, "Bootstrap methods: another look at the jackknife", 1979; percentile intervals of Efron and Tibshirani 1993.
import { percentile } from './percentiles.ts';
import { finish, type Steps } from './steps.ts';

/** A figure of weighted images: `weights[image]` is how often the image was drawn. Null where it has no value. */
export type Statistic = (weights: Int32Array) => number | null;

/** How to draw. The same seed draws the same images, so a report can be made again. */
export interface BootstrapParameters {
  readonly resamples: number;
  /** Share of the draws that the interval holds, such as 0.95. */
  readonly level: number;
  readonly seed: number;
}

/** A thousand draws, 95 %. */
export const bootstrapParameters: BootstrapParameters = { resamples: 1000, level: 0.95, seed: 20261 };

/** A figure with its interval; the bounds are null where fewer than half of the draws had a value. */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The difference of a figure between two runs on the same images. */
export interface Difference extends Interval {
  /** Whether the interval leaves 0 out: other images of the same kind would hardly turn it round. */
  readonly isMoreThanNoise: boolean;
}

/**
 * Uniform whole numbers by xorshift32 (Marsaglia 2003): fast, and the same on each machine.
 *
 * @returns draws a whole number from 0 up to but without `below`
 */
export function seededDraws(seed: number): (below: number) => number {
  // Small seeds would start with a run of small numbers.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

function intervalOf(
  values: readonly number[],
  resamples: number,
  level: number,
): [number | null, number | null] {
  if (values.length * 2 < resamples || values.length === 0) return [null, null];
  return [percentile(values, (1 - level) / 2), percentile(values, (1 + level) / 2)];
}

/**
 * Intervals of several figures from the same draws of images, with replacement. Yields the share done after each draw, so
 * that a caller can do something else in between, or give up.
 */
export function* bootstrapSteps(
  images: number,
  statistics: readonly Statistic[],
  parameters: BootstrapParameters = bootstrapParameters,
): Steps<readonly Interval[]> {
  const draw = seededDraws(parameters.seed);
  const weights = new Int32Array(images).fill(1);
  const values = statistics.map((statistic) => statistic(weights));
  const drawn: number[][] = statistics.map(() => []);
  for (let resample = 0; resample < (images === 0 ? 0 : parameters.resamples); resample += 1) {
    weights.fill(0);
    for (let i = 0; i < images; i += 1) {
      const image = draw(images);
      weights[image] = (weights[image] as number) + 1;
    }
    for (const [i, statistic] of statistics.entries()) {
      const value = statistic(weights);
      if (value !== null) drawn[i]?.push(value);
    }
    yield (resample + 1) / parameters.resamples;
  }
  return statistics.map((_, i) => {
    const [low, high] = intervalOf(drawn[i] ?? [], parameters.resamples, parameters.level);
    return { value: values[i] ?? null, low, high };
  });
}

/** As {@link bootstrapSteps}, in one go. */
export function bootstrap(
  images: number,
  statistics: readonly Statistic[],
  parameters: BootstrapParameters = bootstrapParameters,
): readonly Interval[] {
  return finish(bootstrapSteps(images, statistics, parameters));
}

/**
 * The difference b - a of a figure, with the same images drawn for both runs (paired), so that what is hard for both
 * cancels out.
 */
export function* differenceSteps(
  images: number,
  a: Statistic,
  b: Statistic,
  parameters: BootstrapParameters = bootstrapParameters,
): Steps<Difference> {
  const difference: Statistic = (weights) => {
    const [first, second] = [a(weights), b(weights)];
    return first === null || second === null ? null : second - first;
  };
  const [interval] = yield* bootstrapSteps(images, [difference], parameters);
  const { value, low, high } = interval ?? { value: null, low: null, high: null };
  return { value, low, high, isMoreThanNoise: low !== null && high !== null && (low > 0 || high < 0) };
}

/** As {@link differenceSteps}, in one go. */
export function bootstrapDifference(
  images: number,
  a: Statistic,
  b: Statistic,
  parameters: BootstrapParameters = bootstrapParameters,
): Difference {
  return finish(differenceSteps(images, a, b, parameters));
}
