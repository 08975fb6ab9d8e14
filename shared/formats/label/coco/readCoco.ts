// COCO object detection (cocodataset.org/#format-data), strictly: what Surd writes, and what any trainer may rely on.
import { AppError } from '#shared/base/errors.ts';

/** A COCO category. */
export interface CocoCategoryRecord {
  readonly id: number;
  readonly name: string;
}

/** A COCO image. */
export interface CocoImageRecord {
  readonly id: number;
  readonly fileName: string;
  readonly width: number;
  readonly height: number;
}

/** A COCO annotation. */
export interface CocoAnnotationRecord {
  readonly id: number;
  readonly imageId: number;
  readonly categoryId: number;
  readonly bbox: readonly [x: number, y: number, width: number, height: number];
  readonly area: number;
  /** Of results only. */
  readonly score: number | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A COCO file, each reference in it resolvable. */
export interface CocoFile {
  readonly categories: readonly CocoCategoryRecord[];
  readonly images: readonly CocoImageRecord[];
  readonly annotations: readonly CocoAnnotationRecord[];
}

type Fields = Readonly<Record<string, unknown>>;

function malformed(place: string, cause: string): AppError {
  return new AppError('format.malformed', `${place}: ${cause}`, { place, cause });
}

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(place, 'it is no object.');
  return value as Fields;
}

function listOf(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  if (!Array.isArray(value)) throw malformed(key, 'it is no list.');
  return value;
}

function numberOf(fields: Fields, key: string, place: string): number {
  const value = fields[key];
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw malformed(`${place}.${key}`, 'it is no number.');
  return value;
}

function idOf(fields: Fields, key: string, place: string): number {
  const value = numberOf(fields, key, place);
  if (!Number.isInteger(value) || value < 1)
    throw malformed(`${place}.${key}`, `${value} is no id; ids are whole and from 1.`);
  return value;
}

function textOf(fields: Fields, key: string, place: string): string {
  const value = fields[key];
  if (typeof value !== 'string' || value === '') throw malformed(`${place}.${key}`, 'it is no text.');
  return value;
}

/** Reads records by a function, and refuses an id that comes twice. */
function readRecords<Item extends { readonly id: number }>(
  fields: Fields,
  key: string,
  read: (record: Fields, place: string) => Item,
): readonly Item[] {
  const seen = new Set<number>();
  return listOf(fields, key).map((value, index) => {
    const place = `${key}[${index}]`;
    const item = read(fieldsOf(value, place), place);
    if (seen.has(item.id)) throw malformed(`${place}.id`, `${item.id} was there before.`);
    seen.add(item.id);
    return item;
  });
}

function refuseDuplicates(values: readonly string[], place: string): void {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) throw malformed(place, `"${value}" comes twice.`);
    seen.add(value);
  }
}

/** How far a box may stand out of its image: the sum of two rounded numbers is not exact. */
const tolerance = 1e-6;

function readAnnotation(
  record: Fields,
  place: string,
  images: ReadonlyMap<number, CocoImageRecord>,
  categories: ReadonlySet<number>,
): CocoAnnotationRecord {
  const imageId = idOf(record, 'image_id', place);
  const image = images.get(imageId);
  if (image === undefined) throw malformed(`${place}.image_id`, `there is no image ${imageId}.`);
  const categoryId = idOf(record, 'category_id', place);
  if (!categories.has(categoryId))
    throw malformed(`${place}.category_id`, `there is no category ${categoryId}.`);
  const bbox = record['bbox'];
  if (
    !Array.isArray(bbox) ||
    bbox.length !== 4 ||
    !bbox.every((side) => typeof side === 'number' && Number.isFinite(side))
  ) {
    throw malformed(`${place}.bbox`, 'it is not four numbers.');
  }
  const [x, y, width, height] = bbox as [number, number, number, number];
  if (width <= 0 || height <= 0) throw malformed(`${place}.bbox`, 'it has no extent.');
  if (x < 0 || y < 0 || x + width > image.width + tolerance || y + height > image.height + tolerance) {
    throw malformed(
      `${place}.bbox`,
      `it is not inside ${image.fileName} (${image.width} x ${image.height}).`,
    );
  }
  const area = numberOf(record, 'area', place);
  if (area !== width * height) throw malformed(`${place}.area`, `${area} is not ${width} times ${height}.`);
  if (record['iscrowd'] !== 0) throw malformed(`${place}.iscrowd`, 'it is not 0.');
  if (!Array.isArray(record['segmentation']) || record['segmentation'].length !== 0) {
    throw malformed(`${place}.segmentation`, 'it is not an empty list.');
  }
  const score = record['score'] === undefined ? null : numberOf(record, 'score', place);
  const attributes =
    record['attributes'] === undefined ? {} : fieldsOf(record['attributes'], `${place}.attributes`);
  return {
    id: idOf(record, 'id', place),
    imageId,
    categoryId,
    bbox: [x, y, width, height],
    area,
    score,
    attributes,
  };
}

/**
 * Reads a COCO file and holds it to the rules that exports follow.
 *
 * @throws AppError `format.malformed` naming the place
 */
export function readCoco(text: string): CocoFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (thrown) {
    throw malformed('file', thrown instanceof Error ? thrown.message : String(thrown));
  }
  const fields = fieldsOf(parsed, 'file');
  fieldsOf(fields['info'], 'info');
  listOf(fields, 'licenses');
  const categories = readRecords(fields, 'categories', (record, place) => ({
    id: idOf(record, 'id', place),
    name: textOf(record, 'name', place),
  }));
  refuseDuplicates(
    categories.map(({ name }) => name),
    'categories',
  );
  const images = readRecords(fields, 'images', (record, place) => ({
    id: idOf(record, 'id', place),
    fileName: textOf(record, 'file_name', place),
    width: idOf(record, 'width', place),
    height: idOf(record, 'height', place),
  }));
  refuseDuplicates(
    images.map(({ fileName }) => fileName),
    'images',
  );
  const imageById = new Map(images.map((image) => [image.id, image]));
  const categoryIds = new Set(categories.map(({ id }) => id));
  const annotations = readRecords(fields, 'annotations', (record, place) =>
    readAnnotation(record, place, imageById, categoryIds),
  );
  return { categories, images, annotations };
}
