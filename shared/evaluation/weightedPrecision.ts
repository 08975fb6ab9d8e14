import type { CocoParameters } from './cocoParameters.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { type LabelMatches, matchFlags } from './matchLabels.ts';

/** One label's matches, ready to be gone through again and again. */
interface Prepared {
  /** Image of each detection, by falling score. */
  readonly image: Int32Array;
  /** By IoU, then detection by falling score. */
  readonly flags: Uint8Array;
  readonly truthImage: Int32Array;
}

/** Places of a label's detections by falling score, without those that count for nothing at any IoU. */
function countedPlaces({ byScore, flags }: LabelMatches, T: number, from: number): Int32Array {
  const count = byScore.length;
  return byScore.filter((place) => {
    for (let t = 0; t < T; t += 1)
      if (((flags[from + t * count + place] as number) & matchFlags.ignored) === 0) return true;
    return false;
  });
}

/**
 * COCO's average precision (one range of areas, the most detections) of images taken several times or not at all: what a bootstrap
 * over images needs, without matching anew.
 */
export class WeightedPrecision {
  readonly #labels: readonly Prepared[];
  readonly #iouCount: number;
  readonly #recallThresholds: readonly number[];
  readonly #recall: Float64Array;
  /** Those detections of a label that lie on drawn images, and how often they were drawn. */
  readonly #drawn: Int32Array;
  readonly #weight: Int32Array;
  readonly #precision: Float64Array;

  /** @param area - place of the range of areas in the parameters */
  constructor(set: EvaluationSet, parameters: CocoParameters, matches: readonly LabelMatches[], area = 0) {
    const T = parameters.iouThresholds.length;
    this.#iouCount = T;
    this.#recallThresholds = parameters.recallThresholds;
    this.#labels = matches.map((label): Prepared => {
      const { detections, flags, positives } = label;
      const all = label.byScore.length;
      const from = area * T * all;
      const byScore = countedPlaces(label, T, from);
      const count = byScore.length;
      const sorted = new Uint8Array(T * count);
      for (let t = 0; t < T; t += 1) {
        for (let i = 0; i < count; i += 1)
          sorted[t * count + i] = flags[from + t * all + (byScore[i] as number)] as number;
      }
      return {
        image: Int32Array.from(
          byScore,
          (place) => set.detections.image[detections[place] as number] as number,
        ),
        flags: sorted,
        truthImage: Int32Array.from(positives[area] ?? [], (t) => set.truth.image[t] as number),
      };
    });
    const most = Math.max(1, ...matches.map(({ byScore }) => byScore.length));
    this.#recall = new Float64Array(most);
    this.#drawn = new Int32Array(most);
    this.#weight = new Int32Array(most);
    this.#precision = new Float64Array(most);
  }

  /**
   * Mean over the labels with truth and over the IoU thresholds `from` to `to` (the latter not included); null where no
   * drawn image has truth.
   */
  average(weights: Int32Array, from = 0, to = this.#iouCount): number | null {
    let sum = 0;
    let count = 0;
    for (const label of this.#labels) {
      let positives = 0;
      for (const image of label.truthImage) positives += weights[image] as number;
      if (positives === 0) continue;
      const drawn = this.#pick(label, weights);
      for (let t = from; t < to; t += 1) sum += this.#average(label, t, positives, drawn);
      count += to - from;
    }
    return count === 0 ? null : sum / count;
  }

  #pick({ image }: Prepared, weights: Int32Array): number {
    let count = 0;
    for (let i = 0; i < image.length; i += 1) {
      const weight = weights[image[i] as number] as number;
      if (weight === 0) continue;
      this.#drawn[count] = i;
      this.#weight[count] = weight;
      count += 1;
    }
    return count;
  }

  #average({ image, flags }: Prepared, t: number, positives: number, drawn: number): number {
    const recall = this.#recall;
    const precision = this.#precision;
    const offset = t * image.length;
    let length = 0;
    let hits = 0;
    let alarms = 0;
    for (let i = 0; i < drawn; i += 1) {
      const weight = this.#weight[i] as number;
      const flag = flags[offset + (this.#drawn[i] as number)] as number;
      if (flag === matchFlags.matched) {
        hits += weight;
        recall[length] = hits / positives;
        precision[length] = hits / (hits + alarms);
        length += 1;
      } else if (flag === 0) alarms += weight;
    }
    for (let i = length - 1; i > 0; i -= 1) {
      if ((precision[i] as number) > (precision[i - 1] as number)) precision[i - 1] = precision[i] as number;
    }
    let sum = 0;
    let at = 0;
    for (const wanted of this.#recallThresholds) {
      while (at < length && (recall[at] as number) < wanted) at += 1;
      if (at === length) break;
      sum += precision[at] as number;
    }
    return sum / this.#recallThresholds.length;
  }
}
