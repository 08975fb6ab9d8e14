import { readFile, stat } from 'node:fs/promises';
import { AppError } from '#shared/base/errors.ts';
import type { LabelledBox } from '#shared/checks/labelledBox.ts';

/** An image of a COCO file with its boxes, as far as looking at the boxes needs it. */
export interface CocoImageBoxes {
  readonly id: number | string;
  readonly fileName: string;
  /** Null when the file does not say. */
  readonly width: number | null;
  readonly height: number | null;
  /** Ids are those of the annotations. */
  readonly symbols: readonly LabelledBox[];
}

/** A COCO file, whoever wrote it. */
export interface CocoBoxes {
  readonly labels: ReadonlySet<string>;
  readonly images: readonly CocoImageBoxes[];
}

/** More would not fit in one string of JavaScript. */
const largestMb = 500;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the boxes of a COCO file. It is less strict than an import: of what looking at boxes does not need, nothing is
 * asked, and whatever else a file has is passed over.
 *
 * @throws AppError `file.*`, or `format.malformed` naming the file and the place
 */
export async function readCocoBoxes(path: string): Promise<CocoBoxes> {
  const text = await readText(path);
  const malformed = (place: string, cause: string): AppError =>
    new AppError('format.malformed', `${path}: ${place}: ${cause}`, { file: path, place, cause });
  const fieldsOf = (value: unknown, place: string): Fields => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw malformed(place, 'it is no object.');
    return value as Fields;
  };
  const recordsOf = (fields: Fields, key: string): readonly Fields[] => {
    const list = fields[key];
    if (!Array.isArray(list)) throw malformed(key, 'there is no list of this name, as COCO has it.');
    return list.map((value, index) => fieldsOf(value, `${key}[${index}]`));
  };
  const idOf = (fields: Fields, key: string, place: string): number | string => {
    const id = fields[key];
    if (Number.isSafeInteger(id) || (typeof id === 'string' && id !== '')) return id as number | string;
    throw malformed(`${place}.${key}`, 'it is no id: a whole number, or a text.');
  };
  const textOf = (fields: Fields, key: string, place: string): string => {
    const value = fields[key];
    if (typeof value !== 'string' || value === '') throw malformed(`${place}.${key}`, 'it is no text.');
    return value;
  };
  const sideOf = (value: unknown): number | null =>
    typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : null;

  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (thrown) {
    throw malformed(
      'the file',
      `it is no JSON (${thrown instanceof Error ? thrown.message : String(thrown)}).`,
    );
  }
  const file = fieldsOf(parsed, 'the file');
  const names = new Map<number | string, string>();
  recordsOf(file, 'categories').forEach((fields, index) => {
    const place = `categories[${index}]`;
    const id = idOf(fields, 'id', place);
    if (names.has(id)) throw malformed(`${place}.id`, `${id} was there before.`);
    names.set(id, textOf(fields, 'name', place));
  });
  const images = new Map<number | string, CocoImageBoxes & { readonly symbols: LabelledBox[] }>();
  recordsOf(file, 'images').forEach((fields, index) => {
    const place = `images[${index}]`;
    const id = idOf(fields, 'id', place);
    if (images.has(id)) throw malformed(`${place}.id`, `${id} was there before.`);
    images.set(id, {
      id,
      fileName: textOf(fields, 'file_name', place),
      width: sideOf(fields['width']),
      height: sideOf(fields['height']),
      symbols: [],
    });
  });
  const ids = new Set<number | string>();
  recordsOf(file, 'annotations').forEach((fields, index) => {
    const place = `annotations[${index}]`;
    const id = idOf(fields, 'id', place);
    if (ids.has(id)) throw malformed(`${place}.id`, `${id} was there before.`);
    ids.add(id);
    const image = images.get(idOf(fields, 'image_id', place));
    if (image === undefined) throw malformed(`${place}.image_id`, 'there is no such image.');
    const label = names.get(idOf(fields, 'category_id', place));
    if (label === undefined) throw malformed(`${place}.category_id`, 'there is no such category.');
    const bbox: unknown = fields['bbox'];
    const isBox =
      Array.isArray(bbox) &&
      bbox.length === 4 &&
      bbox.every((side) => typeof side === 'number' && Number.isFinite(side)) &&
      bbox[2] >= 0 &&
      bbox[3] >= 0;
    if (!isBox) throw malformed(`${place}.bbox`, 'it is not x, y, width and height.');
    const [x, y, width, height] = bbox as [number, number, number, number];
    const score = fields['score'];
    image.symbols.push({
      id,
      label,
      box: { x, y, width, height },
      score: typeof score === 'number' ? score : null,
    });
  });
  return { labels: new Set(names.values()), images: [...images.values()] };
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > largestMb * 1024 * 1024) {
      throw new AppError('file.tooLarge', `${path}: a COCO file may have ${largestMb} MB. Split it.`, {
        file: path,
        limitMb: largestMb,
      });
    }
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    throw code === 'ENOENT'
      ? new AppError('file.notFound', `${path} is not there.`, { file: path }, { cause: thrown })
      : new AppError(
          'file.notReadable',
          `${path} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
          { file: path },
          { cause: thrown },
        );
  }
}
