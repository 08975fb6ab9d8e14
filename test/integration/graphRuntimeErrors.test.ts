import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { onnxFormat } from '#shared/formats/model/onnx/onnxFormat.ts';
import { AttributeProto_AttributeType } from '#shared/formats/model/onnx/generated/onnx-ml_pb.ts';
import {
  adviceForRuntimeError,
  nodeOfRuntimeError,
  parseOnnxRuntimeError,
  type RuntimeErrorReason,
} from '#shared/model/operators/onnxRuntimeError.ts';
import { defaultReadLimits } from '#shared/model/readLimits.ts';
import { floatValue, intsAttribute, onnxBytes, type OnnxGraph } from '#test/support/onnxModels.ts';

type Value = ReturnType<typeof floatValue>;

/** A value of another element type, by its ONNX number. */
function typed(name: string, shape: readonly (number | string)[], elemType: number): Value {
  const value = floatValue(name, shape);
  value.type.value.value.elemType = elemType;
  return value;
}

const int64 = 7;
const x = floatValue('x', [2, 3]);
const y = floatValue('y', [2, 3]);
const relu = { name: 'first', opType: 'Relu', input: ['x'], output: ['h'] };

function graphOf(node: object, input: readonly Value[] = [x], output: readonly Value[] = [y]): OnnxGraph {
  return { name: 'g', node: [relu, node], input: [...input], output: [...output] };
}

const wrong = (fields: object): object => ({ name: 'bad', input: ['h'], output: ['y'], ...fields });

/** Models that the real runtime refuses, what the text has to be read as, and the node that it is about. */
const refused: readonly (readonly [
  what: string,
  graph: OnnxGraph,
  reason: RuntimeErrorReason,
  node: string | null,
])[] = [
  ['an operator that there is not', graphOf(wrong({ opType: 'Frobnicate' })), 'unknownOperator', 'bad'],
  ['a domain without import', graphOf(wrong({ opType: 'Foo', domain: 'own' })), 'missingOpset', 'bad'],
  [
    'a type that the operator does not take',
    graphOf(wrong({ opType: 'Conv', input: ['i', 'i'] }), [x, typed('i', [1, 1, 3, 3], int64)]),
    'type',
    'bad',
  ],
  [
    'two types where one is wanted',
    graphOf(wrong({ opType: 'Add', input: ['h', 'i'] }), [x, typed('i', [1], int64)]),
    'type',
    'bad',
  ],
  [
    'shapes that do not fit',
    graphOf(wrong({ opType: 'MatMul', input: ['h', 'w'] }), [x, floatValue('w', [4, 5])]),
    'shape',
    'bad',
  ],
  [
    'a node without a name',
    graphOf(wrong({ name: '', opType: 'MatMul', input: ['h', 'w'] }), [x, floatValue('w', [4, 5])]),
    'shape',
    '',
  ],
  [
    'an attribute out of range',
    graphOf(wrong({ opType: 'Transpose', attribute: [intsAttribute('perm', [0, 5])] })),
    'shape',
    'bad',
  ],
  ['a missing attribute', graphOf(wrong({ opType: 'Cast' })), 'attribute', 'bad'],
  [
    'an attribute too much',
    graphOf(wrong({ opType: 'Abs', attribute: [intsAttribute('spin', [1])] })),
    'attribute',
    'bad',
  ],
  ['an input too much', graphOf(wrong({ opType: 'Abs', input: ['h', 'h'] })), 'arity', 'bad'],
  ['a value from nowhere', graphOf(wrong({ opType: 'Abs', input: ['nowhere'] })), 'missingValue', 'bad'],
  [
    'a value that is given twice',
    graphOf(wrong({ opType: 'Abs', output: ['h'] }), [x], [floatValue('h', [2, 3])]),
    'duplicateValue',
    'bad',
  ],
  [
    'a kernel that there is not',
    {
      name: 'g',
      node: [
        relu,
        {
          name: 'bad',
          opType: 'Gelu',
          input: ['b'],
          output: ['y'],
          attribute: [
            {
              name: 'approximate',
              type: AttributeProto_AttributeType.STRING,
              s: new TextEncoder().encode('odd'),
            },
          ],
        },
      ],
      input: [x, typed('b', [2, 3], 10)],
      output: [typed('y', [2, 3], 10)],
    },
    'unknownOperator',
    'bad',
  ],
];

beforeAll(() => {
  env.logLevel = 'fatal';
});

async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
  throw new Error('ONNX Runtime took it.');
}

describe('errors of ONNX Runtime', () => {
  it.each(refused)('are read: %s', async (_what, graph, reason, node) => {
    const bytes = onnxBytes(graph);
    const message = await failureOf(InferenceSession.create(bytes, { logSeverityLevel: 4 }));
    const facts = parseOnnxRuntimeError(message);
    expect(facts.reason, message).toBe(reason);
    expect(adviceForRuntimeError(facts)).not.toBe('');
    const folder = { sizeOf: () => null, read: () => new Uint8Array(0) };
    const { model } = onnxFormat.parse({ fileName: 'm.onnx', bytes, folder }, defaultReadLimits);
    const found = nodeOfRuntimeError(model, facts);
    expect(found === null ? null : model.graphs[found.graph]?.nodes[found.node]?.name, message).toBe(node);
  });

  it('are read while it runs', async () => {
    const session = await InferenceSession.create(
      onnxBytes({
        name: 'g',
        node: [{ name: 'mat', opType: 'MatMul', input: ['x', 'w'], output: ['y'] }],
        input: [floatValue('x', ['a', 'b']), floatValue('w', ['c', 'd'])],
        output: [floatValue('y', ['a', 'd'])],
      }),
      { logSeverityLevel: 4 },
    );
    const tensor = (shape: readonly number[]): Tensor =>
      new Tensor('float32', new Float32Array(shape.reduce((a, b) => a * b, 1)), shape);
    const running = parseOnnxRuntimeError(
      await failureOf(session.run({ x: tensor([2, 3]), w: tensor([4, 5]) })),
    );
    expect(running).toMatchObject({ reason: 'running', opType: 'MatMul', node: 'mat' });
    const rank = parseOnnxRuntimeError(
      await failureOf(session.run({ x: tensor([2, 3, 4]), w: tensor([4, 5]) })),
    );
    expect(rank).toMatchObject({ reason: 'feeds', tensor: 'x' });
    const missing = parseOnnxRuntimeError(await failureOf(session.run({ x: tensor([2, 3]) })));
    expect(missing).toMatchObject({ reason: 'feeds', tensor: 'w' });
  });

  it('of a damaged file are told apart', async () => {
    const message = await failureOf(
      InferenceSession.create(new Uint8Array([1, 2, 3]), { logSeverityLevel: 4 }),
    );
    expect(parseOnnxRuntimeError(message).reason).toBe('damaged');
  });

  it('of a kernel that is missing name the node', () => {
    // As ONNX Runtime 1.16 and older, and builds with fewer kernels, say it.
    const text = "Could not find an implementation for DeformConv(19) node with name '/neck/deform'";
    expect(parseOnnxRuntimeError(text)).toMatchObject({
      reason: 'noKernel',
      opType: 'DeformConv',
      node: '/neck/deform',
    });
  });

  it('of an unknown form keep their text', () => {
    expect(parseOnnxRuntimeError('Something else.')).toEqual({
      reason: 'other',
      opType: null,
      node: null,
      tensor: null,
      detail: 'Something else.',
    });
  });
});
