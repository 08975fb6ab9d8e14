/** Element types of all formats under one set of names; `float16` and the like as NumPy writes them where it can. */
export type DType =
  | 'float64'
  | 'float32'
  | 'float16'
  | 'bfloat16'
  | 'float8e4m3fn'
  | 'float8e4m3fnuz'
  | 'float8e4m3b11fnuz'
  | 'float8e5m2'
  | 'float8e5m2fnuz'
  | 'float8e8m0'
  | 'float6e2m3'
  | 'float6e3m2'
  | 'float4e2m1'
  | 'int64'
  | 'int32'
  | 'int16'
  | 'int8'
  | 'int4'
  | 'int2'
  | 'int1'
  | 'uint64'
  | 'uint32'
  | 'uint16'
  | 'uint8'
  | 'uint4'
  | 'uint2'
  | 'bool'
  | 'string'
  | 'complex64'
  | 'complex128'
  | 'qint8'
  | 'quint8'
  | 'qint16'
  | 'quint16'
  | 'qint32'
  | 'resource'
  | 'variant'
  | 'unknown';

/** A dimension: its size, the name of a symbolic size, or null when nothing is known. */
export type Dimension = number | string | null;

/** A shape, or null when not even the rank is known. */
export type Shape = readonly Dimension[] | null;

/** What a value is. */
export type ValueType =
  | { readonly kind: 'tensor'; readonly dtype: DType; readonly shape: Shape; readonly isSparse: boolean }
  | { readonly kind: 'sequence' | 'optional'; readonly element: ValueType | null }
  | { readonly kind: 'map'; readonly key: DType; readonly value: ValueType | null }
  | { readonly kind: 'opaque'; readonly name: string };

const bitsOf: Readonly<Record<DType, number | null>> = {
  float64: 64,
  float32: 32,
  float16: 16,
  bfloat16: 16,
  float8e4m3fn: 8,
  float8e4m3fnuz: 8,
  float8e4m3b11fnuz: 8,
  float8e5m2: 8,
  float8e5m2fnuz: 8,
  float8e8m0: 8,
  float6e2m3: 6,
  float6e3m2: 6,
  float4e2m1: 4,
  int64: 64,
  int32: 32,
  int16: 16,
  int8: 8,
  int4: 4,
  int2: 2,
  int1: 1,
  uint64: 64,
  uint32: 32,
  uint16: 16,
  uint8: 8,
  uint4: 4,
  uint2: 2,
  bool: 8,
  string: null,
  complex64: 64,
  complex128: 128,
  qint8: 8,
  quint8: 8,
  qint16: 16,
  quint16: 16,
  qint32: 32,
  resource: null,
  variant: null,
  unknown: null,
};

/** Bits of one element in memory, sub-byte types packed; null for types without a fixed size. */
export function bitsPerElement(dtype: DType): number | null {
  return bitsOf[dtype];
}

/** Elements in a tensor of this shape; null when a dimension is unknown. A scalar has one. */
export function elementCount(shape: Shape): number | null {
  if (shape === null) return null;
  let count = 1;
  for (const dimension of shape) {
    if (typeof dimension !== 'number' || dimension < 0) return null;
    count *= dimension;
  }
  return count;
}

/** Bytes of a dense tensor; null when the shape or the element size is unknown. */
export function tensorByteLength(dtype: DType, shape: Shape): number | null {
  const bits = bitsPerElement(dtype);
  const count = elementCount(shape);
  return bits === null || count === null ? null : Math.ceil((count * bits) / 8);
}

/** A type as people read it: `float32[1,3,?,width]`. */
export function formatType(type: ValueType | null): string {
  if (type === null) return '?';
  switch (type.kind) {
    case 'tensor': {
      const shape =
        type.shape === null ? '' : `[${type.shape.map((dimension) => dimension ?? '?').join(',')}]`;
      return `${type.isSparse ? 'sparse ' : ''}${type.dtype}${shape}`;
    }
    case 'sequence':
    case 'optional':
      return `${type.kind}(${formatType(type.element)})`;
    case 'map':
      return `map(${type.key}, ${formatType(type.value)})`;
    case 'opaque':
      return type.name;
  }
}
