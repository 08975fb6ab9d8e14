import { describe, expect, it } from 'vitest';
import { parseModel } from '../registry.ts';

/** The findings about a graph of these lines. */
function findingsOf(lines: string): readonly string[] {
  const text = `<ir_version: 10, opset_import: ["" : 21]>\nmain (float[2] x) => (float[2] y)\n{\n${lines}\n}\n`;
  const folder = { sizeOf: () => null, read: () => new Uint8Array(0) };
  const { model } = parseModel({
    fileName: 'names.onnxtxt',
    bytes: new TextEncoder().encode(text),
    folder,
  });
  return model.findings.map(({ code }) => code);
}

describe('two nodes of one name', () => {
  it('are found', () => {
    expect(findingsOf('[n] a = Relu (x)\n[n] y = Neg (a)')).toEqual(['onnx.duplicateNodeName']);
  });

  it('are fine without a name, and as constants, which ONNX Runtime makes initializers of', () => {
    expect(findingsOf('a = Relu (x)\ny = Neg (a)')).toEqual([]);
    const constants =
      '[n] a = Constant <value = float[2] {1, 2}> ()\n[n] b = Constant <value = float[2] {1, 2}> ()';
    expect(findingsOf(`${constants}\nc = Add (a, b)\ny = Add (x, c)`)).toEqual([]);
  });
});
