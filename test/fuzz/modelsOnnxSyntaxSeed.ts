import type { Seed } from './modelsFuzz.ts';

const text = `<ir_version: 8, opset_import: ["" : 17, "com.example" : 1]>
small (float[N, 3, 8, 8] x, bool cond) => (float[N, 4, ?, ?] y, float z) <float[2] w = {0.5, -2e-3}, int64[1] axes = {2}>
{
  [first] c = Conv <kernel_shape: ints = [3, 3], auto_pad = "SAME_UPPER"> (x, w)
  y = LeakyRelu <alpha = 0.25> (c)
  k = Constant <value = float[2] {1.5, 2.5}> ()
  q, r = com.example.Two <names = ["a", "b"], flag = 1> (k, , y)
  z = If (cond) <then_branch = yes () => (float t) { t = Identity(k) }, else_branch = no () => (float e) { e = Neg(k) }>
}
`;

/** A model in ONNX' textual syntax: no corpus file is written in it. */
export function onnxSyntaxSeed(): Seed {
  return { fileName: 'small.onnxtxt', bytes: new TextEncoder().encode(text) };
}
