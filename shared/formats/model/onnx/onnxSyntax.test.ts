import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../base/errors.ts';
import type { ParsedModel } from '../modelFormat.ts';
import { parseModel } from '../registry.ts';

const header =
  '<\n  ir_version: 8,\n  opset_import: ["" : 17, "com.example" : 1],\n  producer_name: "twin"\n>\n';
const body = `small (float[N, 3, 8, 8] x, bool cond) => (float[N, 4, ?, ?] y, float z)
<float[2, 2] w = {0.5, -1, 2e-3, 4}, int64[2] axes = {-1, 2}, float[2, 2] mid>
{
  # a comment
  [first] c = Conv <kernel_shape: ints = [3, 3], auto_pad = "SAME_\\"UPPER"> (x, w)
  y = LeakyRelu <alpha: float = 0.25> (c)
  k = Constant <value = float[2] {1.5, 2.5}> ()
  q, _e = com.example.Two <names = ["a", "b"], scale = [0.5, 1], flag = 1> (k, , y)
  z = If (cond) <then_branch = yes () => (float t) { t = Identity(k) }, else_branch: graph = no () => (float e)
    <float e0 = {2}> { e = Identity(e0) }>
}
`;

function read(text: string): ParsedModel {
  return parseModel({
    fileName: 'small.onnxtxt',
    bytes: new TextEncoder().encode(text),
    folder: {
      sizeOf: () => null,
      read: () => {
        throw new AppError('model.missingFile', 'There are no files beside it.');
      },
    },
  });
}

function reasonOf(text: string): unknown {
  try {
    read(text);
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.details['reason'] : thrown;
  }
  return 'it was read';
}

describe("ONNX' textual syntax", () => {
  it('is read with header, types, attributes, constants and subgraphs', () => {
    const { model, readConstant } = read(header + body);
    const [main] = model.graphs;
    expect(model).toMatchObject({ format: 'onnx', isText: true, producer: 'twin' });
    expect(model.opsets).toEqual([
      { domain: '', version: 17 },
      { domain: 'com.example', version: 1 },
    ]);
    expect(main?.nodes.map(({ name, domain, opType }) => [name, domain, opType])).toEqual([
      ['first', '', 'Conv'],
      ['', '', 'LeakyRelu'],
      ['', '', 'Constant'],
      ['', 'com.example', 'Two'],
      ['', '', 'If'],
    ]);
    expect(main?.nodes[3]?.inputs[1]).toBeNull();
    expect(main?.nodes[0]?.attributes[1]?.value).toEqual({ kind: 'string', value: 'SAME_"UPPER' });
    expect(main?.nodes[3]?.attributes[1]?.value).toMatchObject({ kind: 'floats', values: [0.5, 1] });
    expect(main?.values.find(({ name }) => name === 'x')?.type).toMatchObject({ shape: ['N', 3, 8, 8] });
    expect(model.graphs.map(({ name }) => name)).toEqual(['small', 'yes', 'no']);
    const constant = main?.values.find(({ name }) => name === 'w')?.constant ?? -1;
    const content = readConstant(constant);
    expect(content.kind === 'bytes' && [...new Float32Array(content.bytes.slice().buffer)]).toEqual(
      [0.5, -1, 2e-3, 4].map(Math.fround),
    );
  });

  it.each([
    ['a field that a model does not have', header.replace('producer_name', 'colour'), /line 4: “colour”/],
    ['a missing arrow', header + 'g (float x) {}', /line 6: “=>” is expected, not “{”/],
    [
      'a field that a function does not have',
      `${header}g () => () {}\n<colour: "d"> f (x) => (y) {}`,
      /line 7: “colour”/,
    ],
    ['data without a type', `${header}g () => () <w = {1}> {}`, /line 6: data of “w” needs a type/],
    ['data of what is no tensor', `${header}g () => () <seq(float) w = {1}> {}`, /only a tensor has data/],
    ['types without an end', `${header}g (${'seq('.repeat(9000)}`, /line 6: a type nests too deeply/],
    ['a file that ends too soon', `${header}g () => () {`, /the end of the file/],
  ])('names the line of %s', (_name, text, reason) => {
    expect(reasonOf(text)).toMatch(reason);
  });

  it('leaves data in a file beside it, and says which was left out', () => {
    const { model } = read(
      `${header}g () => () <float[1] w = ["location": "w.bin", "offset": "8"], int4[3] four = ...> {}`,
    );
    expect(
      model.constants.map(({ name, externalFile, isAvailable }) => [name, externalFile, isAvailable]),
    ).toEqual([
      ['w', 'w.bin', false],
      ['four', '', false],
    ]);
    expect(model.findings.map(({ code }) => code)).toEqual([
      'model.externalDataMissing',
      'model.dataLeftOut',
    ]);
  });

  it('reads operators of domains that hold versions and hyphens, graphs whose names are quoted, infinite numbers', () => {
    const { model } = read(
      `${header}g (float x) => (float y) <float[2] w = {-infinity, -nan}> {
  a = pkg.torch.2.1.0.My-Op:half (x)
  y = If (a) <then_branch: graph = "a branch" () => (float t) { t = Neg (a) }, else_branch = no () => (float e) { e = Abs (a) }>
}`,
    );
    expect(model.graphs[0]?.nodes[0]).toMatchObject({ domain: 'pkg.torch.2.1.0', opType: 'My-Op' });
    expect(model.graphs.map(({ name }) => name)).toEqual(['g', 'a branch', 'no']);
  });

  it('ends in a model or in a named error whatever is cut out of it', () => {
    const text = header + body;
    fc.assert(
      fc.property(
        fc.nat(text.length - header.length),
        fc.nat(60),
        fc.string({ maxLength: 4 }),
        (at, length, put) => {
          const start = header.length + at;
          try {
            read(text.slice(0, start) + put + text.slice(start + length));
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(AppError);
          }
        },
      ),
    );
  });
});
