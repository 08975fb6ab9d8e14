/**
 * Operators of ONNX Runtime's XNNPACK provider and their conditions, empty for none; by `domain:operator`. From
 * microsoft/onnxruntime (MIT), under onnxruntime/core/providers/xnnpack:
 *
 * - the operators: the kernels that xnnpack_execution_provider.cc registers at 1b38b58;
 * - Relu and Clip: ClipReluChecker of detail/node_support_checker.cc at 01674db;
 * - the conditions: what each kernel's IsOnnxNodeSupported asks for, in nn/conv_base.cc and math/gemm.cc at 05d54b3,
 *   nn/max_pool.cc at 00a70b0, nn/average_pool.cc at 01674db, math/matmul.cc at 06dd121, tensor/resize.cc at 032935e and
 *   math/softmax.cc at 240f69d; and for the quantized ones docs/execution-providers/Xnnpack-ExecutionProvider.md at
 *   19d9fff.
 */
export const xnnpackProviderOps: Readonly<Record<string, string>> = {
  'ai.onnx:AveragePool':
    'operator set 11 or later, two spatial dimensions, known channels, height and width, kernel larger than 1×1, ' +
    'sizes rounded down, padding not counted',
  'ai.onnx:Clip': 'constant bounds, and right behind a Conv, MaxPool or AveragePool that it is fused with',
  'ai.onnx:Conv':
    'operator set 11 or later, two spatial dimensions, known channels, height and width, constant weights and bias',
  'ai.onnx:ConvTranspose':
    'operator set 11 or later, two spatial dimensions, known channels, height and width, constant weights and bias',
  'ai.onnx:Gemm': '32-bit floats, matrices of two dimensions, constant B and C, alpha and beta of 1',
  'ai.onnx:MatMul':
    '32-bit floats, constant second matrix of at most two dimensions, the first of as many or one more',
  'ai.onnx:MaxPool':
    'operator set 11 or later, two spatial dimensions, known channels, height and width, kernel larger than 1×1, ' +
    'sizes rounded down, no indices',
  'ai.onnx:QLinearConv':
    'two spatial dimensions, known channels, height and width, constant weights, bias, scales and zero points',
  'ai.onnx:Relu': 'right behind a Conv, MaxPool or AveragePool that it is fused with',
  'ai.onnx:Resize':
    'linear, four dimensions, known channels that stay as they are, constant scales or sizes, no antialiasing, no axes',
  'ai.onnx:Softmax': 'from operator set 13 over the last axis alone',
  'com.microsoft:QLinearAveragePool': 'two spatial dimensions, constant scales and zero points',
  'com.microsoft:QLinearConvTranspose': 'constant scales and zero points',
  'com.microsoft:QLinearSoftmax': 'constant scales and zero points',
};
