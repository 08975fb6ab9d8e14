import { bitsPerElement, type DType } from '../../model/valueType.ts';

/** Reads one element of a tensor's bytes as a number; whole numbers beyond 2^53 are rounded. */
export type ElementReader = (index: number) => number;

/**
 * A reader for the elements of a tensor, little-endian, sub-byte types packed low bits first. Null for types that are no
 * numbers.
 */
export function elementReader(dtype: DType, bytes: Uint8Array): ElementReader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (dtype) {
    case 'float64':
      return (index) => view.getFloat64(index * 8, true);
    case 'float32':
      return (index) => view.getFloat32(index * 4, true);
    case 'float16':
      return (index) => halfToNumber(view.getUint16(index * 2, true));
    case 'bfloat16': {
      const scratch = new DataView(new ArrayBuffer(4));
      return (index) => {
        scratch.setUint16(2, view.getUint16(index * 2, true), true);
        return scratch.getFloat32(0, true);
      };
    }
    case 'float8e4m3fn':
      return (index) => smallFloat(view.getUint8(index), 4, 3, 7, 'fn');
    case 'float8e4m3fnuz':
      return (index) => smallFloat(view.getUint8(index), 4, 3, 8, 'fnuz');
    case 'float8e4m3b11fnuz':
      return (index) => smallFloat(view.getUint8(index), 4, 3, 11, 'fnuz');
    case 'float8e5m2':
      return (index) => smallFloat(view.getUint8(index), 5, 2, 15, 'ieee');
    case 'float8e5m2fnuz':
      return (index) => smallFloat(view.getUint8(index), 5, 2, 16, 'fnuz');
    case 'float8e8m0':
      return (index) => {
        const exponent = view.getUint8(index);
        return exponent === 255 ? NaN : 2 ** (exponent - 127);
      };
    case 'float4e2m1':
      return (index) => smallFloat(packed(bytes, index, 4), 2, 1, 1, 'finite');
    case 'float6e2m3':
      return (index) => smallFloat(view.getUint8(index) & 63, 2, 3, 1, 'finite');
    case 'float6e3m2':
      return (index) => smallFloat(view.getUint8(index) & 63, 3, 2, 3, 'finite');
    case 'int64':
      return (index) => Number(view.getBigInt64(index * 8, true));
    case 'uint64':
      return (index) => Number(view.getBigUint64(index * 8, true));
    case 'int32':
    case 'qint32':
      return (index) => view.getInt32(index * 4, true);
    case 'uint32':
      return (index) => view.getUint32(index * 4, true);
    case 'int16':
    case 'qint16':
      return (index) => view.getInt16(index * 2, true);
    case 'uint16':
    case 'quint16':
      return (index) => view.getUint16(index * 2, true);
    case 'int8':
    case 'qint8':
      return (index) => view.getInt8(index);
    case 'uint8':
    case 'quint8':
    case 'bool':
      return (index) => view.getUint8(index);
    case 'uint4':
      return (index) => packed(bytes, index, 4);
    case 'uint2':
      return (index) => packed(bytes, index, 2);
    case 'int4':
      return (index) => signed(packed(bytes, index, 4), 4);
    case 'int2':
      return (index) => signed(packed(bytes, index, 2), 2);
    case 'int1':
      return (index) => -packed(bytes, index, 1);
    case 'complex64':
    case 'complex128':
    case 'string':
    case 'resource':
    case 'variant':
    case 'unknown':
      return null;
  }
}

/** Elements that bytes of a type hold; 0 for types without a fixed size. */
export function elementsIn(dtype: DType, bytes: number): number {
  const bits = bitsPerElement(dtype);
  if (bits === null) return 0;
  // float6 takes a byte each in the files that hold it.
  return Math.floor((bytes * 8) / (bits === 6 ? 8 : bits));
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/**
 * Floats of a byte and less (OCP 8-bit and microscaling formats, and the `uz` variants of ONNX).
 *
 * @param special - `ieee`: infinities and NaN; `fn`: all ones is NaN; `fnuz`: minus zero is NaN; `finite`: none
 */
function smallFloat(
  bits: number,
  exponentBits: number,
  fractionBits: number,
  bias: number,
  special: 'ieee' | 'fn' | 'fnuz' | 'finite',
): number {
  const signBit = 1 << (exponentBits + fractionBits);
  const sign = bits & signBit ? -1 : 1;
  const mask = (1 << exponentBits) - 1;
  const exponent = (bits >> fractionBits) & mask;
  const fraction = bits & ((1 << fractionBits) - 1);
  if (special === 'fnuz' && bits === signBit) return NaN;
  if (special === 'fn' && exponent === mask && fraction === (1 << fractionBits) - 1) return NaN;
  if (special === 'ieee' && exponent === mask) return fraction === 0 ? sign * Infinity : NaN;
  const scale = 2 ** -fractionBits;
  if (exponent === 0) return sign * fraction * scale * 2 ** (1 - bias);
  return sign * (1 + fraction * scale) * 2 ** (exponent - bias);
}

function packed(bytes: Uint8Array, index: number, bits: number): number {
  const perByte = 8 / bits;
  const byte = bytes[Math.floor(index / perByte)] ?? 0;
  return (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}

function signed(value: number, bits: number): number {
  return value >= 1 << (bits - 1) ? value - (1 << bits) : value;
}
