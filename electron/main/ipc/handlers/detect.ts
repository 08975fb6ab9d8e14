import { basename, dirname, join } from 'node:path';
import { dialog, shell } from 'electron';
import { AppError } from '#shared/base/errors.ts';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { ModelSummary } from '#shared/ipc/contract/detect.ts';
import { detectImages } from '#electron/services/detectImages.ts';
import { exportLabels } from '#electron/services/labels/exportLabels.ts';
import { defaultExport } from '#electron/services/labels/exportOptions.ts';
import type { KnownModel } from '#electron/services/modelRegistry.ts';
import { projectExtension } from '#electron/services/projectService.ts';
import type { AppServices } from '../../services/appServices.ts';

type DetectHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `model.${string}` | `detect.${string}` | `job.${string}` | `export.${string}`>
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
    'export.coco': async ({ which }) => {
      const projectPath = projects.path;
      const suggested = join(dirname(projectPath), `${basename(projectPath, projectExtension)}-coco`);
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: suggested });
      if (canceled || filePath === '') return null;
      const states = which === 'reviewed' ? (['reviewed'] as const) : null;
      const options = { ...defaultExport, format: 'coco', filter: { ...defaultExport.filter, states } };
      const { jobId } = jobs.start('export', async (reporter) => {
        await exportLabels(workers, projectPath, options, filePath, reporter);
      });
      return { jobId };
    },
    'export.reveal': ({ jobId }) => {
      const path = jobs.resultPath(jobId);
      if (path === null) throw new AppError('job.unknown', 'This export is no longer known.');
      shell.showItemInFolder(path);
      return Promise.resolve({});
    },
  };
}
