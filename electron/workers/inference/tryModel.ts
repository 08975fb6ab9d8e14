import { InferenceSession } from 'onnxruntime-node';

/** Nothing of it on the console: what fails is the answer. */
const onlyFatal = 4;

/** Loads a model for the CPU and lets go of it. Null when that works, else what ONNX Runtime says. */
export async function tryModel(source: string | Uint8Array): Promise<string | null> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: onlyFatal,
    intraOpNumThreads: 1,
  };
  try {
    const session =
      typeof source === 'string'
        ? await InferenceSession.create(source, options)
        : await InferenceSession.create(source, options);
    await session.release();
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
