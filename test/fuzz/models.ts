// Reads damaged copies of real models, many of them: node test/fuzz/models.ts [RUNS_PER_READER [FIRST_SEED [FORMAT]]]
// A run that ends neither in a model nor in a named error is printed with its seed, and makes the exit code 1.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatById, fuzz, type Seed } from './modelsFuzz.ts';
import { onnxSyntaxSeed } from './modelsOnnxSyntaxSeed.ts';
import { tfjsSeed } from './modelsTfjsSeed.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus/graphs');
const runs = Number(process.argv[2] ?? 20_000);
const firstSeed = Number(process.argv[3] ?? 1);
const only = process.argv[4] ?? null;

/** Large files are slow to copy and mostly weights. */
const maxSeedBytes = 320_000;

const seedsOf = (...patterns: readonly RegExp[]): Seed[] =>
  readdirSync(corpus)
    .filter((name) => patterns.some((pattern) => pattern.test(name)))
    .map((name) => ({ fileName: name, bytes: new Uint8Array(readFileSync(join(corpus, name))) }))
    .filter(({ bytes }) => bytes.length <= maxSeedBytes);

const plans: readonly { readonly format: string; readonly seeds: readonly Seed[] }[] = [
  { format: 'onnx', seeds: [...seedsOf(/^onnx__/), onnxSyntaxSeed()] },
  { format: 'tflite', seeds: seedsOf(/^tflite__/) },
  { format: 'tensorflow', seeds: seedsOf(/^tf__.*\.pbtxt$/, /^tf__.*frozen\.pb$/) },
  { format: 'saved-model', seeds: seedsOf(/saved_model/) },
  { format: 'tfjs', seeds: [tfjsSeed()] },
  { format: 'caffe2', seeds: seedsOf(/^caffe2__(?!lfs)/) },
];

let failed = false;
for (const { format, seeds } of plans) {
  if (only !== null && only !== format) continue;
  // Half of the runs skip the look at the content, so that every reader meets what it would never be given.
  for (const direct of [null, formatById(format)]) {
    const report = fuzz(seeds, Math.ceil(runs / 2), firstSeed, direct);
    const errors = [...report.errors].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
    console.log(
      `${format}${direct === null ? '' : ' (direct)'}: ${report.runs} runs, ${report.opened} opened, slowest ${Math.round(report.slowestMs)} ms, peak ${Math.round(report.peakRssBytes / 1e6)} MB; ${errors.join(', ')}`,
    );
    for (const failure of report.failures.slice(0, 20)) console.error(failure);
    if (report.failures.length > 0) {
      console.error(`${report.failures.length} FAILURES`);
      failed = true;
    }
  }
}
process.exitCode = failed ? 1 : 0;
