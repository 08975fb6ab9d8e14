/**
 * Operators of ONNX Runtime's XNNPACK provider and their conditions, empty for none; by `domain:operator`. From
 * microsoft/onnxruntime (MIT), main at 1b38b58: the kernels that xnnpack_execution_provider.cc registers, the activations
 * that node_support_checker.cc lets it fuse, and the conditions of the provider's page in the documentation.
 */
export const xnnpackProviderOps: Readonly<Record<string, string>> = {
  'ai.onnx:AveragePool': 'two spatial dimensions',
  'ai.onnx:Clip': 'constant bounds, and right behind a Conv, MaxPool or AveragePool that it is fused with',
  'ai.onnx:Conv': 'two spatial dimensions; constant weights and bias',
  'ai.onnx:ConvTranspose': 'two spatial dimensions; constant weights and bias',
  'ai.onnx:Gemm': 'matrices of two dimensions; constant second matrix',
  'ai.onnx:MatMul': 'matrices of two dimensions; constant second matrix',
  'ai.onnx:MaxPool': 'two spatial dimensions',
  'ai.onnx:QLinearConv': 'two spatial dimensions; constant weights and bias',
  'ai.onnx:Relu': 'right behind a Conv, MaxPool or AveragePool that it is fused with',
  'ai.onnx:Resize': 'two spatial dimensions, linear',
  'ai.onnx:Softmax': 'before operator set 13 over the last axis alone',
  'com.microsoft:QLinearAveragePool': 'two spatial dimensions',
  'com.microsoft:QLinearSoftmax': '',
};
