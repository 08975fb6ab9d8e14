import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openModelSource } from '#electron/workers/modelParse/openModelSource.ts';
import { AppError } from '#shared/base/errors.ts';
import type { ParsedModel } from '#shared/formats/model/modelFormat.ts';
import { parseModel } from '#shared/formats/model/registry.ts';
import { describeModel, type PortDescription } from '#shared/model/modelDescription.ts';
import type { ModelGraph } from '#shared/model/modelGraph.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus/graphs');
const hasCorpus = existsSync(corpus);
if (!hasCorpus) console.warn(`SKIPPED: the corpus of model files is not there (${corpus}).`);

interface Expectation {
  readonly error?: string;
  readonly format?: string;
  readonly isText?: boolean;
  readonly graphs?: readonly (readonly [string, string, number])[];
  readonly inputs?: readonly string[] | number;
  readonly outputs?: readonly string[] | number;
  readonly findings?: readonly string[];
}

const { files } = JSON.parse(readFileSync(join(import.meta.dirname, 'models.json'), 'utf8')) as {
  readonly files: Readonly<Record<string, Expectation>>;
};

function read(file: string): ParsedModel {
  return parseModel(openModelSource(join(corpus, file)));
}

function errorOf(file: string): string {
  try {
    read(file);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  return 'none';
}

function ports(all: readonly PortDescription[], expected: readonly string[] | number | undefined): unknown {
  return typeof expected === 'number' ? all.length : all.map(({ name, typeText }) => `${name}: ${typeText}`);
}

describe.skipIf(!hasCorpus)('the corpus of model files', () => {
  it('lists every file', () => {
    const present = readdirSync(corpus).filter((name) => name !== 'INDEX.tsv');
    expect(present.sort()).toEqual(Object.keys(files).sort());
  });

  it.each(Object.entries(files))('%s', (file, expected) => {
    if (expected.error !== undefined) {
      expect(errorOf(file)).toBe(expected.error);
      return;
    }
    const description = describeModel(read(file).model, 0);
    const [first] = description.graphs;
    expect(description.format).toBe(expected.format);
    expect(description.isText).toBe(expected.isText ?? false);
    expect(description.graphs.map(({ kind, name, nodeCount }) => [kind, name, nodeCount])).toEqual(
      expected.graphs,
    );
    expect(ports(first?.inputs ?? [], expected.inputs)).toEqual(expected.inputs);
    expect(ports(first?.outputs ?? [], expected.outputs)).toEqual(expected.outputs);
    expect([...new Set(description.findings.map(({ code }) => code))]).toEqual(expected.findings ?? []);
  });

  it('reads the text and the binary form of one net as one graph', () => {
    const text = read('caffe2__mask_rcnn_2go_fp32.pbtxt').model;
    const binary = read('caffe2__mask_rcnn_2go_fp32.pb').model;
    expect(withoutPlaces(text)).toEqual(withoutPlaces(binary));
  });

  it.each(Object.keys(files).filter((file) => files[file]?.error === undefined))(
    '%s is sound and whole',
    (file) => {
      const { model, readConstant } = read(file);
      checkReferences(model);
      for (const constant of model.constants) {
        if (!constant.isAvailable) continue;
        const content = readConstant(constant.id);
        if (content.kind === 'bytes')
          expect(content.bytes.length).toBeGreaterThanOrEqual(Math.min(1, constant.storedBytes));
      }
    },
  );
});

/** A model without what differs between its text and its binary form: where things stand. */
function withoutPlaces(model: ModelGraph): unknown {
  return JSON.parse(
    JSON.stringify({ ...model, isText: null, findings: null }, (key, value: unknown) =>
      key === 'source' ? undefined : value,
    ),
  );
}

/** Every id in a model leads somewhere, and producers and outputs agree. */
function checkReferences(model: ModelGraph): void {
  for (const graph of model.graphs) {
    expect(model.graphs[graph.id]).toBe(graph);
    for (const id of [...graph.inputs, ...graph.outputs]) expect(graph.values[id]).toBeDefined();
    for (const value of graph.values) {
      if (value.constant !== null) expect(model.constants[value.constant]).toBeDefined();
      if (value.outer !== null)
        expect(model.graphs[value.outer.graph]?.values[value.outer.value]).toBeDefined();
      if (value.producer !== null) expect(graph.nodes[value.producer]?.outputs).toContain(value.id);
    }
    for (const node of graph.nodes) {
      for (const id of [...node.inputs, ...node.outputs])
        if (id !== null) expect(graph.values[id]).toBeDefined();
      for (const id of node.controlInputs) expect(graph.nodes[id]).toBeDefined();
      if (node.calls !== null) expect(model.graphs[node.calls]).toBeDefined();
      for (const { value } of node.attributes)
        if (value.kind === 'graph') expect(model.graphs[value.graph]).toBeDefined();
    }
  }
}
