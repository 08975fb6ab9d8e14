import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { fromText } from '@bufbuild/protobuf/txtpb';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import { AppError } from '../../../base/errors.ts';
import type { ReadLimits } from '../../../model/readLimits.ts';
import type { Deadline } from '../deadline.ts';
import { scanWire, type WireTree } from './wireScan.ts';

/** A decoded message and where its parts stand. */
export interface Decoded<Desc extends DescMessage> {
  readonly message: MessageShape<Desc>;
  /** Null for text. */
  readonly tree: WireTree | null;
  /** Blank bytes after the message's end, which no program writes and most readers refuse. */
  readonly strayBytes: number;
}

/**
 * Decodes a binary message after it was looked over.
 *
 * @param tracked - type names of the messages whose places are wanted
 * @throws AppError `model.truncated`, `model.malformed`, `model.tooDeep`, `model.tooLarge`, `model.tooSlow`
 */
export function decodeBinary<Desc extends DescMessage>(
  schema: Desc,
  bytes: Uint8Array,
  tracked: ReadonlySet<string>,
  limits: ReadLimits,
  deadline: Deadline,
): Decoded<Desc> {
  const scan = scanWire(schema, bytes, tracked, limits, deadline);
  try {
    const message = fromBinary(schema, bytes.subarray(0, scan.byteLength), {
      readUnknownFields: false,
      recursionLimit: limits.depth + 1,
    });
    return { message, tree: scan.tree, strayBytes: bytes.length - scan.byteLength };
  } catch (thrown) {
    throw malformed(thrown);
  }
}

/** Text that is larger than this is no model that a person would open; weights in text are huge and slow. */
export const maxTextBytes = 48 * 1024 * 1024;

/**
 * Decodes the text form of a message.
 *
 * @throws AppError `model.malformed`, `model.tooDeep`, `model.tooLarge`
 */
export function decodeText<Desc extends DescMessage>(
  schema: Desc,
  bytes: Uint8Array,
  limits: ReadLimits,
): Decoded<Desc> {
  if (bytes.length > maxTextBytes) {
    throw new AppError('model.tooLarge', `Text models above ${maxTextBytes} bytes are not read.`, {
      limit: maxTextBytes,
    });
  }
  chargeText(bytes, limits);
  const text = decodeUtf8(bytes);
  try {
    return { message: fromText(schema, text, { recursionLimit: limits.depth }), tree: null, strayBytes: 0 };
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message.startsWith('recursion limit')) {
      throw new AppError('model.tooDeep', `Messages are nested more than ${limits.depth} levels deep.`, {
        limit: limits.depth,
      });
    }
    if (thrown instanceof Error && /unexpected end of input/.test(thrown.message)) {
      throw new AppError(
        'model.truncated',
        'The text ends in the middle of a message. Fetch it again, whole.',
        {
          reason: thrown.message,
        },
      );
    }
    throw malformed(thrown);
  }
}

// Rough costs of what a text unfolds to, in bytes: a message with its fields, and a scalar that is in no message's shape.
const textMessageCost = 1500;
const textFieldCost = 64;

/** Estimates what a text unfolds to from its braces and colons; those within strings are few and count along. */
function chargeText(bytes: Uint8Array, limits: ReadLimits): void {
  let cost = bytes.length;
  for (const byte of bytes) {
    if (byte === 0x7b || byte === 0x3c) cost += textMessageCost;
    else if (byte === 0x3a || byte === 0x2c) cost += textFieldCost;
  }
  if (cost <= limits.decodedBytes) return;
  throw new AppError('model.tooLarge', 'The decoded model would not fit into memory.', {
    limit: limits.decodedBytes,
  });
}

/** Text of bytes; what is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = getTextEncoding().decodeUtf8(bytes);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function malformed(thrown: unknown): AppError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(
    'model.malformed',
    `The content does not follow its format: ${reason}`,
    { reason },
    { cause: thrown },
  );
}
