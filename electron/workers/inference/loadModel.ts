import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import { AppError } from '#shared/base/errors.ts';
import type { ModelFile } from '#shared/ipc/worker/inference.ts';

/** ONNX Runtime's own log: errors reach the caller as exceptions, warnings are for its developers. */
const onlyErrors = 3;

/**
 * Loads a model for the CPU, after checking that its bytes are those that the manifest describes.
 *
 * @param threads - of one run; null leaves it to ONNX Runtime, one for each core
 * @throws AppError `file.notFound`, `model.hashMismatch` or `model.notLoadable`
 */
export async function loadModel(
  { manifest, modelPath }: ModelFile,
  threads: number | null,
): Promise<InferenceSession> {
  let bytes: Buffer;
  try {
    bytes = await readFile(modelPath);
  } catch (cause) {
    throw new AppError(
      'file.notFound',
      `The model file ${modelPath} cannot be read.`,
      { file: modelPath },
      { cause },
    );
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== manifest.sha256) {
    throw new AppError(
      'model.hashMismatch',
      `${modelPath} is not the file that its manifest describes (SHA-256 ${found.slice(0, 12)}… instead of ${manifest.sha256.slice(0, 12)}…). Get both from the same place again.`,
      { file: modelPath, found, expected: manifest.sha256 },
    );
  }
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      graphOptimizationLevel: 'all',
      logSeverityLevel: onlyErrors,
      ...(threads === null ? {} : { intraOpNumThreads: threads }),
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'model.notLoadable',
      `ONNX Runtime cannot load ${modelPath}: ${message}`,
      { file: modelPath, model: manifest.id, said: message },
      { cause },
    );
  }
  const missing = [
    ...(session.inputNames.includes(manifest.input.name) ? [] : [`input ${manifest.input.name}`]),
    ...Object.values(manifest.outputs)
      .filter((name) => !session.outputNames.includes(name))
      .map((name) => `output ${name}`),
  ];
  if (missing.length > 0) {
    await session.release();
    throw new AppError(
      'model.notLoadable',
      `${modelPath} lacks what its manifest names: ${missing.join(', ')}. It has ${[...session.inputNames, ...session.outputNames].join(', ')}.`,
      { file: modelPath },
    );
  }
  return session;
}
