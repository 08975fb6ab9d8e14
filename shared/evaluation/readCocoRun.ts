import {
  boxOf,
  type Fields,
  fieldsOf,
  listOf,
  malformed,
  type NamedText,
  numberOf,
  parseJson,
} from './cocoFields.ts';
import type { DetectionColumns, EvaluationSet } from './evaluationSet.ts';
import { type CocoImageEntry, type CocoTruth, readCategories, readImages } from './readCocoTruth.ts';

/** A run put beside its truth, with what could not be put there. */
export interface CocoRun {
  readonly set: EvaluationSet;
  /** Images of the truth that the predictions do not list; they count as read without a detection. */
  readonly imagesNotRun: number;
  /** Detections on images that the truth does not have; they are left out. */
  readonly detectionsWithoutTruth: number;
}

/** From the ids that predictions use to places in the truth; undefined for what the truth does not have. */
interface Join {
  readonly imageOf: (id: number, place: string) => number | null;
  readonly labelOf: (id: number) => number;
  readonly imagesNotRun: number;
}

const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
const stem = (path: string): string => baseName(path).replace(/\.[^.]*$/, '');

/** Names by a key, without those that several share. */
function uniqueBy(images: readonly CocoImageEntry[], key: (path: string) => string): Map<string, number> {
  const found = new Map<string, number>();
  const shared = new Set<string>();
  for (const [index, { fileName }] of images.entries()) {
    if (fileName === null) continue;
    const name = key(fileName).normalize('NFC');
    if (found.has(name)) shared.add(name);
    found.set(name, index);
  }
  for (const name of shared) found.delete(name);
  return found;
}

/** Which image of the truth each image of a run is: the same name, else the same file name, else that without extension. */
function joinImages(
  truth: readonly CocoImageEntry[],
  run: readonly CocoImageEntry[],
): ReadonlyMap<number, number> {
  const joined = new Map<number, number>();
  const taken = new Set<number>();
  for (const key of [(path: string) => path, baseName, stem]) {
    const truths = uniqueBy(truth, key);
    for (const [name, index] of uniqueBy(run, key)) {
      const at = truths.get(name);
      if (at === undefined || joined.has(index) || taken.has(at)) continue;
      joined.set(index, at);
      taken.add(at);
    }
  }
  return joined;
}

/** Labels beyond those of the truth are added behind them. */
class Labels {
  readonly names: string[];
  readonly #at: Map<string, number>;

  constructor(names: readonly string[]) {
    this.names = [...names];
    this.#at = new Map();
    for (const [index, name] of names.entries()) if (!this.#at.has(name)) this.#at.set(name, index);
  }

  place(name: string): number {
    const known = this.#at.get(name);
    if (known !== undefined) return known;
    this.#at.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** Results as a list: ids are those of the truth, as pycocotools' `loadRes` demands. */
function joinById(truth: CocoTruth, labels: Labels, file: string): Join {
  const images = new Map(truth.images.map(({ id }, index) => [id, index]));
  const categories = new Map(truth.categories.map(({ id }, index) => [id, index]));
  return {
    imageOf: (id, place) => {
      const image = images.get(id);
      if (image === undefined)
        throw malformed(
          file,
          `${place}.image_id`,
          `the truth has no image ${id}. A list of results uses the ids of the truth it belongs to.`,
        );
      return image;
    },
    labelOf: (id) => categories.get(id) ?? labels.place(`category ${id}`),
    imagesNotRun: 0,
  };
}

/** A whole COCO object with scores, as `surd detect` writes it: ids are its own, names say what they mean. */
function joinByName(fields: Fields, truth: CocoTruth, labels: Labels, file: string): Join {
  const images = readImages(fields, file);
  const joined = joinImages(truth.images, images);
  if (joined.size === 0 && images.length > 0 && truth.images.length > 0)
    throw malformed(
      file,
      'images',
      `none of its ${images.length} images has the name of one of the ${truth.images.length} of the truth. Give the predictions of the same images.`,
    );
  for (const [index, at] of joined) {
    const [own, other] = [images[index], truth.images[at]];
    if (own?.size === null || other?.size === null || own === undefined || other === undefined) continue;
    if (own.size[0] !== other.size[0] || own.size[1] !== other.size[1])
      throw malformed(
        file,
        `images[${index}]`,
        `${own.fileName ?? own.id} is ${own.size.join(' x ')} here and ${other.size.join(' x ')} in the truth, so the boxes are not of one picture.`,
      );
  }
  const imageAt = new Map(images.map(({ id }, index) => [id, joined.get(index) ?? null]));
  const labelAt = new Map(readCategories(fields, file).map(({ id, name }) => [id, labels.place(name)]));
  return {
    imageOf: (id, place) => {
      const image = imageAt.get(id);
      if (image === undefined) throw malformed(file, `${place}.image_id`, `there is no image ${id}.`);
      return image;
    },
    labelOf: (id) => labelAt.get(id) ?? labels.place(`category ${id}`),
    imagesNotRun: truth.images.length - joined.size,
  };
}

/**
 * Reads detections and puts them beside the truth. Either a list of results (`[{image_id, category_id, bbox, score}]`),
 * whose ids are the truth's, or a whole COCO object whose annotations carry a `score`, whose images and categories are
 * found by name.
 *
 * @throws AppError `format.malformed` naming the file and the place in it
 */
export function readCocoRun(source: NamedText, truth: CocoTruth): CocoRun {
  const file = source.name;
  const parsed = parseJson(source);
  const labels = new Labels(truth.categories.map(({ name }) => name));
  const isList = Array.isArray(parsed);
  const fields = isList ? {} : fieldsOf(parsed, file, 'file');
  const results = isList ? (parsed as readonly unknown[]) : listOf(fields, 'annotations', file);
  const hasNames = Array.isArray(fields['images']) && Array.isArray(fields['categories']);
  const join = hasNames ? joinByName(fields, truth, labels, file) : joinById(truth, labels, file);
  const list = isList ? '' : 'annotations';
  const capacity = results.length;
  const image = new Int32Array(capacity);
  const label = new Int32Array(capacity);
  const [x, y, width, height, score] = Array.from({ length: 5 }, () => new Float64Array(capacity)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let count = 0;
  for (let i = 0; i < capacity; i += 1) {
    const place = `${list}[${i}]`;
    const result = fieldsOf(results[i], file, place);
    const own = join.imageOf(numberOf(result, 'image_id', file, place), place);
    const box = boxOf(result, file, place);
    if (result['score'] === undefined)
      throw malformed(file, `${place}.score`, 'it has none. Predictions need a score; is this the truth?');
    const ownScore = numberOf(result, 'score', file, place);
    const category = numberOf(result, 'category_id', file, place);
    if (own === null) continue;
    image[count] = own;
    label[count] = join.labelOf(category);
    [x[count], y[count], width[count], height[count]] = box;
    score[count] = ownScore;
    count += 1;
  }
  const detections: DetectionColumns = {
    count,
    image: image.subarray(0, count),
    label: label.subarray(0, count),
    x: x.subarray(0, count),
    y: y.subarray(0, count),
    width: width.subarray(0, count),
    height: height.subarray(0, count),
    score: score.subarray(0, count),
  };
  const imageNames = truth.images.map(({ id, fileName }) => fileName ?? `image ${id}`);
  return {
    set: { imageNames, labelNames: labels.names, truth: truth.truth, detections },
    imagesNotRun: join.imagesNotRun,
    detectionsWithoutTruth: capacity - count,
  };
}
