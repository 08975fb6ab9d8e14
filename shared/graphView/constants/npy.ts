import { AppError } from '../../base/errors.ts';
import type { DType } from '../../model/valueType.ts';
import { elementReader } from './readElements.ts';

/** NumPy's names of the types that it has; little-endian. */
const numpyTypes: Readonly<Partial<Record<DType, string>>> = {
  float64: '<f8',
  float32: '<f4',
  float16: '<f2',
  int64: '<i8',
  int32: '<i4',
  qint32: '<i4',
  int16: '<i2',
  qint16: '<i2',
  int8: '|i1',
  qint8: '|i1',
  uint64: '<u8',
  uint32: '<u4',
  uint16: '<u2',
  quint16: '<u2',
  uint8: '|u1',
  quint8: '|u1',
  bool: '|b1',
  complex64: '<c8',
  complex128: '<c16',
};

/**
 * A tensor as a NumPy file (format 1.0). Types that NumPy lacks are widened without loss: bfloat16 and float8 to float32,
 * integers of less than a byte to int8 or uint8.
 *
 * @throws AppError `model.tensorSize` for text and for types without numbers
 */
export function toNpy(dtype: DType, shape: readonly number[], bytes: Uint8Array): Uint8Array {
  const own = numpyTypes[dtype];
  if (own !== undefined) return join(own, shape, bytes);
  const read = elementReader(dtype, bytes);
  if (read === null) {
    throw new AppError('model.tensorSize', `A tensor of ${dtype} cannot be written as .npy.`, { dtype });
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (/^u?int/.test(dtype)) {
    const values = Int8Array.from({ length: count }, (_, index) => read(index));
    return join(dtype.startsWith('u') ? '|u1' : '|i1', shape, new Uint8Array(values.buffer));
  }
  const values = Float32Array.from({ length: count }, (_, index) => read(index));
  return join('<f4', shape, new Uint8Array(values.buffer));
}

function join(type: string, shape: readonly number[], bytes: Uint8Array): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0] ?? 0},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Magic, version, length and text together are a multiple of 64, ending in a line break.
  const total = Math.ceil((10 + text.length + 1) / 64) * 64;
  const file = new Uint8Array(total + bytes.length);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(file.buffer).setUint16(8, total - 10, true);
  file.fill(0x20, 10, total);
  // ASCII throughout.
  for (let at = 0; at < text.length; at++) file[10 + at] = text.charCodeAt(at);
  file[total - 1] = 0x0a;
  file.set(bytes, total);
  return file;
}
