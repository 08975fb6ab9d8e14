import { describe, expect, it } from 'vitest';
import { say } from './messages/message.ts';
import { inspectModel } from './inspectModel.ts';
import type { Graph, GraphNode, ModelGraph } from './modelGraph.ts';
import { diagnoseModel } from './operators/diagnoseModel.ts';
import { runtimeById } from './operators/runtimes.ts';
import type { DType, Shape } from './valueType.ts';

type NodeFields = Pick<GraphNode, 'opType'> & Partial<GraphNode>;

/** A chain of nodes, each with one input and one output, from one graph input. */
function chain(
  format: ModelGraph['format'],
  nodes: readonly NodeFields[],
  {
    dtype = 'float32',
    shape = [1, 3],
    opset = 17,
  }: { readonly dtype?: DType; readonly shape?: Shape; readonly opset?: number } = {},
): ModelGraph {
  const type = { kind: 'tensor', dtype, shape, isSparse: false } as const;
  const graph: Graph = {
    id: 0,
    name: 'main',
    kind: 'main',
    parent: null,
    inputs: [0],
    outputs: [nodes.length],
    nodes: nodes.map((node, id) => ({
      name: `n${id}`,
      domain: '',
      version: null,
      inputs: [id],
      outputs: [id + 1],
      controlInputs: [],
      captured: [],
      attributes: [],
      calls: null,
      source: { file: 'm', byteOffset: null, line: null },
      ...node,
      id,
    })),
    values: Array.from({ length: nodes.length + 1 }, (_, id) => ({
      id,
      name: `v${id}`,
      type,
      isInferred: false,
      producer: id === 0 ? null : id - 1,
      constant: null,
      outer: null,
      quantization: null,
    })),
  };
  return {
    format,
    formatVersion: '',
    isText: false,
    producer: null,
    opsets: format === 'onnx' ? [{ domain: '', version: opset }] : [],
    metadata: [],
    graphs: [graph],
    constants: [],
    findings: [],
  };
}

const x64 = ['onnxruntime-cpu-x64'];

function diagnosticsOf(model: ModelGraph, ids: readonly string[]) {
  return diagnoseModel(
    model,
    ids.flatMap((id) => runtimeById(id) ?? []),
  ).diagnostics;
}

function codes(model: ModelGraph, ids: readonly string[]): readonly string[] {
  return diagnosticsOf(model, ids).map(({ code }) => code);
}

function verdict(model: ModelGraph, id: string): unknown {
  const runtime = runtimeById(id);
  return runtime === null ? undefined : diagnoseModel(model, [runtime]).verdicts[runtime.id];
}

describe('ONNX Runtime on the CPU', () => {
  it('runs what it has kernels for', () => {
    expect(codes(chain('onnx', [{ opType: 'Conv' }, { opType: 'Relu' }]), x64)).toEqual([]);
  });

  it('casts around a float16 convolution on x64, and not on ARM64', () => {
    const model = chain('onnx', [{ opType: 'Conv' }], { dtype: 'float16' });
    expect(codes(model, x64)).toEqual(['op.needsCast']);
    expect(codes(model, ['onnxruntime-cpu-arm64'])).toEqual([]);
    expect(verdict(model, 'onnxruntime-cpu-x64')).toBe('runs');
  });

  it('has NonMaxSuppression, which its documentation leaves out, and DeformConv, which version 1.24 leaves out', () => {
    expect(codes(chain('onnx', [{ opType: 'NonMaxSuppression' }]), x64)).toEqual([]);
    expect(codes(chain('onnx', [{ opType: 'DeformConv' }], { opset: 19 }), x64)).toEqual([]);
  });

  it('knows what the XNNPACK provider takes, under which condition, and what it leaves to the CPU', () => {
    const model = chain('onnx', [{ opType: 'Conv' }, { opType: 'Softmax' }, { opType: 'Sigmoid' }]);
    expect(codes(model, ['onnxruntime-xnnpack'])).toEqual(['op.condition', 'op.condition', 'op.fallback']);
    expect(verdict(model, 'onnxruntime-xnnpack')).toBe('partly');
  });

  it.each([
    ['an operator that ONNX does not have', { opType: 'CropAndResize' }, 17, 'op.unknown'],
    ['an operator that came later', { opType: 'RoiAlign' }, 9, 'opset.tooOld'],
    ['an operator that was taken out', { opType: 'Upsample' }, 17, 'op.deprecated'],
    ['an operator set that is not there yet', { opType: 'Relu' }, 999, 'opset.tooNew'],
    [
      'an operator set that is not imported',
      { opType: 'BatchedNMS_TRT', domain: 'trt' },
      17,
      'opset.missing',
    ],
  ])('stops at %s', (_, node, opset, code) => {
    const model = chain('onnx', [node], { opset });
    expect(codes(model, x64)).toEqual([code]);
    expect(verdict(model, 'onnxruntime-cpu-x64')).toBe('does-not-run');
  });

  it('says how to write CropAndResize instead', () => {
    const [diagnostic] = diagnoseModel(chain('onnx', [{ opType: 'CropAndResize' }])).diagnostics;
    expect(diagnostic?.fix).toEqual([say('rewrite.cropAndResize')]);
    expect(diagnostic?.node).toBe('n0');
  });
});

describe('kernels of ONNX Runtime that are choosy', () => {
  const layout = (value: number): GraphNode['attributes'] => [
    { name: 'layout', value: { kind: 'int', value } },
  ];

  it.each(['RNN', 'GRU', 'LSTM'])('%s takes time first alone', (opType) => {
    expect(codes(chain('onnx', [{ opType, attributes: layout(0) }]), x64)).toEqual([]);
    const [diagnostic] = diagnosticsOf(chain('onnx', [{ opType, attributes: layout(1) }]), x64);
    expect(diagnostic?.code).toBe('op.unsupportedAttribute');
    expect(diagnostic?.message).toEqual(
      say('why.onnx.attribute', { op: opType, attribute: 'layout', value: 1, taken: '0' }),
    );
    expect(diagnostic?.fix).toEqual([say('do.timeFirst')]);
  });

  it('Pow takes few types as its exponent', () => {
    const pow = (dtype: DType): ModelGraph => {
      const model = chain('onnx', [
        { opType: 'Pow', inputs: [0, 2] },
        { opType: 'Relu', inputs: [1] },
      ]);
      const [main] = model.graphs;
      if (main === undefined) throw new Error('no graph');
      const values = main.values.map((value) =>
        value.id === 2
          ? {
              ...value,
              producer: null,
              type: { kind: 'tensor', dtype, shape: [3], isSparse: false } as const,
            }
          : value,
      );
      return { ...model, graphs: [{ ...main, inputs: [0, 2], outputs: [1], values }] };
    };
    expect(codes(pow('int64'), x64)).toEqual([]);
    expect(codes(pow('uint32'), x64)).toEqual(['op.unsupportedType']);
  });
});

describe('providers and delegates', () => {
  it('hands to the CPU what NNAPI lacks, and asks for fixed shapes', () => {
    const model = chain('onnx', [{ opType: 'Relu' }, { opType: 'Erf' }], { shape: ['batch', 3] });
    expect(codes(model, ['onnxruntime-nnapi'])).toEqual(['shape.dynamic', 'op.fallback']);
    expect(verdict(model, 'onnxruntime-nnapi')).toBe('partly');
  });

  it('knows what TFLite runs alone, with Select TF ops, and not at all', () => {
    const flex = chain('tflite', [{ opType: 'FlexCropAndResize', domain: 'custom' }]);
    expect(verdict(flex, 'tflite')).toBe('does-not-run');
    expect(verdict(flex, 'tflite-select-tf')).toBe('runs');
    const own = chain('tflite', [{ opType: 'TFLite_Detection_PostProcess', domain: 'custom' }]);
    expect(verdict(own, 'tflite')).toBe('runs');
    const custom = chain('tflite', [{ opType: 'edgetpu-custom-op', domain: 'custom' }]);
    expect(codes(custom, ['tflite-select-tf'])).toEqual(['op.custom']);
    expect(codes(chain('tflite', [{ opType: 'CONV_2D', version: 999 }]), ['tflite'])).toEqual([
      'op.newerVersion',
    ]);
  });

  it('names TensorFlow 1 control flow', () => {
    const model = chain('tensorflow', [{ opType: 'Enter' }, { opType: 'Merge' }]);
    expect(codes(model, ['tflite'])).toEqual(['controlFlow.tf1', 'controlFlow.tf1']);
  });

  it('knows what the TFLite converter writes otherwise, and where lists of tensors may stay lists', () => {
    expect(
      codes(chain('tensorflow', [{ opType: 'DivNoNan' }, { opType: 'Reciprocal' }]), ['tflite']),
    ).toEqual([]);
    const list = chain('tensorflow', [{ opType: 'TensorListStack' }]);
    expect(codes(list, ['tflite'])).toEqual(['op.condition']);
    expect(codes(list, ['tflite-select-tf'])).toEqual([]);
  });

  it('says where fused operators come from', () => {
    const [fused] = diagnosticsOf(chain('tensorflow', [{ opType: 'FusedDepthwiseConv2dNative' }]), [
      'tflite',
    ]);
    expect(fused?.fix).toEqual([say('rewrite.unfuse')]);
  });

  it('leaves alone what a converter prunes', () => {
    const model = chain('saved-model', [{ opType: 'Relu' }, { opType: 'SaveV2' }]);
    const [main] = model.graphs;
    if (main === undefined) throw new Error('no graph');
    expect(codes(model, ['tflite'])).toEqual(['op.needsSelectTf']);
    expect(codes({ ...model, graphs: [{ ...main, outputs: [1] }] }, ['tflite'])).toEqual([]);
  });

  it('says so when a runtime does not load the format', () => {
    expect(codes(chain('caffe2', [{ opType: 'Conv' }]), x64)).toEqual(['runtime.otherFormat']);
    expect(codes(chain('caffe2', [{ opType: 'GenerateProposals' }]), ['caffe2-cpu'])).toEqual([]);
  });
});

describe('inspectModel', () => {
  it('has the form that scripts read', () => {
    const inspection = inspectModel(chain('onnx', [{ opType: 'Relu' }, { opType: 'Relu' }]), 77, null);
    expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
    expect(inspection.opTypes).toEqual({ Relu: 2 });
    expect(inspection.graphs).toEqual([
      {
        name: 'main',
        kind: 'main',
        nodes: 2,
        inputs: [{ name: 'v0', type: 'float32[1,3]', dtype: 'float32', shape: [1, 3] }],
        outputs: [{ name: 'v2', type: 'float32[1,3]', dtype: 'float32', shape: [1, 3] }],
      },
    ]);
    expect(Object.keys(inspection.verdicts)).toContain('onnxruntime-cpu-x64');
  });
});
