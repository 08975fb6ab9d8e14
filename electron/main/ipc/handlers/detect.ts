import { basename } from 'node:path';
import { dialog, shell } from 'electron';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { ModelSummary } from '#shared/ipc/contract/detect.ts';
import { detectImages } from '#electron/services/detectImages.ts';
import type { KnownModel } from '#electron/services/modelRegistry.ts';
import type { AppServices } from '../../services/appServices.ts';

type DetectHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `model.${string}` | `detect.${string}` | `job.${string}`>
>;

function summaryOf(model: KnownModel): ModelSummary {
  const { manifest, manifestPath, shipped, problem } = model;
  if (manifest === null) {
    const name = basename(manifestPath);
    return {
      id: name,
      name,
      architecture: '',
      precision: 'float32',
      sizeBytes: 0,
      parameters: null,
      multiplyAdds: null,
      licence: '',
      labelCount: 0,
      scoreThreshold: 0.5,
      shipped,
      problem,
    };
  }
  const {
    id,
    name,
    architecture,
    precision,
    sizeBytes,
    parameters,
    multiplyAdds,
    licence,
    labels,
    scoreThreshold,
  } = manifest;
  return {
    id,
    name,
    architecture,
    precision,
    sizeBytes,
    parameters,
    multiplyAdds,
    licence,
    labelCount: labels.length,
    scoreThreshold,
    shipped,
    problem,
  };
}

export function detectHandlers({ workers, models, projects, jobs, emit }: AppServices): DetectHandlers {
  return {
    'model.list': async () => (await models.list()).map(summaryOf),
    'model.add': async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        properties: ['openFile'],
        filters: [{ name: 'JSON', extensions: ['json'] }],
      });
      const [path] = filePaths;
      if (canceled || path === undefined) return null;
      const located = await models.add(path);
      return summaryOf({ ...located, shipped: false, problem: null });
    },
    'model.reveal': async ({ modelId }) => {
      shell.showItemInFolder((await models.get(modelId)).modelPath);
      return {};
    },
    'detect.run': async ({ images, modelId }) => {
      const { manifest, modelPath } = await models.get(modelId);
      const projectPath = projects.path;
      const { jobId } = jobs.start('detect', async (reporter) => {
        const ids =
          typeof images === 'string'
            ? await workers.storage.call('imageIds', { which: images, modelId })
            : images;
        await detectImages(
          workers,
          projectPath,
          { manifest, modelPath },
          ids,
          reporter,
          (imageIds, labelsAdded) => {
            if (labelsAdded) emit('labels.changed', {});
            emit('images.changed', { imageIds });
            emit('detections.changed', { imageIds });
          },
        );
      });
      return { jobId };
    },
    'job.cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return Promise.resolve({});
    },
  };
}
