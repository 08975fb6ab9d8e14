// TensorFlow, tensorflow/core/framework/tensor.proto
import { AppError } from '../../../base/errors.ts';
import type { ConstantId } from '../../../model/modelGraph.ts';
import { bitsPerElement, type DType, tensorByteLength } from '../../../model/valueType.ts';
import type { ModelBuilder } from '../modelBuilder.ts';
import type { ConstantContent } from '../modelFormat.ts';
import { packBigints, packNumbers } from '../packNumbers.ts';
import type { TensorProto } from './generated/tensorflow_pb.ts';
import { impossibleDimension, tensorflowDType } from './tensorflowTypes.ts';

/** A tensor that is spread out from a few repeated values is not made larger than this. */
const maxFilledBytes = 256 * 1024 * 1024;

/**
 * Adds a tensor as a constant without reading its bytes.
 *
 * @throws AppError `model.tensorSize`
 */
export function addTensor(builder: ModelBuilder, tensor: TensorProto, name: string): ConstantId {
  const dtype = tensorflowDType(tensor.dtype);
  const shape = (tensor.tensorShape?.dim ?? []).map(({ size }) => Number(size));
  if (impossibleDimension(tensor.tensorShape) !== null || shape.some((size) => size < 0)) {
    throw new AppError('model.tensorSize', `Constant “${name}” has the shape [${shape.join(',')}].`, {
      tensor: name,
      shape: shape.join(','),
    });
  }
  const claimed = tensorByteLength(dtype, shape);
  const content = tensor.tensorContent.length;
  if (content > 0 && claimed !== null && content < claimed) {
    throw new AppError(
      'model.tensorSize',
      `Constant “${name}” (${dtype}[${shape.join(',')}]) claims ${claimed} bytes, but the file holds ${content} for it.`,
      { tensor: name, claimed, available: content },
    );
  }
  return builder.addConstant(
    {
      name,
      dtype,
      shape,
      storedBytes: storedBytes(tensor, dtype),
      isSparse: false,
      externalFile: null,
      isAvailable: true,
    },
    () => tensorContent(tensor, dtype, claimed, name),
  );
}

function storedBytes(tensor: TensorProto, dtype: DType): number {
  if (tensor.tensorContent.length > 0) return tensor.tensorContent.length;
  if (tensor.stringVal.length > 0) return tensor.stringVal.reduce((sum, text) => sum + text.length, 0);
  return ((bitsPerElement(dtype) ?? 0) / 8) * typedCount(tensor);
}

function typedCount(tensor: TensorProto): number {
  return (
    tensor.halfVal.length +
    tensor.floatVal.length +
    tensor.doubleVal.length +
    tensor.intVal.length +
    tensor.int64Val.length +
    tensor.boolVal.length +
    tensor.uint32Val.length +
    tensor.uint64Val.length +
    tensor.float8Val.length +
    (tensor.scomplexVal.length + tensor.dcomplexVal.length) / 2
  );
}

function tensorContent(
  tensor: TensorProto,
  dtype: DType,
  claimed: number | null,
  name: string,
): ConstantContent {
  if (dtype === 'string') return { kind: 'strings', strings: tensor.stringVal };
  if (tensor.tensorContent.length > 0) return { kind: 'bytes', bytes: tensor.tensorContent };
  const given = typedBytes(tensor, dtype);
  if (claimed === null || given.length >= claimed) return { kind: 'bytes', bytes: given };
  if (claimed > maxFilledBytes) {
    throw new AppError('model.tooLarge', `Constant “${name}” repeats a value to ${claimed} bytes.`, {
      tensor: name,
      limit: maxFilledBytes,
    });
  }
  // Fewer values than elements: the last one stands for the rest, and none at all for zeros.
  const filled = new Uint8Array(claimed);
  const size = Math.max(1, (bitsPerElement(dtype) ?? 8) / 8);
  filled.set(given);
  const last = given.subarray(Math.max(0, given.length - size));
  if (last.some((byte) => byte !== 0))
    for (let at = given.length; at < claimed; at += size) filled.set(last, at);
  return { kind: 'bytes', bytes: filled };
}

function typedBytes(tensor: TensorProto, dtype: DType): Uint8Array {
  switch (dtype) {
    case 'float32':
      return packNumbers(tensor.floatVal, 'float32');
    case 'complex64':
      return packNumbers(tensor.scomplexVal, 'float32');
    case 'float64':
      return packNumbers(tensor.doubleVal, 'float64');
    case 'complex128':
      return packNumbers(tensor.dcomplexVal, 'float64');
    case 'float16':
    case 'bfloat16':
      return packNumbers(tensor.halfVal, 'uint16');
    case 'int64':
      return packBigints(tensor.int64Val);
    case 'uint64':
      return packBigints(tensor.uint64Val);
    case 'uint32':
      return packNumbers(tensor.uint32Val, 'uint32');
    case 'bool':
      return packNumbers(tensor.boolVal.map(Number), 'uint8');
    default: {
      if (tensor.float8Val.length > 0) return tensor.float8Val;
      const bits = bitsPerElement(dtype) ?? 32;
      return packNumbers(tensor.intVal, bits <= 8 ? 'int8' : bits === 16 ? 'int16' : 'int32');
    }
  }
}
