import { describe, expect, it } from 'vitest';
import { sketchGraph, sketchNode, sketchValue, tensorOf } from '#test/support/sketchGraph.ts';
import type { Shape } from '../model/valueType.ts';
import { multiplyAdds } from './multiplyAdds.ts';

interface Case {
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  readonly attributes?: Readonly<Record<string, number>>;
}

function count(opType: string, { inputs, output, attributes = {} }: Case): number | null {
  const node = sketchNode({
    opType,
    inputs: inputs.map((_shape, index) => index),
    outputs: [inputs.length],
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value: { kind: 'int', value } })),
  });
  const values = [...inputs, output].map((shape, id) => sketchValue(id, { type: tensorOf(shape) }));
  return multiplyAdds(sketchGraph({ nodes: [node], values }), node);
}

describe('multiply-adds', () => {
  // Each expected figure is worked out by hand: outputs times what one output sums.
  it.each<[string, Case, number | null]>([
    [
      'Conv',
      {
        inputs: [
          [1, 3, 8, 8],
          [4, 3, 3, 3],
        ],
        output: [1, 4, 8, 8],
      },
      256 * 27,
    ],
    [
      'Conv',
      {
        inputs: [
          ['N', 3, 8, 8],
          [4, 3, 3, 3],
        ],
        output: ['N', 4, 8, 8],
      },
      256 * 27,
    ],
    [
      'Conv',
      {
        inputs: [
          [1, 4, 8, 8],
          [4, 1, 3, 3],
        ],
        output: [1, 4, 8, 8],
      },
      256 * 9,
    ],
    [
      'Conv',
      {
        inputs: [
          [1, 3, 'h', 8],
          [4, 3, 3, 3],
        ],
        output: [1, 4, 'h', 8],
      },
      null,
    ],
    [
      'ConvTranspose',
      {
        inputs: [
          [1, 2, 4, 4],
          [2, 5, 2, 2],
        ],
        output: [1, 5, 8, 8],
      },
      32 * 20,
    ],
    [
      'Conv2D',
      {
        inputs: [
          [1, 8, 8, 3],
          [3, 3, 3, 4],
        ],
        output: [1, 8, 8, 4],
      },
      256 * 27,
    ],
    [
      'DepthwiseConv2dNative',
      {
        inputs: [
          [1, 8, 8, 4],
          [3, 3, 4, 1],
        ],
        output: [1, 8, 8, 4],
      },
      256 * 9,
    ],
    [
      'CONV_2D',
      {
        inputs: [
          [1, 8, 8, 3],
          [4, 3, 3, 3],
        ],
        output: [1, 8, 8, 4],
      },
      256 * 27,
    ],
    [
      'DEPTHWISE_CONV_2D',
      {
        inputs: [
          [1, 8, 8, 4],
          [1, 3, 3, 4],
        ],
        output: [1, 8, 8, 4],
      },
      256 * 9,
    ],
    [
      'MatMul',
      {
        inputs: [
          [2, 3],
          [3, 5],
        ],
        output: [2, 5],
      },
      30,
    ],
    [
      'MatMul',
      {
        inputs: [
          [3, 2],
          [3, 5],
        ],
        output: [2, 5],
        attributes: { transpose_a: 1 },
      },
      30,
    ],
    [
      'Gemm',
      {
        inputs: [
          [3, 2],
          [3, 5],
        ],
        output: [2, 5],
        attributes: { transA: 1 },
      },
      30,
    ],
    [
      'FULLY_CONNECTED',
      {
        inputs: [
          [1, 7],
          [5, 7],
        ],
        output: [1, 5],
      },
      35,
    ],
    ['MatMul', { inputs: [null, [3, 5]], output: [2, 5] }, null],
    ['Relu', { inputs: [null], output: null }, 0],
  ])('of %s with %j are %j', (opType, shapes, expected) => {
    expect(count(opType, shapes)).toBe(expected);
  });
});
