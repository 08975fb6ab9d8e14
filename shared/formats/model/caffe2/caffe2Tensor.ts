// Caffe2, TensorProto of caffe2/proto/caffe2.proto and the fill operators of caffe2/operators/{given_tensor_fill,filler}_op.*
import { AppError } from '../../../base/errors.ts';
import type { ConstantId } from '../../../model/modelGraph.ts';
import { type DType, tensorByteLength } from '../../../model/valueType.ts';
import type { ModelBuilder } from '../modelBuilder.ts';
import type { ConstantContent } from '../modelFormat.ts';
import { packBigints, packNumbers } from '../packNumbers.ts';
import type { OperatorDef, TensorProto } from './generated/caffe2_pb.ts';

/** `TensorProto.DataType` by number. */
const dtypes: Readonly<Record<number, DType>> = {
  1: 'float32',
  2: 'int32',
  3: 'uint8',
  4: 'string',
  5: 'bool',
  6: 'uint8',
  7: 'int8',
  8: 'uint16',
  9: 'int16',
  10: 'int64',
  12: 'float16',
  13: 'float64',
};

/** The element type that a number of `TensorProto.DataType` stands for. */
export function caffe2DType(number: number): DType {
  return dtypes[number] ?? 'unknown';
}

/** Adds a tensor that stands in an argument. */
export function addTensor(builder: ModelBuilder, tensor: TensorProto, name: string): ConstantId {
  const content = tensorContent(tensor);
  return add(
    builder,
    tensor.name === '' ? name : tensor.name,
    caffe2DType(tensor.dataType),
    tensor.dims.map(Number),
    content,
  );
}

function tensorContent(tensor: TensorProto): ConstantContent {
  const dtype = caffe2DType(tensor.dataType);
  if (dtype === 'string') return { kind: 'strings', strings: tensor.stringData };
  if (tensor.rawData.length > 0) return { kind: 'bytes', bytes: tensor.rawData };
  if (tensor.byteData.length > 0) return { kind: 'bytes', bytes: tensor.byteData };
  if (tensor.floatData.length > 0) return { kind: 'bytes', bytes: packNumbers(tensor.floatData, 'float32') };
  if (tensor.doubleData.length > 0)
    return { kind: 'bytes', bytes: packNumbers(tensor.doubleData, 'float64') };
  if (tensor.int64Data.length > 0) return { kind: 'bytes', bytes: packBigints(tensor.int64Data) };
  return { kind: 'bytes', bytes: packNumbers(tensor.int32Data, unitOf(dtype)) };
}

/** How each fill operator keeps its values: the argument's list, and the element type. */
const fills: Readonly<Record<string, DType>> = {
  GivenTensorFill: 'float32',
  GivenTensorDoubleFill: 'float64',
  GivenTensorBoolFill: 'bool',
  GivenTensorIntFill: 'int32',
  GivenTensorInt16Fill: 'int16',
  GivenTensorInt64Fill: 'int64',
  GivenTensorStringFill: 'string',
  GivenTensorByteStringToUInt8Fill: 'uint8',
  Int8GivenTensorFill: 'quint8',
  Int8GivenIntTensorFill: 'qint32',
};

/** Operators that fill a blob by a rule; how large it is can be told, what it holds only by running them. */
const ruleFills: ReadonlySet<string> = new Set([
  'ConstantFill',
  'Float16ConstantFill',
  'XavierFill',
  'MSRAFill',
  'GaussianFill',
  'UniformFill',
  'Float16UniformFill',
]);

/** Whether an operator does nothing but give a blob its first content. */
export function isFill(opType: string): boolean {
  return opType in fills || ruleFills.has(opType);
}

/**
 * The constant that a fill operator of an init net makes; null for other operators and for random fills.
 *
 * @throws AppError `model.tensorSize` when it holds fewer values than its shape claims
 */
export function addFill(builder: ModelBuilder, operator: OperatorDef): ConstantId | null {
  const name = operator.output[0] ?? '';
  const argument = (wanted: string) => operator.arg.find((candidate) => candidate.name === wanted);
  const shape = (argument('shape')?.ints ?? []).map(Number);
  if (operator.type === 'ConstantFill' || operator.type === 'Float16ConstantFill') {
    const value = argument('value');
    const dtype =
      operator.type === 'ConstantFill' ? caffe2DType(Number(argument('dtype')?.i ?? 1n)) : 'float16';
    return builder.addConstant(
      { name, dtype, shape, storedBytes: 0, isSparse: false, externalFile: null, isAvailable: true },
      () => repeated(dtype, shape, value?.f ?? 0, value?.i ?? 0n, name),
    );
  }
  const dtype = fills[operator.type];
  const values = argument('values');
  if (dtype === undefined || values === undefined) return null;
  if (dtype === 'string')
    return add(builder, name, dtype, shape, { kind: 'strings', strings: values.strings });
  const bytes = (): Uint8Array => {
    if (values.s.length > 0) return values.s;
    if (dtype === 'float32') return packNumbers(values.floats, 'float32');
    if (dtype === 'float64') return packNumbers(values.floats, 'float64');
    if (dtype === 'int64') return packBigints(values.ints);
    return packNumbers(values.ints.map(Number), unitOf(dtype));
  };
  const count = values.s.length > 0 ? values.s.length : values.floats.length + values.ints.length;
  const stored = tensorByteLength(dtype, [count]) ?? 0;
  checkSize(name, dtype, shape, stored);
  return builder.addConstant(
    { name, dtype, shape, storedBytes: stored, isSparse: false, externalFile: null, isAvailable: true },
    () => ({ kind: 'bytes', bytes: bytes() }),
  );
}

function add(
  builder: ModelBuilder,
  name: string,
  dtype: DType,
  shape: readonly number[],
  content: ConstantContent,
): ConstantId {
  const storedBytes =
    content.kind === 'bytes'
      ? content.bytes.length
      : content.strings.reduce((sum, text) => sum + text.length, 0);
  if (content.kind === 'bytes') checkSize(name, dtype, shape, storedBytes);
  return builder.addConstant(
    { name, dtype, shape, storedBytes, isSparse: false, externalFile: null, isAvailable: true },
    () => content,
  );
}

function checkSize(name: string, dtype: DType, shape: readonly number[], available: number): void {
  const claimed = tensorByteLength(dtype, shape);
  const isNegative = shape.some((size) => size < 0);
  if (!isNegative && (claimed === null || claimed <= available)) return;
  throw new AppError(
    'model.tensorSize',
    `Blob “${name}” (${dtype}[${shape.join(',')}]) claims ${claimed ?? 'no possible number of'} bytes, but the net holds ${available} for it.`,
    { tensor: name, claimed, available },
  );
}

const maxFilledBytes = 256 * 1024 * 1024;

function repeated(
  dtype: DType,
  shape: readonly number[],
  float: number,
  int: bigint,
  name: string,
): ConstantContent {
  const total = tensorByteLength(dtype, shape) ?? 0;
  if (total > maxFilledBytes) {
    throw new AppError('model.tooLarge', `Blob “${name}” repeats a value to ${total} bytes.`, {
      tensor: name,
      limit: maxFilledBytes,
    });
  }
  const one =
    dtype === 'float32' || dtype === 'float64'
      ? packNumbers([float], dtype)
      : dtype === 'float16'
        ? packNumbers([halfBits(float)], 'uint16')
        : dtype === 'int64'
          ? packBigints([int])
          : packNumbers([Number(int)], unitOf(dtype));
  const bytes = new Uint8Array(total);
  for (let at = 0; at + one.length <= total; at += one.length) bytes.set(one, at);
  return { kind: 'bytes', bytes };
}

/** A number as the bits of a float16, to the nearest, ties to even. */
export function halfBits(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const magnitude = Math.abs(value);
  if (magnitude >= 65520) return sign | 0x7c00;
  // Both ranges are whole multiples of a power of two: scaled to whole numbers, the language's own rounding applies.
  const scale = magnitude < 2 ** -14 ? 2 ** 24 : 2 ** (10 - (exponent - 127));
  const scaled = magnitude * scale;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  if (magnitude < 2 ** -14) return sign | rounded;
  return sign | (((exponent - 127 + 14) << 10) + rounded);
}

function unitOf(dtype: DType): 'int32' | 'uint16' | 'uint8' {
  if (dtype === 'bool' || dtype === 'uint8' || dtype === 'int8' || dtype === 'quint8') return 'uint8';
  return dtype === 'float16' || dtype === 'uint16' || dtype === 'int16' ? 'uint16' : 'int32';
}
