import type { Seed } from './modelsFuzz.ts';

/** A small graph model as the TensorFlow.js converter writes it: placeholder, weights, a convolution, a loop-free head. */
export function tfjsSeed(): Seed {
  const type = (name: string) => ({ type: name });
  const shape = (...sizes: readonly number[]) => ({
    shape: { dim: sizes.map((size) => ({ size: String(size) })) },
  });
  const document = {
    format: 'graph-model',
    generatedBy: '2.16.1',
    convertedBy: 'TensorFlow.js Converter v4.20.0',
    signature: {
      inputs: {
        image: { name: 'image:0', dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '-1' }, { size: '8' }] } },
      },
      outputs: {
        scores: {
          name: 'scores:0',
          dtype: 'DT_FLOAT',
          tensorShape: { dim: [{ size: '-1' }, { size: '4' }] },
        },
      },
    },
    modelTopology: {
      node: [
        { name: 'image', op: 'Placeholder', attr: { dtype: type('DT_FLOAT'), shape: shape(-1, 8) } },
        {
          name: 'weights',
          op: 'Const',
          attr: {
            dtype: type('DT_FLOAT'),
            value: { tensor: { dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '8' }, { size: '4' }] } } },
          },
        },
        {
          name: 'bias',
          op: 'Const',
          attr: {
            dtype: type('DT_FLOAT'),
            value: { tensor: { dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '4' }] } } },
          },
        },
        {
          name: 'product',
          op: 'MatMul',
          input: ['image', 'weights'],
          attr: { T: type('DT_FLOAT'), transpose_a: { b: false }, transpose_b: { b: false } },
        },
        {
          name: 'sum',
          op: 'BiasAdd',
          input: ['product', 'bias'],
          attr: { T: type('DT_FLOAT'), data_format: { s: 'TkhXQw==' } },
        },
        { name: 'scores', op: 'Sigmoid', input: ['sum'], attr: { T: type('DT_FLOAT') } },
      ],
      library: {},
      versions: { producer: 1482 },
    },
    weightsManifest: [
      {
        paths: ['group1-shard1of1.bin'],
        weights: [
          { name: 'weights', shape: [8, 4], dtype: 'float32' },
          {
            name: 'bias',
            shape: [4],
            dtype: 'float32',
            quantization: { dtype: 'uint8', min: -1, scale: 0.01, original_dtype: 'float32' },
          },
        ],
      },
    ],
  };
  return { fileName: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(document)) };
}
