import { type Message, say } from '../../../model/messages/message.ts';
// ONNX IR, TensorProto and SparseTensorProto of onnx/onnx-ml.proto
import { AppError } from '../../../base/errors.ts';
import type { ConstantId } from '../../../model/modelGraph.ts';
import { bitsPerElement, type DType, tensorByteLength } from '../../../model/valueType.ts';
import type { ModelBuilder } from '../modelBuilder.ts';
import type { ConstantContent, ModelFolder } from '../modelFormat.ts';
import { packBigints, packNumbers } from '../packNumbers.ts';
import {
  type SparseTensorProto,
  type TensorProto,
  TensorProto_DataLocation,
} from './generated/onnx-ml_pb.ts';
import { onnxDType } from './onnxTypes.ts';

interface ExternalPlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number | null;
}

/**
 * Adds a tensor as a constant without reading its bytes.
 *
 * @throws AppError `model.tensorSize` when the file holds fewer bytes than the shape claims
 */
export function addTensor(
  builder: ModelBuilder,
  tensor: TensorProto,
  name: string,
  folder: ModelFolder,
): ConstantId {
  const dtype = onnxDType(tensor.dataType);
  const shape = tensor.dims.map((dimension) => positive(dimension, name));
  if (tensor.dataLocation === TensorProto_DataLocation.EXTERNAL) {
    const place = externalPlace(tensor);
    const wanted = place.length ?? tensorByteLength(dtype, shape) ?? 0;
    const isAvailable = isExternalAvailable(builder, place, wanted, name, folder);
    return builder.addConstant(
      { name, dtype, shape, storedBytes: wanted, isSparse: false, externalFile: place.file, isAvailable },
      () => ({ kind: 'bytes', bytes: folder.read(place.file, place.offset, wanted) }),
    );
  }
  const storedBytes = checkSize(tensor, dtype, shape, name);
  return builder.addConstant(
    { name, dtype, shape, storedBytes, isSparse: false, externalFile: null, isAvailable: true },
    () => tensorContent(tensor, dtype),
  );
}

/** Adds a sparse tensor as a constant; it is read as the dense tensor that it stands for. */
export function addSparseTensor(builder: ModelBuilder, sparse: SparseTensorProto, name: string): ConstantId {
  const { values, indices } = sparse;
  if (values === undefined || indices === undefined) {
    throw new AppError('model.malformed', `Sparse tensor “${name}” lacks its values or its indices.`, {
      tensor: name,
    });
  }
  const dtype = onnxDType(values.dataType);
  const shape = sparse.dims.map((dimension) => positive(dimension, name));
  const storedBytes =
    checkSize(values, dtype, values.dims.map(Number), name) +
    checkSize(indices, 'int64', indices.dims.map(Number), `${name} indices`);
  return builder.addConstant(
    { name, dtype, shape, storedBytes, isSparse: true, externalFile: null, isAvailable: true },
    () => densify(tensorContent(values, dtype), tensorContent(indices, 'int64'), dtype, shape, name),
  );
}

function externalPlace(tensor: TensorProto): ExternalPlace {
  const entries = new Map(tensor.externalData.map((entry) => [entry.key, entry.value]));
  const number = (key: string): number | null => {
    const text = entries.get(key);
    return text === undefined || !/^\d+$/.test(text) ? null : Number(text);
  };
  return { file: entries.get('location') ?? '', offset: number('offset') ?? 0, length: number('length') };
}

function isExternalAvailable(
  builder: ModelBuilder,
  place: ExternalPlace,
  wanted: number,
  name: string,
  folder: ModelFolder,
): boolean {
  const report = (code: string, message: Message, fix: Message): false => {
    builder.addFinding({ code, severity: 'error', message, fix: [fix], graph: null, node: null });
    return false;
  };
  if (place.file === '')
    return report('model.dataLeftOut', say('file.leftOut', { name }), say('file.leftOut.do'));
  let size: number | null;
  try {
    size = folder.sizeOf(place.file);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return report(thrown.code, say('file.outside', { name, file: place.file }), say('file.outside.do'));
  }
  if (size === null) {
    return report(
      'model.externalDataMissing',
      say('file.missing', { name, file: place.file }),
      say('file.missing.do', { file: place.file }),
    );
  }
  if (place.offset + wanted > size) {
    return report(
      'model.externalDataTooShort',
      say('file.short', { name, file: place.file, from: place.offset, to: place.offset + wanted, size }),
      say('file.short.do', { file: place.file }),
    );
  }
  return true;
}

/** Bytes that a tensor takes in the file. */
function checkSize(tensor: TensorProto, dtype: DType, shape: readonly number[], name: string): number {
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  const bits = bitsPerElement(dtype);
  const claimed = bits === null ? count : Math.ceil((count * bits) / 8);
  const stored = storedBytes(tensor, dtype);
  const available = bits === null ? tensor.stringData.length : stored;
  if (
    dtype !== 'unknown' && dtype !== 'string' ? available < claimed : dtype === 'string' && available < count
  ) {
    throw new AppError(
      'model.tensorSize',
      `Tensor “${name}” (${dtype}[${shape.join(',')}]) claims ${claimed} bytes, but the file holds ${available} for it.`,
      { tensor: name, claimed, available },
    );
  }
  return stored;
}

function storedBytes(tensor: TensorProto, dtype: DType): number {
  if (tensor.rawData.length > 0) return tensor.rawData.length;
  if (tensor.stringData.length > 0) return tensor.stringData.reduce((sum, text) => sum + text.length, 0);
  const typed =
    tensor.floatData.length * 4 +
    tensor.doubleData.length * 8 +
    (tensor.int64Data.length + tensor.uint64Data.length) * 8;
  if (typed > 0) return typed;
  // One int32 for each byte or half word, whatever the element type; several elements of less than a byte share one.
  const bits = bitsPerElement(dtype) ?? 32;
  return tensor.int32Data.length * Math.max(1, Math.ceil(bits / 8));
}

function tensorContent(tensor: TensorProto, dtype: DType): ConstantContent {
  if (dtype === 'string') return { kind: 'strings', strings: tensor.stringData };
  if (tensor.rawData.length > 0) return { kind: 'bytes', bytes: tensor.rawData };
  if (tensor.floatData.length > 0) return { kind: 'bytes', bytes: packNumbers(tensor.floatData, 'float32') };
  if (tensor.doubleData.length > 0)
    return { kind: 'bytes', bytes: packNumbers(tensor.doubleData, 'float64') };
  if (tensor.int64Data.length > 0) return { kind: 'bytes', bytes: packBigints(tensor.int64Data) };
  if (tensor.uint64Data.length > 0) {
    const bytes =
      dtype === 'uint32'
        ? packNumbers(tensor.uint64Data.map(Number), 'uint32')
        : packBigints(tensor.uint64Data);
    return { kind: 'bytes', bytes };
  }
  const bits = bitsPerElement(dtype) ?? 32;
  const unit = bits <= 8 ? 'uint8' : bits === 16 ? 'uint16' : 'int32';
  return { kind: 'bytes', bytes: packNumbers(tensor.int32Data, unit) };
}

const maxDenseBytes = 256 * 1024 * 1024;

function densify(
  values: ConstantContent,
  indices: ConstantContent,
  dtype: DType,
  shape: readonly number[],
  name: string,
): ConstantContent {
  const size = (bitsPerElement(dtype) ?? 0) / 8;
  const total = tensorByteLength(dtype, shape);
  if (values.kind !== 'bytes' || indices.kind !== 'bytes' || total === null || size < 1) {
    throw new AppError('model.malformed', `Sparse tensor “${name}” cannot be read as ${dtype}.`, {
      tensor: name,
    });
  }
  if (total > maxDenseBytes) {
    throw new AppError('model.tooLarge', `Sparse tensor “${name}” is too large to be spread out.`, {
      tensor: name,
      limit: maxDenseBytes,
    });
  }
  const dense = new Uint8Array(total);
  const view = new DataView(indices.bytes.buffer, indices.bytes.byteOffset, indices.bytes.byteLength);
  const count = Math.floor(values.bytes.length / size);
  const perValue = count === 0 ? 1 : Math.round(indices.bytes.length / 8 / count);
  for (let item = 0; item < count; item++) {
    let at = 0;
    for (let axis = 0; axis < perValue; axis++) {
      const index = Number(view.getBigInt64((item * perValue + axis) * 8, true));
      at = perValue === 1 ? index : at * (shape[axis] ?? 1) + index;
    }
    if (at < 0 || (at + 1) * size > total) {
      throw new AppError('model.malformed', `Sparse tensor “${name}” has an index beyond its shape.`, {
        tensor: name,
      });
    }
    dense.set(values.bytes.subarray(item * size, (item + 1) * size), at * size);
  }
  return { kind: 'bytes', bytes: dense };
}

function positive(dimension: bigint, tensor: string): number {
  if (dimension >= 0n && dimension <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(dimension);
  throw new AppError('model.tensorSize', `Tensor “${tensor}” has a dimension of ${String(dimension)}.`, {
    tensor,
    dimension: String(dimension),
  });
}
