// Protocol Buffers encoding, https://protobuf.dev/programming-guides/encoding/
import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { AppError } from '../../../base/errors.ts';
import type { ReadLimits } from '../../../model/readLimits.ts';
import type { Deadline } from '../deadline.ts';

/** Where a message stands in its file, with the messages of the tracked fields within it. */
export interface WireTree {
  /** First byte of the message's content. */
  readonly offset: number;
  /** By field number, in the order of the file. */
  readonly children: Map<number, WireTree[]>;
}

/** What {@link scanWire} found. */
export interface WireScan {
  readonly tree: WireTree;
  /** Bytes that belong to the message; less than the file's when blank bytes follow it. */
  readonly byteLength: number;
}

// Costs of decoded JavaScript values in bytes, measured: an object, one of its lists and of its other fields; a bigint
// and a number with their share of a growing array; a view; a string.
const objectCost = 520;
const listCost = 72;
const fieldCost = 24;
const bigintCost = 64;
const numberCost = 24;
const viewCost = 140;
const stringCost = 40;

const maxStrayBytes = 4;

const longTypes: ReadonlySet<ScalarType> = new Set([
  ScalarType.INT64,
  ScalarType.UINT64,
  ScalarType.SINT64,
  ScalarType.FIXED64,
  ScalarType.SFIXED64,
]);

/**
 * Walks a message without decoding it: that every length fits, that known fields have their wire type, how deep
 * messages nest and how much memory the decoded form would take. The library that decodes afterwards trusts lengths
 * and types, so a hostile file has to be met here.
 *
 * @throws AppError `model.truncated`, `model.malformed`, `model.tooDeep`, `model.tooLarge`
 */
export function scanWire(
  schema: DescMessage,
  bytes: Uint8Array,
  tracked: ReadonlySet<string>,
  limits: ReadLimits,
  deadline: Deadline,
): WireScan {
  return new WireScanner(bytes, tracked, limits, deadline).scan(schema);
}

class WireScanner {
  private readonly reader: BinaryReader;
  private cost: number;
  private readonly bytes: Uint8Array;
  private readonly tracked: ReadonlySet<string>;
  private readonly limits: ReadLimits;
  private readonly deadline: Deadline;

  constructor(bytes: Uint8Array, tracked: ReadonlySet<string>, limits: ReadLimits, deadline: Deadline) {
    this.bytes = bytes;
    this.tracked = tracked;
    this.limits = limits;
    this.deadline = deadline;
    this.reader = new BinaryReader(bytes);
    // The file stays in memory beside what is decoded from it.
    this.cost = bytes.length;
  }

  scan(schema: DescMessage): WireScan {
    const whole = this.bytes.length;
    try {
      return { tree: this.message(schema, whole, 1), byteLength: whole };
    } catch (thrown) {
      // An editor's newline (0x0a) reads as the start of field 1. Blank bytes at the end, without which the rest is
      // sound, are reported rather than held against the file.
      for (let length = whole - 1; length > 0 && whole - length <= maxStrayBytes; length--) {
        if (!isBlank(this.bytes[length])) break;
        const shorter = new WireScanner(
          this.bytes.subarray(0, length),
          this.tracked,
          this.limits,
          this.deadline,
        );
        try {
          return { tree: shorter.message(schema, length, 1), byteLength: length };
        } catch {
          // One byte fewer, or the error of the whole file.
        }
      }
      throw thrown;
    }
  }

  private message(schema: DescMessage, end: number, depth: number): WireTree {
    if (depth > this.limits.depth) {
      throw new AppError('model.tooDeep', `Messages are nested more than ${this.limits.depth} levels deep.`, {
        limit: this.limits.depth,
        byteOffset: this.reader.pos,
      });
    }
    const { fields, cost } = layoutOf(schema);
    this.charge(cost);
    this.deadline.check();
    const tree: WireTree = { offset: this.reader.pos, children: new Map() };
    while (this.reader.pos < end) {
      const start = this.reader.pos;
      const [number, wireType] = this.tag(start);
      const field = fields.get(number);
      if (field === undefined) this.skip(wireType, number, end, start);
      else this.field(schema, field, wireType, end, start, depth, tree);
    }
    return tree;
  }

  private tag(start: number): [number, WireType] {
    try {
      const tag = this.reader.tag();
      if (this.reader.pos <= this.bytes.length) return tag;
    } catch {
      // Below: the same failure, named.
    }
    if (this.reader.pos >= this.bytes.length) throw truncated(start, this.bytes.length);
    throw malformed('No field begins here', start);
  }

  private field(
    schema: DescMessage,
    field: DescField,
    wireType: WireType,
    end: number,
    start: number,
    depth: number,
    tree: WireTree,
  ): void {
    const expected = wireTypeOf(field);
    const isPacked =
      wireType === WireType.LengthDelimited && field.fieldKind === 'list' && expected !== wireType;
    if (wireType !== expected && !isPacked) {
      throw malformed(
        `${schema.typeName}.${field.name} has wire type ${wireType} instead of ${expected}`,
        start,
      );
    }
    if (wireType !== WireType.LengthDelimited) {
      this.charge(isLong(field) ? bigintCost : field.fieldKind === 'list' ? numberCost : 0);
      this.skip(wireType, field.number, end, start);
      return;
    }
    const length = this.length(end, start, `${schema.typeName}.${field.name}`);
    const content = this.reader.pos;
    const next = content + length;
    if (field.message !== undefined && field.fieldKind !== 'map') {
      const child = this.message(field.message, next, depth + 1);
      if (this.reader.pos !== next)
        throw malformed(`${schema.typeName}.${field.name} ends within a field`, start);
      if (this.tracked.has(field.message.typeName)) {
        const siblings = tree.children.get(field.number);
        if (siblings === undefined) tree.children.set(field.number, [child]);
        else siblings.push(child);
      }
      return;
    }
    if (field.fieldKind === 'map') {
      this.charge(objectCost);
      if (field.message !== undefined) this.mapEntry(field.message, next, depth + 1);
    } else if (isPacked) this.packed(field, expected, length, start);
    else this.charge(field.scalar === ScalarType.BYTES ? viewCost : stringCost + length);
    this.reader.pos = next;
  }

  /** Entries of a map have their key in field 1 and their value in field 2. */
  private mapEntry(value: DescMessage, end: number, depth: number): void {
    while (this.reader.pos < end) {
      const start = this.reader.pos;
      const [number, wireType] = this.tag(start);
      if (number === 2 && wireType === WireType.LengthDelimited) {
        const length = this.length(end, start, value.typeName);
        this.message(value, this.reader.pos + length, depth + 1);
      } else this.skip(wireType, number, end, start);
    }
  }

  private packed(field: DescField, expected: WireType, length: number, start: number): void {
    const from = this.reader.pos;
    let count: number;
    if (expected === WireType.Bit32 || expected === WireType.Bit64) {
      const size = expected === WireType.Bit32 ? 4 : 8;
      if (length % size !== 0) throw malformed(`${field.name} is not a whole number of elements`, start);
      count = length / size;
    } else {
      count = 0;
      for (let at = from; at < from + length; at++) if ((this.bytes[at] ?? 0) < 0x80) count++;
      const last = this.bytes[from + length - 1];
      if (length > 0 && last !== undefined && last >= 0x80)
        throw malformed(`${field.name} ends within a number`, start);
    }
    this.charge(count * (isLong(field) ? bigintCost : numberCost));
  }

  private length(end: number, start: number, what: string): number {
    let length: number;
    try {
      length = this.reader.uint32();
    } catch {
      // The number is cut off by the file's end, or longer than five bytes.
      if (this.reader.pos >= this.bytes.length) throw truncated(start, this.bytes.length + 1);
      throw malformed(`${what} has no proper length`, start);
    }
    if (this.reader.pos > this.bytes.length || this.reader.pos + length > this.bytes.length) {
      throw truncated(start, this.reader.pos + length);
    }
    if (this.reader.pos + length > end) throw malformed(`${what} is longer than what holds it`, start);
    return length;
  }

  private skip(wireType: WireType, number: number, end: number, start: number): void {
    try {
      this.reader.skip(wireType, number, this.limits.depth);
    } catch {
      if (this.reader.pos > this.bytes.length) throw truncated(start, this.reader.pos);
      throw malformed(`Field ${number} cannot be read`, start);
    }
    if (this.reader.pos > this.bytes.length) throw truncated(start, this.reader.pos);
    if (this.reader.pos > end) throw malformed(`Field ${number} is longer than what holds it`, start);
  }

  private charge(cost: number): void {
    this.cost += cost;
    if (this.cost > this.limits.decodedBytes) {
      throw new AppError('model.tooLarge', 'The decoded model would not fit into memory.', {
        limit: this.limits.decodedBytes,
        byteOffset: this.reader.pos,
      });
    }
  }
}

interface Layout {
  readonly fields: ReadonlyMap<number, DescField>;
  /** Bytes of an empty message of this kind. */
  readonly cost: number;
}

const layouts = new WeakMap<DescMessage, Layout>();

function layoutOf(schema: DescMessage): Layout {
  let layout = layouts.get(schema);
  if (layout === undefined) {
    const lists = schema.fields.filter(({ fieldKind }) => fieldKind === 'list' || fieldKind === 'map').length;
    layout = {
      fields: new Map(schema.fields.map((field) => [field.number, field])),
      cost: objectCost + lists * listCost + (schema.fields.length - lists) * fieldCost,
    };
    layouts.set(schema, layout);
  }
  return layout;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09 || byte === 0x00;
}

function isLong(field: DescField): boolean {
  return field.scalar !== undefined && longTypes.has(field.scalar);
}

/** The wire type of one element of a field, as its .proto file declares it. */
export function wireTypeOf(field: DescField): WireType {
  if (field.message !== undefined || field.fieldKind === 'map') return WireType.LengthDelimited;
  if (field.enum !== undefined) return WireType.Varint;
  switch (field.scalar) {
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WireType.Bit32;
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WireType.Bit64;
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    default:
      return WireType.Varint;
  }
}

function truncated(byteOffset: number, needed: number): AppError {
  return new AppError(
    'model.truncated',
    `The file ends in the middle of a field that begins at byte ${byteOffset}. Fetch it again, whole.`,
    { byteOffset, needed },
  );
}

function malformed(what: string, byteOffset: number): AppError {
  return new AppError('model.malformed', `${what} (byte ${byteOffset}).`, { byteOffset });
}
