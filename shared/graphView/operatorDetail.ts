import type { AttributeValue, GraphNode } from '../model/modelGraph.ts';

/**
 * The attribute that tells most about a node, in a few characters: `3 × 3 / 2` for a convolution with stride 2, the axis,
 * the permutation. Empty when there is none. Words in it are names of attributes, so they are no language's.
 */
export function operatorDetail(
  node: GraphNode,
  weightShape: readonly (number | string | null)[] | null,
): string {
  const attribute = (...names: readonly string[]): AttributeValue | null =>
    node.attributes.find(({ name }) => names.includes(name.toLowerCase()))?.value ?? null;

  const kernel = ints(attribute('kernel_shape', 'ksize', 'kernels', 'kernel'));
  const strides = ints(attribute('strides', 'stride', 'stride_h'));
  const parts: string[] = [];
  const isWindow = /conv|pool/i.test(node.opType);
  if (isWindow) {
    const spatial =
      kernel.length > 0
        ? withoutOnes(kernel)
        : weightShape?.length === 4
          ? weightShape
              .slice(/^conv_2d|depthwise_conv_2d|transpose_conv/i.test(node.opType) ? 1 : 2)
              .slice(0, 2)
          : [];
    if (spatial.length > 0)
      parts.push(spatial.length === 1 ? `${spatial[0] ?? ''} × ${spatial[0] ?? ''}` : spatial.join(' × '));
    const stride = Math.max(1, ...strides);
    if (stride > 1) parts.push(`/ ${stride}`);
    const groups = ints(attribute('group', 'groups'))[0] ?? 1;
    if (groups > 1) parts.push(`· group ${groups}`);
    return parts.join(' ');
  }
  const permutation = ints(attribute('perm'));
  if (permutation.length > 0) return permutation.join(' ');
  const to = attribute('to', 'dstt', 'out_data_type');
  if (to?.kind === 'dtype') return `to ${to.value}`;
  const mode = attribute('mode');
  if (mode?.kind === 'string' && mode.value.length < 12) return mode.value;
  const axis = ints(attribute('axis', 'axes', 'dim', 'dimension'));
  if (axis.length > 0 && axis.length <= 4) return `axis ${axis.join(', ')}`;
  return '';
}

function ints(value: AttributeValue | null): readonly number[] {
  if (value === null) return [];
  switch (value.kind) {
    case 'int':
      return [value.value];
    case 'ints':
      return value.values;
    default:
      return [];
  }
}

/** TensorFlow writes windows as [1, h, w, 1]. */
function withoutOnes(values: readonly number[]): readonly number[] {
  return values.length === 4 && values[0] === 1 && values[3] === 1 ? values.slice(1, 3) : values;
}
