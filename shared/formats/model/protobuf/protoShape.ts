import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { wireTypeOf } from './wireScan.ts';

/** How well bytes look like a message of one schema, from its outermost fields alone. */
export interface ShapeMatch {
  /** Every field at the top is known and has its wire type. */
  readonly isClean: boolean;
  /** Field numbers that occur at the top, and how often. */
  readonly counts: ReadonlyMap<number, number>;
  /** The fields end exactly where the file ends. */
  readonly isWhole: boolean;
}

const maxFields = 4096;

/**
 * Goes over the outermost fields of a message without looking into them.
 *
 * @param unread - numbers of fields that belong to the message though the schema here leaves them out
 */
export function matchShape(
  schema: DescMessage,
  bytes: Uint8Array,
  unread: readonly number[] = [],
): ShapeMatch {
  const known = new Map<number, DescField>(schema.fields.map((field) => [field.number, field]));
  const counts = new Map<number, number>();
  const reader = new BinaryReader(bytes);
  let isClean = true;
  try {
    for (let seen = 0; reader.pos < bytes.length && seen < maxFields; seen++) {
      const [number, wireType] = reader.tag();
      const field = known.get(number);
      if (field === undefined) isClean &&= unread.includes(number);
      else if (
        wireType !== wireTypeOf(field) &&
        !(field.fieldKind === 'list' && wireType === WireType.LengthDelimited)
      ) {
        return { isClean: false, counts, isWhole: false };
      }
      counts.set(number, (counts.get(number) ?? 0) + 1);
      if (wireType === WireType.LengthDelimited) reader.pos = reader.uint32() + reader.pos;
      else reader.skip(wireType, number, 8);
      if (reader.pos > bytes.length) return { isClean, counts, isWhole: false };
    }
  } catch {
    return { isClean: false, counts, isWhole: false };
  }
  return { isClean, counts, isWhole: true };
}

/** The content of the first length-delimited field of this number at the top of a message; null when there is none. */
export function firstField(bytes: Uint8Array, wanted: number): Uint8Array | null {
  const reader = new BinaryReader(bytes);
  try {
    for (let seen = 0; reader.pos < bytes.length && seen < maxFields; seen++) {
      const [number, wireType] = reader.tag();
      if (wireType !== WireType.LengthDelimited) {
        reader.skip(wireType, number, 8);
        continue;
      }
      const length = reader.uint32();
      const end = Math.min(bytes.length, reader.pos + length);
      if (number === wanted) return bytes.subarray(reader.pos, end);
      reader.pos = end;
    }
  } catch {
    return null;
  }
  return null;
}
