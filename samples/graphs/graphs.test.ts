import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseModel } from '../../shared/formats/model/registry.ts';
import { diagnoseGraph } from '../../shared/graphView/diagnosis.ts';
import { buildScopeTree } from '../../shared/graphView/scopeTree.ts';
import { paragraphOf } from '../../shared/model/messages/message.ts';
import { runtimesFor } from '../../shared/model/operators/diagnoseModel.ts';
import { caffe2Head } from './caffe2Head.ts';
import { tensorflowHead } from './tensorflowHead.ts';

const readSample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(import.meta.dirname, name)));

function diagnosed(fileName: string, bytes: Uint8Array) {
  const { model } = parseModel({
    fileName,
    bytes,
    folder: { sizeOf: () => null, read: () => new Uint8Array(0) },
  });
  const trees = model.graphs.map((graph) => buildScopeTree(graph));
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
  expect(readSample('tensorflowHead/saved_model.pb')).toEqual(tensorflowHead());
  expect(readSample('caffe2Head.pb')).toEqual(caffe2Head());
});

it('fail in TFLite for crops and loops, each with a way out', () => {
  const { model, diagnosis } = diagnosed('saved_model.pb', tensorflowHead());
  expect(model.format).toBe('saved-model');
  const builtin = diagnosis.runtimes.find(({ id }) => id === 'tflite');
  expect(builtin?.verdict).toBe('does-not-run');
  const causes = diagnosis.groups.filter(({ runtime }) => runtime === 'tflite');
  const named = causes.flatMap(({ opTypes }) => opTypes);
  for (const opType of ['CropAndResize', 'Enter', 'Switch']) expect(named).toContain(opType);
  // The converter makes a builtin of it.
  expect(named).not.toContain('NonMaxSuppressionV3');
  for (const { fix } of causes) expect(fix).not.toEqual([]);
  expect(builtin?.cut).not.toBeNull();
});

it('fail as TFLite without Select TF ops, at the operator that the converter stopped at too', () => {
  const { model, diagnosis } = diagnosed('tensorflowHead.tflite', readSample('tensorflowHead.tflite'));
  expect(model.format).toBe('tflite');
  // The loop was raised: its condition and its body are graphs of their own.
  expect(model.graphs.map(({ name }) => name)).toEqual([
    'main',
    'SecondStage/map/while/LoopCond_cond',
    'SecondStage/map/while/LoopCond_body',
  ]);
  const stopped = (runtime: string): readonly string[] =>
    diagnosis.groups
      .filter((group) => group.runtime === runtime && group.severity === 'error')
      .flatMap(({ opTypes }) => opTypes);
  expect(stopped('tflite')).toEqual(['FlexCropAndResize']);
  expect(stopped('tflite-select-tf')).toEqual([]);
  const said = new TextDecoder().decode(readSample('tensorflowHead.builtinsOnly.txt'));
  expect(
    [...said.matchAll(/'tf\.(\w+)' op is neither a custom op nor a flex op/g)].map(([, op]) => op),
  ).toEqual(['CropAndResize']);
});

it('fail in Caffe2 for weights in float16', () => {
  const { model, diagnosis } = diagnosed('caffe2Head.pb', caffe2Head());
  expect(model.format).toBe('caffe2');
  const [first] = diagnosis.groups;
  expect(first).toMatchObject({ opType: 'GivenTensorHalfFill', severity: 'error', count: 1 });
  expect(paragraphOf(first?.fix ?? [], 'en')).toContain('GivenTensorByteStringToUInt8Fill');
});
