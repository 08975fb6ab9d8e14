// TFLite schema 3: TensorType, QuantizationParameters
import type { Quantization } from '../../../model/modelGraph.ts';
import type { DType, Shape, ValueType } from '../../../model/valueType.ts';
import type { FlatTable } from './flatTable.ts';

/** `TensorType` by number. */
const dtypes: readonly DType[] = [
  'float32',
  'float16',
  'int32',
  'uint8',
  'int64',
  'string',
  'bool',
  'int16',
  'complex64',
  'int8',
  'float64',
  'complex128',
  'uint64',
  'resource',
  'variant',
  'uint32',
  'uint16',
  'int4',
  'bfloat16',
  'int2',
  'uint4',
  'float8e4m3fn',
  'float8e5m2',
];

/** The element type that a number of `TensorType` stands for. */
export function tfliteDType(number: number): DType {
  return dtypes[number] ?? 'unknown';
}

/** A tensor's type. The signature, where there is one, tells which dimensions were open before they were frozen. */
export function tfliteType(tensor: FlatTable): ValueType {
  const shape = tensor.doubles('shape');
  const signature = tensor.doubles('shape_signature');
  const open = signature.length === shape.length ? signature : shape;
  const hasRank = shape.length > 0 || tensor.number('has_rank') === 1;
  // A scalar and a tensor of unknown rank look alike in files that do not set has_rank; scalars are by far more frequent.
  const isUnknown = !hasRank && ['resource', 'variant'].includes(tfliteDType(tensor.number('type')));
  const dimensions: Shape = isUnknown
    ? null
    : shape.map((size, axis) => ((open[axis] ?? size) < 0 ? null : size));
  return {
    kind: 'tensor',
    dtype: tfliteDType(tensor.number('type')),
    shape: dimensions,
    isSparse: tensor.has('sparsity'),
  };
}

/** Scales and zero points; null for a tensor that is not quantised. */
export function tfliteQuantization(tensor: FlatTable): Quantization | null {
  const quantization = tensor.table('quantization');
  if (quantization === null) return null;
  const scales = quantization.doubles('scale');
  if (scales.length === 0) return null;
  return {
    scales,
    zeroPoints: quantization.doubles('zero_point'),
    axis: scales.length > 1 ? quantization.number('quantized_dimension') : null,
  };
}
