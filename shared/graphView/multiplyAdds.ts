import type { AttributeValue, Graph, GraphNode, ValueId } from '../model/modelGraph.ts';
import type { Shape } from '../model/valueType.ts';

/**
 * Multiply-adds of one run of a node: convolutions, matrix products and fully connected layers, from their shapes. An
 * open first dimension counts as one image. Zero for operators that multiply nothing of weight; null when a shape that
 * is needed is not known.
 */
export function multiplyAdds(graph: Graph, node: GraphNode): number | null {
  const shapeOf = (id: ValueId | null | undefined): Shape => {
    const type = id === null || id === undefined ? null : (graph.values[id]?.type ?? null);
    return type?.kind === 'tensor' ? type.shape : null;
  };
  const [first, second, third] = node.inputs;
  const output = product(shapeOf(node.outputs[0]));
  switch (node.opType) {
    case 'Conv':
    case 'ConvInteger':
    case 'QLinearConv':
    case 'FusedConv': {
      // Weights of ONNX and Caffe2: [out, in / groups, kernel...]. QLinearConv's stand fourth.
      const weight = shapeOf(node.opType === 'QLinearConv' ? node.inputs[3] : second);
      return times(output, product(weight?.slice(1) ?? null));
    }
    case 'ConvTranspose': {
      // Each input element is multiplied by [out / groups, kernel...].
      return times(product(shapeOf(first)), product(shapeOf(second)?.slice(1) ?? null));
    }
    case 'Conv2D':
    case '_FusedConv2D':
    case 'Conv3D':
      // TensorFlow: [kernel..., in, out].
      return times(output, product(shapeOf(second)?.slice(0, -1) ?? null));
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2dNative':
      return times(output, product(shapeOf(second)?.slice(0, 2) ?? null));
    case 'CONV_2D':
    case 'CONV_3D':
      // TFLite: [out, kernel..., in].
      return times(output, product(shapeOf(second)?.slice(1) ?? null));
    case 'DEPTHWISE_CONV_2D':
      return times(output, product(shapeOf(second)?.slice(1, 3) ?? null));
    case 'TRANSPOSE_CONV': {
      // Weights [out, kernel..., in], the picture is the third input.
      const weight = shapeOf(second);
      return times(product(shapeOf(third)), product(weight?.slice(0, 3) ?? null));
    }
    case 'MatMul':
    case 'MatMulInteger':
    case 'BatchMatMul':
    case 'BatchMatMulV2':
    case 'BATCH_MATMUL': {
      const isFlipped = flag(node, 'transpose_a', 'adj_x', 'transA');
      const shape = shapeOf(first);
      const inner = shape?.at(isFlipped ? -2 : -1) ?? null;
      return typeof inner === 'number' ? times(output, inner) : null;
    }
    case 'Gemm':
    case 'FusedMatMul': {
      const inner = shapeOf(first)?.at(flag(node, 'transA') ? 0 : -1) ?? null;
      return typeof inner === 'number' ? times(output, inner) : null;
    }
    case 'FC':
    case 'FULLY_CONNECTED': {
      const inner = shapeOf(second)?.at(-1) ?? null;
      return typeof inner === 'number' ? times(output, inner) : null;
    }
    default:
      return 0;
  }
}

function flag(node: GraphNode, ...names: readonly string[]): boolean {
  const value: AttributeValue | undefined = node.attributes.find(({ name }) => names.includes(name))?.value;
  return (value?.kind === 'int' && value.value !== 0) || (value?.kind === 'bool' && value.value);
}

/** An open first dimension is the batch: one. */
function product(shape: Shape): number | null {
  if (shape === null) return null;
  let result = 1;
  for (const [index, dimension] of shape.entries()) {
    if (typeof dimension === 'number' && dimension >= 0) result *= dimension;
    else if (index > 0) return null;
  }
  return result;
}

function times(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a * b;
}
