// TensorFlow, tensorflow/core/framework/types.proto and tensor_shape.proto
import type { DType, Shape } from '../../../model/valueType.ts';
import type { TensorShapeProto } from './generated/tensorflow_pb.ts';

/** `DataType` by number. */
const dtypes: readonly DType[] = [
  'unknown',
  'float32',
  'float64',
  'int32',
  'uint8',
  'int16',
  'int8',
  'string',
  'complex64',
  'int64',
  'bool',
  'qint8',
  'quint8',
  'qint32',
  'bfloat16',
  'qint16',
  'quint16',
  'uint16',
  'complex128',
  'float16',
  'resource',
  'variant',
  'uint32',
  'uint64',
  'float8e5m2',
  'float8e4m3fn',
  'float8e4m3fnuz',
  'float8e4m3b11fnuz',
  'float8e5m2fnuz',
  'int4',
  'uint4',
  'int2',
  'uint2',
  'float4e2m1',
];

/** From 101 on, references to variables of the types from 1 on. */
const firstReference = 100;

/** The element type that a number of `DataType` stands for. */
export function tensorflowDType(number: number): DType {
  return dtypes[number > firstReference ? number - firstReference : number] ?? 'unknown';
}

/** A shape; -1 stands for a dimension that is open, other negative sizes are kept for the reader to report. */
export function tensorflowShape(shape: TensorShapeProto | undefined): Shape {
  if (shape === undefined || shape.unknownRank) return null;
  return shape.dim.map(({ size }) => (size < 0n ? null : Number(size)));
}

/** A dimension below -1, which no program writes on purpose; null when there is none. */
export function impossibleDimension(shape: TensorShapeProto | undefined): number | null {
  const found = shape?.dim.find(({ size }) => size < -1n);
  return found === undefined ? null : Number(found.size);
}
