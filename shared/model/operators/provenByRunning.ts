/**
 * What the tables of ONNX Runtime 1.24 do not list and the runtime that comes with the app (1.30) takes all the same:
 * the runtime has the last word. `domain:operator`, or `domain:operator/type` for a type of the first input. Found by
 * test/verify/verdicts.ts over the models of Debian's libonnx-testdata 1.12, ConvInteger, DeformConv and DepthToSpace by
 * models of their own.
 */
export const provenByRunning: ReadonlySet<string> = new Set([
  'ai.onnx:ConvInteger/int8',
  'ai.onnx:DeformConv',
  'ai.onnx:DepthToSpace/int8',
  'ai.onnx:DynamicQuantizeLinear/float32',
  'ai.onnx:Max/int8',
  'ai.onnx:Max/uint8',
  'ai.onnx:Min/int8',
  'ai.onnx:Min/uint8',
  'ai.onnx:Where/bool',
]);
