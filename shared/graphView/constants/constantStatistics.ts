import { elementReader, elementsIn } from './readElements.ts';
import type { DType } from '../../model/valueType.ts';

/** What the numbers of a constant are like. Shares are of all elements, 0 to 1. */
export interface ConstantStatistics {
  readonly count: number;
  /** Of the finite elements; null when there is none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly zeros: number;
  readonly nan: number;
  readonly infinite: number;
  /** Finite elements that float16 turns into infinity: |x| of 65,520 and more. */
  readonly beyondHalf: number;
  /** Elements other than 0 that float16 turns into 0: |x| of 2^-25 and less. */
  readonly lostInHalf: number;
  /** Elements that float16 keeps with fewer digits: below 2^-14, its smallest normal number. */
  readonly subnormalInHalf: number;
  /** Finite elements in equal steps from `min` to `max`. */
  readonly histogram: readonly number[];
}

const bins = 48;
const halfOverflow = 65_520;
const halfSmallest = 2 ** -25;
const halfNormal = 2 ** -14;

/** Measures the elements of a constant; null for types that are no numbers. */
export function constantStatistics(
  dtype: DType,
  bytes: Uint8Array,
  elements: number | null,
): ConstantStatistics | null {
  const read = elementReader(dtype, bytes);
  if (read === null) return null;
  const stored = elementsIn(dtype, bytes.length);
  const count = elements === null ? stored : Math.min(elements, stored);
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let zeros = 0;
  let nan = 0;
  let infinite = 0;
  let beyondHalf = 0;
  let lostInHalf = 0;
  let subnormalInHalf = 0;
  for (let index = 0; index < count; index++) {
    const value = read(index);
    if (value === 0) zeros++;
    else if (Number.isNaN(value)) {
      nan++;
      continue;
    } else {
      const size = Math.abs(value);
      if (size === Infinity) {
        infinite++;
        continue;
      }
      if (size >= halfOverflow) beyondHalf++;
      else if (size <= halfSmallest) lostInHalf++;
      else if (size < halfNormal) subnormalInHalf++;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const finite = count - nan - infinite;
  const mean = sum / finite;
  const histogram = new Array<number>(bins).fill(0);
  let squares = 0;
  const range = max - min;
  for (let index = 0; index < count && finite > 0; index++) {
    const value = read(index);
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    const bin = range === 0 ? 0 : Math.min(bins - 1, Math.floor(((value - min) / range) * bins));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  const share = (part: number): number => (count === 0 ? 0 : part / count);
  return {
    count,
    min: finite === 0 ? null : min,
    max: finite === 0 ? null : max,
    mean: finite === 0 ? null : mean,
    deviation: finite === 0 ? null : Math.sqrt(squares / finite),
    zeros: share(zeros),
    nan: share(nan),
    infinite: share(infinite),
    beyondHalf: share(beyondHalf),
    lostInHalf: share(lostInHalf),
    subnormalInHalf: share(subnormalInHalf),
    histogram: finite === 0 ? [] : histogram,
  };
}
