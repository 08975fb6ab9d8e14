// COCO object detection (cocodataset.org/#format-data), as any tool writes it: only what an evaluation needs is asked for.
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
import type { TruthColumns } from './evaluationSet.ts';
import { sourcesOf } from './imageSources.ts';

/** An image that a COCO file lists. */
export interface CocoImageEntry {
  readonly id: number;
  /** Null where the file gives none. */
  readonly fileName: string | null;
  /** Null where the file gives none. */
  readonly size: readonly [width: number, height: number] | null;
  /** Where the image comes from: its `source`, or what its name says of it. */
  readonly source: string;
}

/** A category that a COCO file lists. */
export interface CocoCategoryEntry {
  readonly id: number;
  readonly name: string;
}

/** Ground truth by columns. */
export interface CocoTruth {
  /** By rising id, as pycocotools goes through them. */
  readonly images: readonly CocoImageEntry[];
  readonly categories: readonly CocoCategoryEntry[];
  readonly truth: TruthColumns;
}

function refuseTwice(ids: readonly number[], file: string, place: string): void {
  const seen = new Set<number>();
  for (const id of ids) {
    if (seen.has(id)) throw malformed(file, place, `the id ${id} is there twice.`);
    seen.add(id);
  }
}

/** The images of a COCO object, in the file's order. */
export function readImages(fields: Fields, file: string): readonly CocoImageEntry[] {
  const values = listOf(fields, 'images', file);
  const sources = sourcesOf(
    values.map((value, index) => {
      const { file_name: name } = fieldsOf(value, file, `images[${index}]`);
      return typeof name === 'string' ? name : '';
    }),
  );
  const images = values.map((value, index): CocoImageEntry => {
    const place = `images[${index}]`;
    const image = fieldsOf(value, file, place);
    const { file_name: fileName, width, height, source } = image;
    const name = typeof fileName === 'string' && fileName !== '' ? fileName : null;
    const isSized = typeof width === 'number' && typeof height === 'number';
    return {
      id: numberOf(image, 'id', file, place),
      fileName: name,
      source: typeof source === 'string' && source !== '' ? source : (sources[index] ?? '.'),
      size: isSized ? [width, height] : null,
    };
  });
  refuseTwice(
    images.map(({ id }) => id),
    file,
    'images',
  );
  return images;
}

/** The categories of a COCO object, in the file's order. */
export function readCategories(fields: Fields, file: string): readonly CocoCategoryEntry[] {
  const categories = listOf(fields, 'categories', file).map((value, index): CocoCategoryEntry => {
    const place = `categories[${index}]`;
    const category = fieldsOf(value, file, place);
    const id = numberOf(category, 'id', file, place);
    const { name } = category;
    return { id, name: typeof name === 'string' && name !== '' ? name : `category ${id}` };
  });
  refuseTwice(
    categories.map(({ id }) => id),
    file,
    'categories',
  );
  return categories;
}

/**
 * Reads ground truth. `area` may be missing (then it is width times height), `iscrowd` too (then it is 0).
 *
 * @throws AppError `format.malformed` naming the file and the place in it
 */
export function readCocoTruth(source: NamedText): CocoTruth {
  const file = source.name;
  const fields = fieldsOf(parseJson(source), file, 'file');
  const images = [...readImages(fields, file)].sort((a, b) => a.id - b.id);
  const categories = readCategories(fields, file);
  const imageAt = new Map(images.map(({ id }, index) => [id, index]));
  const labelAt = new Map(categories.map(({ id }, index) => [id, index]));
  const annotations = listOf(fields, 'annotations', file);
  const count = annotations.length;
  const truth = {
    count,
    image: new Int32Array(count),
    label: new Int32Array(count),
    x: new Float64Array(count),
    y: new Float64Array(count),
    width: new Float64Array(count),
    height: new Float64Array(count),
    area: new Float64Array(count),
    crowd: new Uint8Array(count),
  };
  for (let i = 0; i < count; i += 1) {
    const place = `annotations[${i}]`;
    const annotation = fieldsOf(annotations[i], file, place);
    const imageId = numberOf(annotation, 'image_id', file, place);
    const image = imageAt.get(imageId);
    if (image === undefined) throw malformed(file, `${place}.image_id`, `there is no image ${imageId}.`);
    const categoryId = numberOf(annotation, 'category_id', file, place);
    const label = labelAt.get(categoryId);
    if (label === undefined)
      throw malformed(file, `${place}.category_id`, `there is no category ${categoryId}.`);
    const [x, y, width, height] = boxOf(annotation, file, place);
    truth.image[i] = image;
    truth.label[i] = label;
    truth.x[i] = x;
    truth.y[i] = y;
    truth.width[i] = width;
    truth.height[i] = height;
    truth.area[i] =
      annotation['area'] === undefined ? width * height : numberOf(annotation, 'area', file, place);
    truth.crowd[i] = annotation['iscrowd'] === 1 || annotation['iscrowd'] === true ? 1 : 0;
  }
  return { images, categories, truth };
}
