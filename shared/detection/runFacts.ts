import type { ModelManifest, Precision } from './modelManifest.ts';

/** What detections were made with: enough to make them again. */
export interface RunFacts {
  readonly modelId: string;
  readonly modelName: string;
  /** The file's own name. */
  readonly modelFile: string;
  /** Of the model file, lower-case hex. */
  readonly sha256: string;
  readonly precision: Precision;
  /** Of one run; null where ONNX Runtime chose, one for each core. */
  readonly threads: number | null;
  /** Cores that there were. */
  readonly cores: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** The facts of a run that begins now. */
export function factsOf(
  { id, name, file, sha256, precision }: ModelManifest,
  threads: number | null,
  cores: number,
  startedAt: Date,
): RunFacts {
  return {
    modelId: id,
    modelName: name,
    modelFile: file,
    sha256,
    precision,
    threads,
    cores,
    startedAt: startedAt.toISOString(),
  };
}

/** A run on some of the images, with how long it took on each, from the file to its boxes. */
export interface StoredRun {
  /** Null of detections that came from somewhere else, or were made before facts were kept. */
  readonly facts: RunFacts | null;
  readonly images: number;
  /** Of those images of which it is known. */
  readonly latenciesMs: readonly number[];
}
