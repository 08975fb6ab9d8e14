/**
 * Boxes by columns: one typed array a property, so that 300,000 of them are compared without 300,000 objects. Boxes are
 * in image pixels, in the frame of `Box` (origin upper left, y down).
 */
export interface BoxColumns {
  readonly count: number;
  /** The image's place in {@link EvaluationSet.imageNames}. */
  readonly image: Int32Array;
  /** The label's place in {@link EvaluationSet.labelNames}. */
  readonly label: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly width: Float64Array;
  readonly height: Float64Array;
}

/** What stands on the images, by people. */
export interface TruthColumns extends BoxColumns {
  /** What area ranges look at, in square pixels; COCO files state it, and it need not be width times height. */
  readonly area: Float64Array;
  /** 1 for a region of many symbols (COCO's `iscrowd`): what is detected in it counts neither for nor against. */
  readonly crowd: Uint8Array;
}

/** What a model found. */
export interface DetectionColumns extends BoxColumns {
  readonly score: Float64Array;
}

/**
 * The detections of one run with the truth they are judged by. Images stand in the order that decides between detections
 * of one score: pycocotools' ascending ids.
 */
export interface EvaluationSet {
  readonly imageNames: readonly string[];
  /** Labels of the truth first, in their order; those that only detections have follow. */
  readonly labelNames: readonly string[];
  readonly truth: TruthColumns;
  readonly detections: DetectionColumns;
}

/** Items grouped by a key: those of key k are `order[start[k]]` to `order[start[k + 1] - 1]`, in their first order. */
export interface Grouped {
  readonly start: Int32Array;
  readonly order: Int32Array;
}

/** Adds to one place of a list of counts. */
export function increment(counts: Int32Array, place: number, by: number): void {
  counts[place] = (counts[place] as number) + by;
}

/** Groups items by a whole-number key from 0 by counting (stable). */
export function groupBy(keys: Int32Array, keyCount: number): Grouped {
  const start = new Int32Array(keyCount + 1);
  for (const key of keys) increment(start, key + 1, 1);
  for (let key = 0; key < keyCount; key += 1) increment(start, key + 1, start[key] as number);
  const next = start.slice(0, keyCount);
  const order = new Int32Array(keys.length);
  for (let item = 0; item < keys.length; item += 1) {
    const key = keys[item] as number;
    order[next[key] as number] = item;
    increment(next, key, 1);
  }
  return { start, order };
}

/**
 * Sorts a stretch of item numbers by falling score; of equal ones the first stays first, as numpy's merge sort leaves
 * them.
 */
export function sortByScore(order: Int32Array, from: number, to: number, score: Float64Array): void {
  if (to - from > 32) {
    order.subarray(from, to).set(
      Array.from(order.subarray(from, to), (item, place) => ({ item, place }))
        .sort((a, b) => (score[b.item] as number) - (score[a.item] as number) || a.place - b.place)
        .map(({ item }) => item),
    );
    return;
  }
  for (let i = from + 1; i < to; i += 1) {
    const item = order[i] as number;
    const own = score[item] as number;
    let j = i - 1;
    while (j >= from && (score[order[j] as number] as number) < own) {
      order[j + 1] = order[j] as number;
      j -= 1;
    }
    order[j + 1] = item;
  }
}

/**
 * Intersection over union of a detection and a truth, each by its place in its columns, 0 to 1. Of a crowd region, the
 * share of the detection that lies in it. The sums are those of `bbIou` in cocoapi's `maskApi.c`, so that no comparison
 * with a threshold comes out differently.
 */
export function overlapOf(
  detections: BoxColumns,
  d: number,
  truth: BoxColumns,
  t: number,
  isCrowd = false,
): number {
  const dx = detections.x[d] as number;
  const dw = detections.width[d] as number;
  const tx = truth.x[t] as number;
  const tw = truth.width[t] as number;
  const width = Math.min(dw + dx, tw + tx) - Math.max(dx, tx);
  if (!(width > 0)) return 0;
  const dy = detections.y[d] as number;
  const dh = detections.height[d] as number;
  const ty = truth.y[t] as number;
  const th = truth.height[t] as number;
  const height = Math.min(dh + dy, th + ty) - Math.max(dy, ty);
  if (!(height > 0)) return 0;
  const both = width * height;
  const own = dw * dh;
  return both / (isCrowd ? own : own + tw * th - both);
}

/** The columns of the given items, in their order. */
function pick(columns: BoxColumns, items: Int32Array, image: Int32Array): BoxColumns {
  const take = (values: Float64Array): Float64Array => Float64Array.from(items, (i) => values[i] as number);
  return {
    count: items.length,
    image: Int32Array.from(items, (i) => image[columns.image[i] as number] as number),
    label: Int32Array.from(items, (i) => columns.label[i] as number),
    x: take(columns.x),
    y: take(columns.y),
    width: take(columns.width),
    height: take(columns.height),
  };
}

/** Those items whose image is kept. */
function kept(columns: BoxColumns, image: Int32Array): Int32Array {
  return Int32Array.from(
    Array.from({ length: columns.count }, (_, item) => item).filter(
      (item) => (image[columns.image[item] as number] as number) >= 0,
    ),
  );
}

/** The set with only those images for which `keep` holds, such as those of one source. Labels stay as they are. */
export function selectImages(
  set: EvaluationSet,
  keep: (name: string, image: number) => boolean,
): EvaluationSet {
  const image = new Int32Array(set.imageNames.length).fill(-1);
  const imageNames: string[] = [];
  for (const [old, name] of set.imageNames.entries()) {
    if (!keep(name, old)) continue;
    image[old] = imageNames.length;
    imageNames.push(name);
  }
  const { truth, detections } = set;
  const truths = kept(truth, image);
  const found = kept(detections, image);
  return {
    imageNames,
    labelNames: set.labelNames,
    truth: {
      ...pick(truth, truths, image),
      area: Float64Array.from(truths, (i) => truth.area[i] as number),
      crowd: Uint8Array.from(truths, (i) => truth.crowd[i] as number),
    },
    detections: {
      ...pick(detections, found, image),
      score: Float64Array.from(found, (i) => detections.score[i] as number),
    },
  };
}
