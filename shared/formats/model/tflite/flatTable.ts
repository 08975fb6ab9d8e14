// FlatBuffers encoding, https://flatbuffers.dev/internals/
import { ByteBuffer } from 'flatbuffers';
import { AppError } from '../../../base/errors.ts';
import { decodeUtf8 } from '../protobuf/decode.ts';
import { enums, tables } from './generated/schema.ts';

/** Types of fields in the schema's tables. */
export type FlatFieldType =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'string'
  | 'strings'
  | 'table'
  | 'tables'
  | 'bools'
  | 'int8s'
  | 'uint8s'
  | 'int16s'
  | 'uint16s'
  | 'int32s'
  | 'uint32s'
  | 'int64s'
  | 'uint64s'
  | 'float32s'
  | 'float64s'
  | 'unionType'
  | 'union'
  | 'deprecated';

/** Name, type, default, and the enum, table or union that the type refers to. */
export type FlatField = readonly [string, FlatFieldType, number, string | null];

const sizes: Readonly<Partial<Record<FlatFieldType, number>>> = {
  bool: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  float32: 4,
  float64: 8,
  unionType: 1,
};

/**
 * A FlatBuffer whose every offset is checked before it is followed: the library's accessors trust them, and a hostile
 * file would have them read anywhere, or for ever.
 */
export class FlatFile {
  readonly bytes: Uint8Array;
  readonly reader: ByteBuffer;
  private budget: number;

  /** @param budget - tables and list elements that may be read, before the file counts as too large */
  constructor(bytes: Uint8Array, budget: number) {
    this.bytes = bytes;
    this.reader = new ByteBuffer(bytes);
    this.budget = budget;
  }

  /** The root table. */
  root(tableName: string): FlatTable {
    this.inside(0, 8);
    return new FlatTable(this, tableName, this.reader.readUint32(0));
  }

  /** @throws AppError `model.tooLarge` */
  charge(count: number): void {
    this.budget -= count;
    if (this.budget < 0) throw new AppError('model.tooLarge', 'The model unfolds to more than memory holds.');
  }

  /** @throws AppError `model.truncated` when the range is not within the file */
  inside(at: number, length: number): void {
    if (at >= 0 && at + length <= this.bytes.length) return;
    throw new AppError(
      at < 0 ? 'model.malformed' : 'model.truncated',
      `The file points at bytes ${at} to ${at + length}, but has only ${this.bytes.length}: it is cut off or damaged. Fetch it again.`,
      { byteOffset: at, needed: at + length, sizeBytes: this.bytes.length },
    );
  }

  /** Follows the offset that stands at a place. */
  follow(at: number): number {
    this.inside(at, 4);
    const offset = this.reader.readUint32(at);
    if (offset === 0) throw malformed('An offset leads nowhere', at);
    this.inside(at + offset, 4);
    return at + offset;
  }

  /** Start and length of the vector whose offset stands at a place. */
  vector(at: number, elementSize: number): { readonly start: number; readonly length: number } {
    const place = this.follow(at);
    const length = this.reader.readUint32(place);
    this.inside(place + 4, length * elementSize);
    return { start: place + 4, length };
  }

  text(at: number): string {
    const { start, length } = this.vector(at, 1);
    this.charge(length / 16 + 1);
    return decodeUtf8(this.bytes.subarray(start, start + length));
  }
}

/** One table of a {@link FlatFile}; its fields by the names of the schema. */
export class FlatTable {
  readonly name: string;
  /** Byte at which the table stands. */
  readonly position: number;
  private readonly file: FlatFile;
  private readonly vtable: number;
  private readonly vtableLength: number;
  private readonly tableLength: number;

  constructor(file: FlatFile, name: string, position: number) {
    file.charge(1);
    file.inside(position, 4);
    const vtable = position - file.reader.readInt32(position);
    file.inside(vtable, 4);
    this.vtableLength = file.reader.readUint16(vtable);
    this.tableLength = file.reader.readUint16(vtable + 2);
    if (this.vtableLength < 4 || this.vtableLength % 2 !== 0 || this.tableLength < 4) {
      throw malformed(`No ${name} stands here`, position);
    }
    file.inside(vtable, this.vtableLength);
    file.inside(position, this.tableLength);
    this.file = file;
    this.name = name;
    this.position = position;
    this.vtable = vtable;
  }

  get fields(): readonly FlatField[] {
    return tables[this.name] ?? [];
  }

  has(field: string): boolean {
    return this.placeOf(this.slotOf(field), 1) !== null;
  }

  /** A scalar, or its default. 64-bit numbers are rounded to doubles. */
  number(field: string): number {
    const slot = this.slotOf(field);
    const [, type, fallback] = this.fields[slot] ?? ['', 'deprecated', 0, null];
    const at = this.placeOf(slot, sizes[type] ?? 4);
    return at === null ? fallback : Number(this.scalar(type, at));
  }

  string(field: string): string | null {
    const at = this.placeOf(this.slotOf(field), 4);
    return at === null ? null : this.file.text(at);
  }

  strings(field: string): readonly string[] {
    return this.map(field, 4, (at) => this.file.text(at));
  }

  table(field: string): FlatTable | null {
    const slot = this.slotOf(field);
    const at = this.placeOf(slot, 4);
    return at === null ? null : new FlatTable(this.file, this.fields[slot]?.[3] ?? '', this.file.follow(at));
  }

  tables(field: string): readonly FlatTable[] {
    const target = this.fields[this.slotOf(field)]?.[3] ?? '';
    return this.map(field, 4, (at) => new FlatTable(this.file, target, this.file.follow(at)));
  }

  /** Numbers of a vector; 64-bit ones as bigint. */
  numbers(field: string): readonly (number | bigint)[] {
    const type = (this.fields[this.slotOf(field)]?.[1] ?? 'int32s').slice(0, -1) as FlatFieldType;
    return this.map(field, sizes[type] ?? 4, (at) => this.scalar(type, at));
  }

  /** Numbers of a vector as doubles. */
  doubles(field: string): readonly number[] {
    return this.numbers(field).map(Number);
  }

  /** Bytes of a vector without copying; null when it is not there. */
  bytes(field: string): Uint8Array | null {
    const at = this.placeOf(this.slotOf(field), 4);
    if (at === null) return null;
    const { start, length } = this.file.vector(at, 1);
    return this.file.bytes.subarray(start, start + length);
  }

  /** The table of a union, by the type that stands in the field before it; null for none or one that is not known. */
  union(field: string): FlatTable | null {
    const slot = this.slotOf(field);
    const type = this.number(this.fields[slot - 1]?.[0] ?? '');
    const name = enums[this.fields[slot]?.[3] ?? '']?.[type];
    const at = this.placeOf(slot, 4);
    if (at === null || name === undefined || name === 'NONE') return null;
    return new FlatTable(this.file, name, this.file.follow(at));
  }

  private slotOf(field: string): number {
    const slot = this.fields.findIndex(([name]) => name === field);
    if (slot === -1) throw new Error(`${this.name} has no field ${field}`);
    return slot;
  }

  private placeOf(slot: number, size: number): number | null {
    const entry = 4 + slot * 2;
    if (entry + 2 > this.vtableLength) return null;
    const offset = this.file.reader.readUint16(this.vtable + entry);
    if (offset === 0) return null;
    if (offset < 4 || offset + size > this.tableLength)
      throw malformed(`A field of ${this.name} is outside it`, this.position);
    return this.position + offset;
  }

  private map<T>(field: string, elementSize: number, read: (at: number) => T): readonly T[] {
    const at = this.placeOf(this.slotOf(field), 4);
    if (at === null) return [];
    const { start, length } = this.file.vector(at, elementSize);
    this.file.charge(length);
    const items: T[] = [];
    for (let index = 0; index < length; index++) items.push(read(start + index * elementSize));
    return items;
  }

  private scalar(type: FlatFieldType, at: number): number | bigint {
    const { reader } = this.file;
    switch (type) {
      case 'int8':
        return reader.readInt8(at);
      case 'int16':
        return reader.readInt16(at);
      case 'uint16':
        return reader.readUint16(at);
      case 'int32':
        return reader.readInt32(at);
      case 'uint32':
        return reader.readUint32(at);
      case 'int64':
        return reader.readInt64(at);
      case 'uint64':
        return reader.readUint64(at);
      case 'float32':
        return reader.readFloat32(at);
      case 'float64':
        return reader.readFloat64(at);
      default:
        return reader.readUint8(at);
    }
  }
}

function malformed(what: string, byteOffset: number): AppError {
  return new AppError('model.malformed', `${what} (byte ${byteOffset}). The file is damaged.`, {
    byteOffset,
  });
}
