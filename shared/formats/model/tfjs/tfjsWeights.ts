import { type Message, say } from '../../../model/messages/message.ts';
// TensorFlow.js graph model, weightsManifest: tfjs-core/src/io/types.ts
import { AppError } from '../../../base/errors.ts';
import type { ConstantId } from '../../../model/modelGraph.ts';
import { type DType, elementCount } from '../../../model/valueType.ts';
import type { ModelBuilder } from '../modelBuilder.ts';
import type { ConstantContent, ModelFolder } from '../modelFormat.ts';
import { isRecord } from './json.ts';

/** A run of bytes within the shards of one group. */
interface WeightPlace {
  readonly shards: readonly string[];
  readonly offset: number;
  readonly length: number;
}

interface Quantized {
  readonly dtype: DType;
  readonly scale: number;
  readonly min: number;
}

const sizes: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  float16: 2,
  uint8: 1,
  uint16: 2,
};

/**
 * Adds all weights of a manifest as constants.
 *
 * @returns constants by the name of their Const node
 */
export function addWeights(
  builder: ModelBuilder,
  manifest: unknown,
  folder: ModelFolder,
): ReadonlyMap<string, ConstantId> {
  const constants = new Map<string, ConstantId>();
  if (!Array.isArray(manifest)) return constants;
  for (const group of manifest as readonly unknown[]) {
    if (!isRecord(group) || !Array.isArray(group['paths']) || !Array.isArray(group['weights'])) continue;
    const shards = group['paths'].filter((path): path is string => typeof path === 'string');
    const available = measureShards(builder, shards, folder);
    let offset = 0;
    for (const weight of group['weights'] as readonly unknown[]) {
      builder.countValue();
      const { name, dtype, shape, quantized, storedBytes } = readWeight(weight);
      const place = { shards, offset, length: storedBytes };
      offset += storedBytes;
      const constant = builder.addConstant(
        {
          name,
          dtype,
          shape,
          storedBytes,
          isSparse: false,
          externalFile: shards.join(', '),
          isAvailable: available !== null && offset <= available,
        },
        () => readPlace(place, quantized, folder),
      );
      constants.set(name, constant);
    }
    if (available !== null && offset > available) {
      report(
        builder,
        'model.externalDataTooShort',
        say('file.shards', { bytes: offset, files: shards.join(', '), available }),
        say('file.shards.do'),
      );
    }
  }
  return constants;
}

/** Bytes of all shards together; null when one is missing, which is reported. */
function measureShards(builder: ModelBuilder, shards: readonly string[], folder: ModelFolder): number | null {
  let total = 0;
  for (const shard of shards) {
    let size: number | null;
    try {
      size = folder.sizeOf(shard);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      report(builder, thrown.code, say('why.said', { text: thrown.message }), say('file.putWeights.do'));
      return null;
    }
    if (size === null) {
      report(
        builder,
        'model.externalDataMissing',
        say('file.noShard', { file: shard }),
        say('file.copy.do', { file: shard }),
      );
      return null;
    }
    total += size;
  }
  return total;
}

function readWeight(weight: unknown): {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly quantized: Quantized | null;
  readonly storedBytes: number;
} {
  if (!isRecord(weight) || typeof weight['name'] !== 'string' || !Array.isArray(weight['shape'])) {
    throw new AppError('model.malformed', 'The weights manifest has an entry without a name or a shape.');
  }
  const name = weight['name'];
  const shape = weight['shape'].map(Number);
  const dtype = String(weight['dtype']);
  const quantization = weight['quantization'];
  const storedType = isRecord(quantization) ? String(quantization['dtype']) : dtype;
  const count = elementCount(shape);
  const size = storedType === 'string' ? 0 : sizes[storedType];
  if (count === null || size === undefined || !Number.isSafeInteger(count * size)) {
    throw new AppError(
      'model.tensorSize',
      `Weight “${name}” is ${dtype}[${shape.join(',')}], which cannot be.`,
      { tensor: name },
    );
  }
  return {
    name,
    dtype: dtype as DType,
    shape,
    quantized: isRecord(quantization)
      ? {
          dtype: storedType as DType,
          scale: Number(quantization['scale'] ?? 1),
          min: Number(quantization['min'] ?? 0),
        }
      : null,
    storedBytes: count * size,
  };
}

function readPlace(place: WeightPlace, quantized: Quantized | null, folder: ModelFolder): ConstantContent {
  const bytes = new Uint8Array(place.length);
  let shardStart = 0;
  for (const shard of place.shards) {
    const size = folder.sizeOf(shard) ?? 0;
    const from = Math.max(place.offset, shardStart);
    const to = Math.min(place.offset + place.length, shardStart + size);
    if (from < to) bytes.set(folder.read(shard, from - shardStart, to - from), from - place.offset);
    shardStart += size;
  }
  if (place.offset + place.length > shardStart) {
    throw new AppError(
      'model.missingFile',
      `${place.shards.join(', ')} end before byte ${place.offset + place.length}.`,
      {
        file: place.shards.join(', '),
      },
    );
  }
  return { kind: 'bytes', bytes: quantized === null ? bytes : dequantize(bytes, quantized) };
}

function dequantize(bytes: Uint8Array, { dtype, scale, min }: Quantized): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = dtype === 'uint8' ? 1 : 2;
  const count = Math.floor(bytes.length / size);
  const out = new DataView(new ArrayBuffer(count * 4));
  for (let item = 0; item < count; item++) {
    const value =
      dtype === 'float16'
        ? halfToNumber(view.getUint16(item * 2, true))
        : (size === 1 ? view.getUint8(item) : view.getUint16(item * 2, true)) * scale + min;
    out.setFloat32(item * 4, value, true);
  }
  return new Uint8Array(out.buffer);
}

/** The number that the bits of a float16 stand for. */
export function halfToNumber(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function report(builder: ModelBuilder, code: string, message: Message, fix: Message): void {
  builder.addFinding({ code, severity: 'error', message, fix: [fix], graph: null, node: null });
}
