/**
 * What the tables of ONNX Runtime 1.24 do not list and the runtime that comes with the app (1.30) takes all the same:
 * the runtime has the last word. `domain:operator`, or `domain:operator/type` for a type of the first input. Found by
 * test/fuzz/modelsVerdicts.ts over the models of Debian's libonnx-testdata 1.12, DeformConv by a model of its own.
 */
export const provenByRunning: ReadonlySet<string> = new Set([
  'ai.onnx:DeformConv',
  'ai.onnx:DynamicQuantizeLinear/float32',
  'ai.onnx:Max/int8',
  'ai.onnx:Max/uint8',
  'ai.onnx:Min/int8',
  'ai.onnx:Min/uint8',
  'ai.onnx:Where/bool',
]);
