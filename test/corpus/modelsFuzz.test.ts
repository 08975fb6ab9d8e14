import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatById, fuzz, type Seed } from '../fuzz/modelsFuzz.ts';
import { tfjsSeed } from '../fuzz/modelsTfjsSeed.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus/graphs');
const hasCorpus = existsSync(corpus);
if (!hasCorpus) console.warn(`SKIPPED: all readers but tfjs are not fuzzed without the corpus (${corpus}).`);

/** Small enough that some hundred copies are quick; the script test/fuzz/models.ts takes larger ones too. */
const maxSeedBytes = 60_000;

const seedsOf = (pattern: RegExp): readonly Seed[] =>
  hasCorpus
    ? readdirSync(corpus)
        .filter((name) => pattern.test(name))
        .map((fileName) => ({ fileName, bytes: new Uint8Array(readFileSync(join(corpus, fileName))) }))
        .filter(({ bytes }) => bytes.length <= maxSeedBytes)
    : [];

const plans: readonly (readonly [string, readonly Seed[]])[] = [
  ['onnx', seedsOf(/^onnx__/)],
  ['tflite', seedsOf(/^tflite__/)],
  ['tensorflow', seedsOf(/^tf__.*\.pbtxt$/)],
  ['saved-model', seedsOf(/saved_model/)],
  ['tfjs', [tfjsSeed()]],
  ['caffe2', seedsOf(/^caffe2__(?!lfs)/)],
];

describe.each(plans)('damaged files for the %s reader', (id, seeds) => {
  it.skipIf(seeds.length === 0).each([
    ['found by their content', null],
    ['given to the reader as they are', formatById(id)],
  ])('end in a model or a named error when %s', (_, direct) => {
    const report = fuzz(seeds, 400, 1, direct);
    expect(report.failures).toEqual([]);
    // Runs that all fail at the first byte, or damage nothing, would test little.
    expect(report.opened).toBeGreaterThan(0);
    expect(report.errors.size).toBeGreaterThan(1);
  });
});
