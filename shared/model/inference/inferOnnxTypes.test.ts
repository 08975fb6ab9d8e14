import { describe, expect, it } from 'vitest';
import type { AttributeValue, GraphNode, ModelConstant, ModelGraph } from '../modelGraph.ts';
import { formatType, type Shape } from '../valueType.ts';
import { broadcast, reshaped } from './dimensions.ts';
import { inferOnnxTypes } from './inferOnnxTypes.ts';

interface Step {
  readonly opType: string;
  readonly inputs: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

const ints = (...values: readonly number[]): AttributeValue => ({
  kind: 'ints',
  values,
  length: values.length,
});
const int = (value: number): AttributeValue => ({ kind: 'int', value });

/** Types of the values `0`, `1`, ... that the steps give, from an input `x` and constants by name. */
function infer(
  shape: Shape,
  steps: readonly Step[],
  constants: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly numbers?: readonly number[] }>
  > = {},
): readonly string[] {
  const names = ['x', ...Object.keys(constants), ...steps.map((_, index) => String(index))];
  const list: ModelConstant[] = Object.entries(constants).map(([name, constant], id) => ({
    id,
    name,
    dtype: constant.numbers === undefined ? 'float32' : 'int64',
    shape: constant.shape,
    storedBytes: 0,
    isSparse: false,
    externalFile: null,
    isAvailable: true,
  }));
  const nodes = steps.map(({ opType, inputs, attributes = {} }, id): GraphNode => ({
    id,
    name: '',
    opType,
    domain: '',
    version: null,
    inputs: inputs.map((name) => (name === '' ? null : names.indexOf(name))),
    outputs: [names.indexOf(String(id))],
    controlInputs: [],
    captured: [],
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    calls: null,
    source: { file: '', byteOffset: null, line: null },
  }));
  const model: ModelGraph = {
    format: 'onnx',
    formatVersion: '',
    isText: false,
    producer: null,
    opsets: [{ domain: '', version: 17 }],
    metadata: [],
    constants: list,
    findings: [],
    graphs: [
      {
        id: 0,
        name: '',
        kind: 'main',
        parent: null,
        nodes,
        inputs: [0],
        outputs: [],
        values: names.map((name, id) => ({
          id,
          name,
          type: id === 0 ? { kind: 'tensor', dtype: 'float32', shape, isSparse: false } : null,
          isInferred: false,
          producer: null,
          constant: list.find((constant) => constant.name === name)?.id ?? null,
          outer: null,
          quantization: null,
        })),
      },
    ],
  };
  const numbers = Object.values(constants).map((constant) => constant.numbers ?? null);
  const values = inferOnnxTypes(model, (id) => numbers[id] ?? null).graphs[0]?.values ?? [];
  return steps.map((_, index) => formatType(values[names.indexOf(String(index))]?.type ?? null));
}

describe('types that an ONNX file leaves out', () => {
  it('follows a backbone of convolutions and pools, open sizes kept by what keeps them', () => {
    const steps: readonly Step[] = [
      { opType: 'Conv', inputs: ['x', 'w'], attributes: { pads: ints(1, 1, 1, 1) } },
      { opType: 'Relu', inputs: ['0'] },
      { opType: 'MaxPool', inputs: ['1'], attributes: { kernel_shape: ints(2, 2), strides: ints(2, 2) } },
      { opType: 'GlobalAveragePool', inputs: ['2'] },
      { opType: 'Flatten', inputs: ['3'] },
    ];
    const constants = { w: { shape: [8, 3, 3, 3] } };
    expect(infer([1, 3, 33, 64], steps, constants)).toEqual([
      'float32[1,8,33,64]',
      'float32[1,8,33,64]',
      'float32[1,8,16,32]',
      'float32[1,8,1,1]',
      'float32[1,8]',
    ]);
    expect(infer([1, 3, 'height', 'width'], steps, constants).slice(0, 3)).toEqual([
      'float32[1,8,height,width]',
      'float32[1,8,height,width]',
      'float32[1,8,?,?]',
    ]);
  });

  it('carries shapes through Shape, Gather and Concat into Reshape', () => {
    const types = infer(
      [2, 'anchors', 4],
      [
        { opType: 'Shape', inputs: ['x'] },
        { opType: 'Gather', inputs: ['0', 'first'], attributes: { axis: int(0) } },
        { opType: 'Concat', inputs: ['1', 'rest'], attributes: { axis: int(0) } },
        { opType: 'Reshape', inputs: ['x', '2'] },
      ],
      { first: { shape: [1], numbers: [0] }, rest: { shape: [1], numbers: [-1] } },
    );
    expect(types).toEqual(['int64[3]', 'int64[1]', 'int64[2]', 'float32[2,?]']);
  });

  it.each<
    [
      string,
      Step,
      Readonly<Record<string, { shape: readonly number[]; numbers?: readonly number[] }>>,
      string,
    ]
  >([
    [
      'Transpose',
      { opType: 'Transpose', inputs: ['x'], attributes: { perm: ints(0, 2, 1) } },
      {},
      'float32[2,4,6]',
    ],
    [
      'Unsqueeze',
      { opType: 'Unsqueeze', inputs: ['x', 'a'] },
      { a: { shape: [1], numbers: [-1] } },
      'float32[2,6,4,1]',
    ],
    ['MatMul', { opType: 'MatMul', inputs: ['x', 'w'] }, { w: { shape: [4, 5] } }, 'float32[2,6,5]'],
    [
      'ReduceMean',
      { opType: 'ReduceMean', inputs: ['x'], attributes: { axes: ints(1), keepdims: int(0) } },
      {},
      'float32[2,4]',
    ],
    ['ArgMax', { opType: 'ArgMax', inputs: ['x'], attributes: { axis: int(-1) } }, {}, 'int64[2,6,1]'],
    ['NonMaxSuppression', { opType: 'NonMaxSuppression', inputs: ['x', 'x'] }, {}, 'int64[?,3]'],
    ['Cast', { opType: 'Cast', inputs: ['x'], attributes: { to: int(10) } }, {}, 'float16[2,6,4]'],
    ['Greater', { opType: 'Greater', inputs: ['x', 'w'] }, { w: { shape: [] } }, 'bool[2,6,4]'],
    [
      'Slice',
      { opType: 'Slice', inputs: ['x', 's', 'e', 'a'] },
      { s: { shape: [1], numbers: [1] }, e: { shape: [1], numbers: [-1] }, a: { shape: [1], numbers: [1] } },
      'float32[2,4,4]',
    ],
    ['an operator without a rule', { opType: 'GridSample', inputs: ['x'] }, {}, '?'],
  ])('%s', (_, step, constants, expected) => {
    expect(infer([2, 6, 4], [step], constants)).toEqual([expected]);
  });

  it('broadcasts and reshapes as NumPy does', () => {
    expect(broadcast([2, 1, 4], [3, 1])).toEqual([2, 3, 4]);
    expect(broadcast(['n', 3], [1, 3])).toEqual(['n', 3]);
    expect(broadcast(null, [1])).toBeNull();
    expect(reshaped([2, 6, 4], [0, -1], false)).toEqual([2, 24]);
    expect(reshaped([2, null], [-1, 4], false)).toEqual([null, 4]);
  });
});
