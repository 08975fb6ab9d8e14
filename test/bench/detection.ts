import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { detectImages } from '../../electron/services/detectImages.ts';
import { ModelRegistry } from '../../electron/services/modelRegistry.ts';
import { decodeRgb } from '../../electron/workers/imaging/decodeRgb.ts';
import { preprocess } from '../../shared/detection/preprocess.ts';
import { makeImages } from './images.ts';
import { makeProject, runJob, withBuiltWorkers } from './project.ts';
import { median, printRatio } from './report.ts';

const imageCount = 50;
const rounds = 5;

/** A batch of images through all processes, against `InferenceSession.run` alone on the same tensors. */
export async function benchDetection(folder: string): Promise<void> {
  const paths = await makeImages(join(folder, 'detection'), imageCount);
  const models = resolve(import.meta.dirname, '../../models');
  const model = await new ModelRegistry(models, join(folder, 'none')).defaultModel();
  const session = await InferenceSession.create(await readFile(model.modelPath), {
    executionProviders: ['cpu'],
  });
  const tensors: Tensor[] = [];
  for (const path of paths) {
    const { tensor, dims } = preprocess(await decodeRgb(path, 'raster'), model.manifest);
    tensors.push(new Tensor('float32', tensor, [...dims]));
  }
  const bare = async (): Promise<number> => {
    const startedAt = performance.now();
    for (const tensor of tensors) await session.run({ [model.manifest.input.name]: tensor });
    return performance.now() - startedAt;
  };
  await withBuiltWorkers(async (workers) => {
    const project = join(folder, 'detection.surd');
    await makeProject(workers, project, join(folder, 'detection'));
    const ids = await workers.storage.call('imageIds', { which: 'all', modelId: null });
    const whole = async (): Promise<number> => {
      const startedAt = performance.now();
      await runJob((reporter) => detectImages(workers, project, model, ids, reporter, () => undefined));
      return performance.now() - startedAt;
    };
    // Once each for nothing: the first run loads and plans.
    await bare();
    await whole();
    const bareMs: number[] = [];
    const wholeMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bareMs.push(await bare());
      wholeMs.push(await whole());
    }
    const a = median(wholeMs);
    const b = median(bareMs);
    const perImage = (ms: number): string => `${(ms / imageCount).toFixed(1)} ms`;
    printRatio(
      'detection, whole over bare run',
      a / b,
      1.1,
      `${perImage(a)} against ${perImage(b)} an image, batch of ${imageCount}`,
    );
  });
}
