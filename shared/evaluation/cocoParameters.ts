/** Truths and unmatched detections of other sizes are left out of account. Square pixels, both bounds included. */
export interface AreaRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What COCO's evaluation goes through: `Params` of pycocotools. */
export interface CocoParameters {
  /** IoU from which on a detection can match a truth, rising. */
  readonly iouThresholds: readonly number[];
  /** Recall values at which precision is read off the curve, rising. */
  readonly recallThresholds: readonly number[];
  /** The first one is that of the headline figures. */
  readonly areaRanges: readonly AreaRange[];
  /** How many detections of one label on one image count, best scores first; rising. */
  readonly maxDetections: readonly number[];
}

/** numpy's `linspace`, to the last bit: a threshold that is an ulp off puts a detection on the other side. */
function linspace(from: number, to: number, count: number): readonly number[] {
  const step = (to - from) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? to : i * step + from));
}

/** The parameters of the COCO challenge: IoU 0.50 to 0.95, 101 recall values, four ranges of area, 1, 10 and 100 detections. */
export const cocoParameters: CocoParameters = {
  iouThresholds: linspace(0.5, 0.95, 10),
  recallThresholds: linspace(0, 1, 101),
  areaRanges: [
    { name: 'all', from: 0, to: 1e10 },
    { name: 'small', from: 0, to: 32 ** 2 },
    { name: 'medium', from: 32 ** 2, to: 96 ** 2 },
    { name: 'large', from: 96 ** 2, to: 1e10 },
  ],
  maxDetections: [1, 10, 100],
};
