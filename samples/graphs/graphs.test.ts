import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseModel } from '../../shared/formats/model/registry.ts';
import { diagnoseGraph } from '../../shared/graphView/diagnosis.ts';
import { buildScopeTree } from '../../shared/graphView/scopeTree.ts';
import { runtimesFor } from '../../shared/model/operators/diagnoseModel.ts';
import { caffe2Head } from './caffe2Head.ts';
import { tensorflowHead } from './tensorflowHead.ts';

function diagnosed(fileName: string, bytes: Uint8Array) {
  const { model } = parseModel({
    fileName,
    bytes,
    folder: { sizeOf: () => null, read: () => new Uint8Array(0) },
  });
  const trees = model.graphs.map(buildScopeTree);
  return {
    model,
    diagnosis: diagnoseGraph(model, runtimesFor(model), (id) => {
      const tree = trees[id];
      if (tree === undefined) throw new Error(`No graph ${id}`);
      return tree;
    }),
  };
}

it('are what their scripts write', () => {
  const read = (name: string): Uint8Array =>
    new Uint8Array(readFileSync(path.join(import.meta.dirname, name)));
  expect(read('tensorflowHead/saved_model.pb')).toEqual(tensorflowHead());
  expect(read('caffe2Head.pb')).toEqual(caffe2Head());
});

it('fail in TFLite for crops, suppression and loops, each with a way out', () => {
  const { model, diagnosis } = diagnosed('saved_model.pb', tensorflowHead());
  expect(model.format).toBe('saved-model');
  const builtin = diagnosis.runtimes.find(({ id }) => id === 'tflite');
  expect(builtin?.verdict).toBe('does-not-run');
  const causes = diagnosis.groups.filter(({ runtime }) => runtime === 'tflite');
  const named = causes.flatMap(({ opTypes }) => opTypes);
  for (const opType of ['CropAndResize', 'Enter', 'Switch']) expect(named).toContain(opType);
  for (const { fix } of causes) expect(fix).not.toBe('');
  expect(builtin?.cut).not.toBeNull();
});

it('fail in Caffe2 for weights in float16', () => {
  const { model, diagnosis } = diagnosed('caffe2Head.pb', caffe2Head());
  expect(model.format).toBe('caffe2');
  const [first] = diagnosis.groups;
  expect(first).toMatchObject({ opType: 'GivenTensorHalfFill', severity: 'error', count: 1 });
  expect(first?.fix).toContain('GivenTensorByteStringToUInt8Fill');
});
