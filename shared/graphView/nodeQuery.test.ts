import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sketchGraph, sketchNode, sketchValue, tensorOf } from '#test/support/sketchGraph.ts';
import { AppError } from '../base/errors.ts';
import type { ModelGraph } from '../model/modelGraph.ts';
import { matchesQuery, parseQuery } from './nodeQuery.ts';

const node = sketchNode({
  name: 'fpn/level0/conv',
  opType: 'Conv',
  inputs: [0],
  outputs: [1],
  attributes: [
    { name: 'group', value: { kind: 'int', value: 2 } },
    { name: 'kernel_shape', value: { kind: 'ints', values: [3, 3], length: 2 } },
  ],
});
const graph = sketchGraph({
  nodes: [node],
  values: [
    sketchValue(0, { name: 'features', type: tensorOf([1, 16, 'h', null], 'float16') }),
    sketchValue(1, { name: 'gpu_0:out', type: tensorOf([1, 8]) }),
  ],
  inputs: [0],
  outputs: [1],
});
const model: ModelGraph = {
  format: 'onnx',
  formatVersion: '',
  isText: false,
  producer: null,
  opsets: [],
  metadata: [],
  graphs: [graph],
  constants: [],
  findings: [],
};
const cost = { graph: 0, node: 0, bytes: 1500, parameters: 20, multiplyAdds: 3e6 };
const finds = (query: string): boolean =>
  matchesQuery(parseQuery(query), model, graph, node, cost, 'fpn/level0');

describe('a search', () => {
  it.each([
    'op:Conv dtype:float16 scope:fpn',
    'op:conv',
    'op:C*',
    'features',
    'FPN',
    'tensor:feat',
    'name:"level0/conv"',
    'attr:group',
    'attr:group=2',
    'shape:1x16x*',
    'shape:[1,8]',
    'shape:1×16×h×?',
    'bytes:>1k',
    'bytes:1500',
    'macs:>=3M',
    'params:<1k',
    '-op:Relu',
    '-dtype:int8 graph:main',
    'gpu_0:out',
    '',
  ])('finds a node by %s', (query) => {
    expect(finds(query)).toBe(true);
  });

  it.each([
    'op:ConvTranspose',
    'op:Con',
    'dtype:int8',
    'scope:backbone',
    'attr:group=1',
    'attr:axis',
    'shape:1x3',
    'bytes:>2k',
    'op:Conv -scope:fpn',
    '-op:C*',
  ])('does not find it by %s', (query) => {
    expect(finds(query)).toBe(false);
  });

  it.each([
    ['oop:Conv', 'oop'],
    ['bytes:many', 'bytes'],
  ])('says what is wrong with %s', (query, field) => {
    expect(() => parseQuery(query)).toThrow(
      expect.objectContaining({ code: 'graph.badQuery', details: { field } }),
    );
  });

  it('takes any text, or refuses it by name', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'grapheme' }), (text) => {
        try {
          finds(text);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
