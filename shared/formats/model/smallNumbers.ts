import type { ConstantId } from '../../model/modelGraph.ts';
import type { ParsedModel } from './modelFormat.ts';

/** Content of a small constant as numbers; null for types that shapes and scales do not come in. */
export function smallNumbers({ model, readConstant }: ParsedModel, id: ConstantId): readonly number[] | null {
  const constant = model.constants[id];
  // Weights beside the model are not opened for the sake of a label.
  if (constant === undefined || constant.externalFile !== null) return null;
  if (constant.dtype !== 'int64' && constant.dtype !== 'int32' && constant.dtype !== 'float32') return null;
  const content = readConstant(id);
  if (content.kind !== 'bytes') return null;
  const { bytes } = content;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = constant.dtype === 'int64' ? 8 : 4;
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => {
    if (constant.dtype === 'int64') return Number(view.getBigInt64(index * 8, true));
    return constant.dtype === 'int32' ? view.getInt32(index * 4, true) : view.getFloat32(index * 4, true);
  });
}
