import type { AttributeValue } from '../../model/modelGraph.ts';
import { decodeUtf8 } from './protobuf/decode.ts';

/** Longer lists are cut: an attribute is for reading, long data belongs into constants. */
const maxListItems = 4096;
const maxTextCharacters = 65_536;
const maxHexBytes = 256;

/** A whole number of 64 bits. */
export function intValue(value: bigint | number): AttributeValue {
  const nearest = Number(value);
  return Number.isSafeInteger(nearest)
    ? { kind: 'int', value: nearest }
    : { kind: 'int', value: nearest, exact: String(value) };
}

/** A list of whole numbers of 64 bits. */
export function intsValue(values: readonly (bigint | number)[]): AttributeValue {
  const kept = values.slice(0, maxListItems);
  const nearest = kept.map(Number);
  return nearest.every((value) => Number.isSafeInteger(value))
    ? { kind: 'ints', values: nearest, length: values.length }
    : { kind: 'ints', values: nearest, exact: kept.map(String), length: values.length };
}

/** A list of numbers. */
export function floatsValue(values: readonly number[]): AttributeValue {
  return { kind: 'floats', values: values.slice(0, maxListItems), length: values.length };
}

/** A list of truth values. */
export function boolsValue(values: readonly boolean[]): AttributeValue {
  return { kind: 'bools', values: values.slice(0, maxListItems), length: values.length };
}

/** Bytes that are text in most models: as text when they are UTF-8 without control characters, else in hex. */
export function bytesValue(bytes: Uint8Array): AttributeValue {
  const text = printableText(bytes);
  if (text !== null) return { kind: 'string', value: text };
  return { kind: 'bytes', hex: hexOf(bytes.subarray(0, maxHexBytes)), length: bytes.length };
}

/** A list of strings that may not be text. */
export function stringsValue(values: readonly Uint8Array[]): AttributeValue {
  const kept = values
    .slice(0, maxListItems)
    .map((bytes) => printableText(bytes) ?? `0x${hexOf(bytes.subarray(0, maxHexBytes))}`);
  return { kind: 'strings', values: kept, length: values.length };
}

function printableText(bytes: Uint8Array): string | null {
  if (bytes.length > maxTextCharacters) return null;
  const text = decodeUtf8(bytes);
  // eslint-disable-next-line no-control-regex -- control characters are what tells data from text
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? null : text;
}

function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
