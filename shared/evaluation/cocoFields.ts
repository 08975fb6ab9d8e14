import { AppError } from '../base/errors.ts';

/** A JSON object whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A file that is being read: its text, and the name that errors give it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What is wrong with a file, and where in it. */
export function malformed(file: string, place: string, cause: string): AppError {
  return new AppError('format.malformed', `${file}: ${place}: ${cause}`, { file, place, cause });
}

/**
 * Parses JSON.
 *
 * @throws AppError `format.malformed`
 */
export function parseJson({ name, text }: NamedText): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    throw malformed(
      name,
      'JSON',
      `${thrown instanceof Error ? thrown.message : String(thrown)}. Check that the file was written to its end.`,
    );
  }
}

/** The value as an object. */
export function fieldsOf(value: unknown, file: string, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(file, place, 'it is no object.');
  return value as Fields;
}

/** A list among the fields. */
export function listOf(fields: Fields, key: string, file: string): readonly unknown[] {
  const value = fields[key];
  if (!Array.isArray(value)) throw malformed(file, key, 'there is no such list; a COCO file has one.');
  return value;
}

/** A finite number among the fields. */
export function numberOf(fields: Fields, key: string, file: string, place: string): number {
  const value = fields[key];
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw malformed(file, `${place}.${key}`, 'it is no number.');
  return value;
}

/** The `bbox` of an annotation or result: x, y, width, height, neither side negative. */
export function boxOf(
  fields: Fields,
  file: string,
  place: string,
): readonly [x: number, y: number, width: number, height: number] {
  const value = fields['bbox'];
  if (!Array.isArray(value) || value.length !== 4 || !value.every((side) => Number.isFinite(side)))
    throw malformed(file, `${place}.bbox`, 'it is not four numbers (x, y, width, height).');
  const [x, y, width, height] = value as [number, number, number, number];
  if (width < 0 || height < 0) throw malformed(file, `${place}.bbox`, 'its width or height is negative.');
  return [x, y, width, height];
}
