import { AppError } from '#shared/base/errors.ts';
import type { ModelFolder, ModelFormat, ModelSource } from '#shared/formats/model/modelFormat.ts';
import { modelFormats, parseModel } from '#shared/formats/model/registry.ts';
import { describeModel } from '#shared/model/modelDescription.ts';
import { defaultReadLimits } from '#shared/model/readLimits.ts';
import { mutate, seeded } from './modelsMutations.ts';

/** A whole file to start from. */
export interface Seed {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** What a series of runs gave. */
export interface FuzzReport {
  readonly runs: number;
  readonly opened: number;
  /** Runs by the code of their error. */
  readonly errors: ReadonlyMap<string, number>;
  /** Everything that is neither a model nor a named error. */
  readonly failures: readonly string[];
  readonly slowestMs: number;
  readonly peakRssBytes: number;
}

const emptyFolder: ModelFolder = {
  sizeOf: () => null,
  read: (file) => {
    throw new AppError('model.missingFile', `No ${file}`, { file });
  },
};

/** A mutated file has to answer within this. */
const maxRunMs = 5000;

/**
 * Reads damaged copies of seed files.
 *
 * @param direct - a reader that gets the file whatever it looks like; null to go by the content as the app does
 */
export function fuzz(
  seeds: readonly Seed[],
  runs: number,
  firstSeed: number,
  direct: ModelFormat | null,
): FuzzReport {
  const errors = new Map<string, number>();
  const failures: string[] = [];
  let opened = 0;
  let slowestMs = 0;
  let peakRssBytes = 0;
  for (let run = 0; run < runs; run++) {
    const number = firstSeed + run;
    const random = seeded(number);
    const seed = seeds[run % seeds.length];
    if (seed === undefined) break;
    const source: ModelSource = {
      fileName: seed.fileName,
      bytes: mutate(seed.bytes, random),
      folder: emptyFolder,
    };
    const start = performance.now();
    try {
      readAll(source, direct);
      opened++;
    } catch (thrown) {
      if (thrown instanceof AppError) errors.set(thrown.code, (errors.get(thrown.code) ?? 0) + 1);
      else failures.push(`seed ${number}, ${seed.fileName}: ${firstLines(thrown)}`);
    }
    const elapsedMs = performance.now() - start;
    slowestMs = Math.max(slowestMs, elapsedMs);
    if (elapsedMs > maxRunMs)
      failures.push(`seed ${number}, ${seed.fileName}: took ${Math.round(elapsedMs)} ms`);
    if (run % 64 === 0) peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
  }
  return { runs, opened, errors, failures, slowestMs, peakRssBytes };
}

/** Everything that the app does with a file: the graphs, the summary, and every constant. */
function readAll(source: ModelSource, direct: ModelFormat | null): void {
  const { model, readConstant } =
    direct === null ? parseModel(source) : direct.parse(source, defaultReadLimits);
  describeModel(model, source.bytes.length);
  for (const graph of model.graphs) {
    for (const id of [...graph.inputs, ...graph.outputs])
      if (graph.values[id] === undefined) throw new Error(`No value ${id}`);
    for (const node of graph.nodes) {
      for (const id of [...node.inputs, ...node.outputs]) {
        if (id !== null && graph.values[id] === undefined)
          throw new Error(`No value ${id} at node ${node.id}`);
      }
    }
  }
  for (const constant of model.constants.slice(0, 50)) {
    try {
      readConstant(constant.id);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }
}

function firstLines(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return (thrown.stack ?? thrown.message).split('\n').slice(0, 6).join('\n');
}

/** The format of this id. */
export function formatById(id: string): ModelFormat {
  const format = modelFormats.find((candidate) => candidate.id === id);
  if (format === undefined) throw new Error(`No format ${id}`);
  return format;
}
