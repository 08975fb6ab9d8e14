/** Detections whose scores lie close together: how sure the model was, and how often it was right. */
export interface CalibrationBin {
  /** Bounds of the score; the upper one is included in the last bin alone. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean score; null of an empty bin. */
  readonly confidence: number | null;
  /** Share that is right; null of an empty bin. */
  readonly precision: number | null;
}

/** How far scores can be taken as chances of being right. */
export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: mean gap between score and precision, by detections; null of no detections. */
  readonly ece: number | null;
  /** The largest gap of a bin. */
  readonly mce: number | null;
  /** Mean squared distance of the score from 1 (right) or 0 (wrong) (Brier 1950). */
  readonly brier: number | null;
}

/**
 * Calibration of detection scores: bins of equal width, ECE and MCE of Naeini, Cooper, Hauskrecht 2015, with precision in
 * the place of accuracy, as Küppers et al. 2020 do for detectors (D-ECE over the score alone).
 *
 * @param scores - 0 to 1; what lies outside goes into the outermost bin
 * @param isRight - 1 for each detection that is right
 */
export function calibrate(scores: Float64Array, isRight: Uint8Array, binCount = 10): Calibration {
  const count = new Int32Array(binCount);
  const sum = new Float64Array(binCount);
  const right = new Int32Array(binCount);
  let squares = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i] as number;
    const hit = isRight[i] as number;
    const bin = Math.min(binCount - 1, Math.max(0, Math.floor(score * binCount)));
    count[bin] = (count[bin] as number) + 1;
    sum[bin] = (sum[bin] as number) + score;
    right[bin] = (right[bin] as number) + hit;
    squares += (score - hit) ** 2;
  }
  let expected = 0;
  let largest = 0;
  const bins = Array.from({ length: binCount }, (_, bin): CalibrationBin => {
    const own = count[bin] as number;
    const bounds = { from: bin / binCount, to: (bin + 1) / binCount, count: own };
    if (own === 0) return { ...bounds, confidence: null, precision: null };
    const confidence = (sum[bin] as number) / own;
    const precision = (right[bin] as number) / own;
    const gap = Math.abs(confidence - precision);
    expected += (gap * own) / scores.length;
    largest = Math.max(largest, gap);
    return { ...bounds, confidence, precision };
  });
  const isEmpty = scores.length === 0;
  return {
    bins,
    ece: isEmpty ? null : expected,
    mce: isEmpty ? null : largest,
    brier: isEmpty ? null : squares / scores.length,
  };
}
