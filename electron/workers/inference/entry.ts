import type { InferenceSession } from 'onnxruntime-node';
import { AppError } from '#shared/base/errors.ts';
import { preprocess } from '#shared/detection/preprocess.ts';
import type { InferenceMethods, ModelFile } from '#shared/ipc/worker/inference.ts';
import { decodeRgb } from '../imaging/decodeRgb.ts';
import { serve } from '../serve.ts';
import { loadModel } from './loadModel.ts';
import { runDetector } from './runDetector.ts';
import { tryModel } from './tryModel.ts';

interface Loaded {
  readonly key: string;
  readonly session: Promise<InferenceSession>;
}

/** One model is kept loaded: a second one would double the memory for a comparison that takes turns anyway. */
let loaded: Loaded | null = null;
/** Runs wait for one another: ONNX Runtime already uses all threads for one. Decoding the next goes on meanwhile. */
let lastRun: Promise<unknown> = Promise.resolve();

function sessionOf(model: ModelFile, threads: number | null): Promise<InferenceSession> {
  const key = JSON.stringify([model.modelPath, model.manifest.sha256, threads]);
  if (loaded?.key === key) return loaded.session;
  const previous = loaded;
  const session = (async () => {
    if (previous !== null) {
      await lastRun.catch(() => undefined);
      await previous.session.then((old) => old.release()).catch(() => undefined);
    }
    return loadModel(model, threads);
  })();
  loaded = { key, session };
  session.catch(() => {
    if (loaded?.key === key) loaded = null;
  });
  return session;
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = lastRun.then(work, work);
  lastRun = turn.catch(() => undefined);
  return turn;
}

serve<InferenceMethods>({
  tryFile: ({ path }) => inTurn(() => tryModel(path)),
  tryModels: async ({ models }, signal) => {
    const answers: (string | null)[] = [];
    for (const bytes of models) {
      if (signal.aborted) throw new AppError('job.cancelled', 'Cancelled.');
      answers.push(await inTurn(() => tryModel(bytes)));
    }
    return answers;
  },
  load: async ({ model, threads }) => {
    await sessionOf(model, threads);
  },
  detect: async ({ model, threads, path, kind }, signal) => {
    const startedAt = performance.now();
    const [session, image] = await Promise.all([sessionOf(model, threads), decodeRgb(path, kind)]);
    const input = preprocess(image, model.manifest);
    return inTurn(async () => {
      if (signal.aborted) throw new AppError('job.cancelled', 'Cancelled.');
      const { detections, runMs } = await runDetector(session, model.manifest, input, image);
      return {
        detections,
        width: image.width,
        height: image.height,
        runMs,
        totalMs: performance.now() - startedAt,
      };
    });
  },
});
