// COCO's matching: evaluateImg of pycocotools/cocoeval.py (Lin et al., Microsoft COCO, 2014).
import type { CocoParameters } from './cocoParameters.ts';
import { type EvaluationSet, groupBy, overlapOf, sortByScore } from './evaluationSet.ts';

/** Bits of {@link LabelMatches.flags}. */
export const matchFlags = { matched: 1, ignored: 2 } as const;

/** How the detections of one label stand to its truths, for each range of area and each IoU. */
export interface LabelMatches {
  readonly label: number;
  /** The detections that count, by image, those of an image by falling score. */
  readonly detections: Int32Array;
  /** Each one's place among those of its image, from 0. */
  readonly rank: Int32Array;
  /** Places in `detections` by falling score over all images. */
  readonly byScore: Int32Array;
  /** `matchFlags` by range of area, then IoU, then place in `detections`. */
  readonly flags: Uint8Array;
  /** By range of area: the truths that count. */
  readonly positives: readonly Int32Array[];
}

/** Memory that the images share, one after the other. */
interface Scratch {
  ious: Float64Array;
  matched: Uint8Array;
}

/** One image's detections and truths of one label. */
interface Group {
  readonly detections: Int32Array;
  /** Of all truths, by number. */
  readonly truths: Int32Array;
  /** Where in `flags` of one range and IoU the first detection stands. */
  readonly at: number;
}

function fillOverlaps(set: EvaluationSet, { detections, truths }: Group, scratch: Scratch): void {
  const size = detections.length * truths.length;
  if (scratch.ious.length < size) scratch.ious = new Float64Array(size * 2);
  for (let d = 0, at = 0; d < detections.length; d += 1) {
    for (let t = 0; t < truths.length; t += 1, at += 1) {
      const truth = truths[t] as number;
      scratch.ious[at] = overlapOf(
        set.detections,
        detections[d] as number,
        set.truth,
        truth,
        set.truth.crowd[truth] === 1,
      );
    }
  }
}

/** Matches one image's detections, best score first, each to the free truth that it covers best. */
function matchImage(
  { crowd }: { readonly crowd: Uint8Array },
  group: Group,
  ordered: Int32Array,
  firstIgnored: number,
  iouThreshold: number,
  scratch: Scratch,
  flags: Uint8Array,
  offset: number,
): void {
  const { detections, truths } = group;
  const count = truths.length;
  if (scratch.matched.length < count) scratch.matched = new Uint8Array(count * 2);
  const { ious, matched } = scratch;
  matched.fill(0, 0, count);
  const least = Math.min(iouThreshold, 1 - 1e-10);
  for (let d = 0; d < detections.length; d += 1) {
    let best = least;
    let match = -1;
    for (let place = 0; place < count; place += 1) {
      const t = ordered[place] as number;
      if (matched[place] === 1 && crowd[truths[t] as number] === 0) continue;
      // Those to be ignored stand last: one that counts is not given up for them.
      if (match > -1 && match < firstIgnored && place >= firstIgnored) break;
      const iou = ious[d * count + t] as number;
      if (iou < best) continue;
      best = iou;
      match = place;
    }
    if (match === -1) continue;
    matched[match] = 1;
    flags[offset + group.at + d] = matchFlags.matched | (match >= firstIgnored ? matchFlags.ignored : 0);
  }
}

/** The truths' places with those to be ignored last, and how many count. */
function orderTruths(
  truths: Int32Array,
  ignored: (truth: number) => boolean,
): { ordered: Int32Array; firstIgnored: number } {
  const ordered = new Int32Array(truths.length);
  let firstIgnored = 0;
  for (let t = 0; t < truths.length; t += 1) {
    if (!ignored(truths[t] as number)) ordered[firstIgnored++] = t;
  }
  for (let t = 0, place = firstIgnored; t < truths.length; t += 1) {
    if (ignored(truths[t] as number)) ordered[place++] = t;
  }
  return { ordered, firstIgnored };
}

/** The stretches of `order` that belong to one image each, for as many images as there are. */
function byImage(order: Int32Array, from: number, to: number, image: Int32Array): Map<number, Int32Array> {
  const groups = new Map<number, Int32Array>();
  for (let start = from; start < to;) {
    const own = image[order[start] as number] as number;
    let end = start + 1;
    while (end < to && image[order[end] as number] === own) end += 1;
    groups.set(own, order.subarray(start, end));
    start = end;
  }
  return groups;
}

/** Item numbers by label, within a label by image, else as they came. */
function byLabelThenImage(
  columns: { readonly count: number; readonly label: Int32Array; readonly image: Int32Array },
  images: number,
  labels: number,
): { start: Int32Array; order: Int32Array } {
  const first = groupBy(columns.image, images).order;
  const { start, order } = groupBy(
    Int32Array.from(first, (item) => columns.label[item] as number),
    labels,
  );
  return { start, order: Int32Array.from(order, (place) => first[place] as number) };
}

/** The matching of one label over all its images. */
function matchLabel(
  set: EvaluationSet,
  parameters: CocoParameters,
  label: number,
  detectionsOf: ReadonlyMap<number, Int32Array>,
  truthsOf: ReadonlyMap<number, Int32Array>,
  scratch: Scratch,
): LabelMatches {
  const { iouThresholds, areaRanges } = parameters;
  const { truth, detections } = set;
  const most = parameters.maxDetections.at(-1) ?? 0;
  const groups: Group[] = [];
  let count = 0;
  for (const [image, items] of detectionsOf) {
    sortByScore(items, 0, items.length, detections.score);
    const counted = items.subarray(0, most);
    groups.push({ detections: counted, truths: truthsOf.get(image) ?? new Int32Array(), at: count });
    count += counted.length;
  }
  const kept = new Int32Array(count);
  const rank = new Int32Array(count);
  for (const group of groups) {
    kept.set(group.detections, group.at);
    for (let d = 0; d < group.detections.length; d += 1) rank[group.at + d] = d;
  }
  const flags = new Uint8Array(areaRanges.length * iouThresholds.length * count);
  const isIgnored = areaRanges.map(({ from, to }) => (t: number): boolean => {
    const area = truth.area[t] as number;
    return truth.crowd[t] === 1 || area < from || area > to;
  });
  for (const group of groups) {
    fillOverlaps(set, group, scratch);
    areaRanges.forEach(({ from, to }, a) => {
      const { ordered, firstIgnored } = orderTruths(group.truths, isIgnored[a] ?? (() => true));
      for (let t = 0; t < iouThresholds.length; t += 1) {
        const offset = (a * iouThresholds.length + t) * count;
        if (group.truths.length > 0)
          matchImage(truth, group, ordered, firstIgnored, iouThresholds[t] as number, scratch, flags, offset);
        for (let d = 0; d < group.detections.length; d += 1) {
          const item = group.detections[d] as number;
          const area = (detections.width[item] as number) * (detections.height[item] as number);
          const place = offset + group.at + d;
          // An unmatched detection of another size is no false alarm of this one.
          if (flags[place] === 0 && (area < from || area > to)) flags[place] = matchFlags.ignored;
        }
      }
    });
  }
  const places = Int32Array.from({ length: count }, (_, place) => place);
  const scores = Float64Array.from(kept, (item) => detections.score[item] as number);
  sortByScore(places, 0, count, scores);
  const all = [...truthsOf.values()].flatMap((items) => [...items]);
  return {
    label,
    detections: kept,
    rank,
    byScore: places,
    flags,
    positives: isIgnored.map((ignored) => Int32Array.from(all.filter((t) => !ignored(t)))),
  };
}

/**
 * Matches detections to truths as COCO does: for each label and image, detections by falling score take the free truth
 * with the highest IoU that reaches the threshold, one that counts rather than one outside the range of area. Labels
 * with neither truth nor detection are left out.
 */
export function matchLabels(set: EvaluationSet, parameters: CocoParameters): readonly LabelMatches[] {
  const { truth, detections, imageNames, labelNames } = set;
  const truths = byLabelThenImage(truth, imageNames.length, labelNames.length);
  const found = byLabelThenImage(detections, imageNames.length, labelNames.length);
  const scratch: Scratch = { ious: new Float64Array(64), matched: new Uint8Array(64) };
  const matches: LabelMatches[] = [];
  for (let label = 0; label < labelNames.length; label += 1) {
    const [from, to] = [truths.start[label] as number, truths.start[label + 1] as number];
    const [first, end] = [found.start[label] as number, found.start[label + 1] as number];
    if (from === to && first === end) continue;
    const truthsOf = byImage(truths.order, from, to, truth.image);
    const detectionsOf = byImage(found.order, first, end, detections.image);
    matches.push(matchLabel(set, parameters, label, detectionsOf, truthsOf, scratch));
  }
  return matches;
}
