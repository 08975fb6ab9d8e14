/** Element types that a list of numbers is written as. */
export type PackedType =
  'float64' | 'float32' | 'float16' | 'int32' | 'uint32' | 'int16' | 'uint16' | 'int8' | 'uint8';

const sizes: Readonly<Record<PackedType, number>> = {
  float64: 8,
  float32: 4,
  float16: 2,
  int32: 4,
  uint32: 4,
  int16: 2,
  uint16: 2,
  int8: 1,
  uint8: 1,
};

/** Numbers as little-endian elements; `float16` takes the numbers as bit patterns. */
export function packNumbers(values: readonly number[], type: PackedType): Uint8Array {
  const size = sizes[type];
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const value of values) {
    switch (type) {
      case 'float64':
        view.setFloat64(at, value, true);
        break;
      case 'float32':
        view.setFloat32(at, value, true);
        break;
      case 'int32':
      case 'uint32':
        view.setInt32(at, value, true);
        break;
      case 'float16':
      case 'int16':
      case 'uint16':
        view.setInt16(at, value, true);
        break;
      case 'int8':
      case 'uint8':
        view.setInt8(at, value);
        break;
    }
    at += size;
  }
  return bytes;
}

/** Whole numbers of 64 bits, signed or not, as little-endian elements. */
export function packBigints(values: readonly bigint[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setBigUint64(index * 8, BigInt.asUintN(64, value), true);
  });
  return bytes;
}
