// ONNX IR, onnx/onnx-ml.proto (IR version 14)
import type { DType, Shape, ValueType } from '../../../model/valueType.ts';
import type { TensorShapeProto, TypeProto } from './generated/onnx-ml_pb.ts';

/** `TensorProto.DataType` by number. */
const dtypes: readonly DType[] = [
  'unknown',
  'float32',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'float64',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
  'float8e4m3fn',
  'float8e4m3fnuz',
  'float8e5m2',
  'float8e5m2fnuz',
  'uint4',
  'int4',
  'float4e2m1',
  'float8e8m0',
  'uint2',
  'int2',
  'float6e2m3',
  'float6e3m2',
];

/** The element type that a number of `TensorProto.DataType` stands for. */
export function onnxDType(number: number): DType {
  return dtypes[number] ?? 'unknown';
}

/** A type as the IR has it; null when the message is empty. */
export function onnxType(type: TypeProto | undefined): ValueType | null {
  if (type === undefined) return null;
  const { value } = type;
  switch (value.case) {
    case 'tensorType':
      return {
        kind: 'tensor',
        dtype: onnxDType(value.value.elemType),
        shape: onnxShape(value.value.shape),
        isSparse: false,
      };
    case 'sparseTensorType':
      return {
        kind: 'tensor',
        dtype: onnxDType(value.value.elemType),
        shape: onnxShape(value.value.shape),
        isSparse: true,
      };
    case 'sequenceType':
      return { kind: 'sequence', element: onnxType(value.value.elemType) };
    case 'optionalType':
      return { kind: 'optional', element: onnxType(value.value.elemType) };
    case 'mapType':
      return { kind: 'map', key: onnxDType(value.value.keyType), value: onnxType(value.value.valueType) };
    case 'opaqueType':
      return { kind: 'opaque', name: `${value.value.domain}.${value.value.name}` };
    case undefined:
      return null;
  }
}

function onnxShape(shape: TensorShapeProto | undefined): Shape {
  if (shape === undefined) return null;
  return shape.dim.map(({ value }) => {
    switch (value.case) {
      case 'dimValue':
        // Exporters write -1 or 0 for "any" now and then; -1 is no size.
        return value.value < 0n ? null : Number(value.value);
      case 'dimParam':
        return value.value === '' ? null : value.value;
      case undefined:
        return null;
    }
  });
}

/** The number of `TensorProto.DataType` that stands for an element type; null for types that ONNX does not have. */
export function onnxElementType(dtype: DType): number | null {
  const number = dtypes.indexOf(dtype);
  return number <= 0 ? null : number;
}
