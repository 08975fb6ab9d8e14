import { basename, dirname, join } from 'node:path';
import { dialog } from 'electron';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import { projectExtension } from '#electron/services/projectService.ts';
import type { AppServices } from '../../services/appServices.ts';

type EvaluationHandlers = Pick<Handlers, Extract<keyof Handlers, `evaluation.${string}`>>;

export function evaluationHandlers({ evaluations, jobs, models, projects }: AppServices): EvaluationHandlers {
  return {
    'evaluation.runs': async () => [...(await evaluations.runs())],
    'evaluation.addFile': async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        properties: ['openFile'],
        filters: [{ name: 'COCO', extensions: ['json'] }],
      });
      const [path] = filePaths;
      return canceled || path === undefined ? null : evaluations.addFile(path);
    },
    'evaluation.runModel': async ({ modelId, isReusable }) => {
      const { manifest, modelPath } = await models.get(modelId);
      const { jobId } = jobs.start('evaluate', (reporter) =>
        evaluations.runModel({ manifest, modelPath }, isReusable, reporter),
      );
      return { jobId };
    },
    'evaluation.start': (order) => {
      const { jobId } = jobs.start('evaluate', (reporter) => evaluations.evaluate(order, reporter));
      return Promise.resolve({ jobId });
    },
    'evaluation.shown': () => Promise.resolve(evaluations.shown()),
    'evaluation.cases': ({ query, offset, limit }) => evaluations.cases(query, offset, limit),
    'evaluation.rank': ({ query, caseId }) => {
      const { jobId } = jobs.start('evaluate', (reporter) => evaluations.rank(query, caseId, reporter));
      return Promise.resolve({ jobId });
    },
    'evaluation.saveReport': async ({ query }) => {
      const project = projects.path;
      const suggested = join(dirname(project), `${basename(project, projectExtension)}-evaluation.html`);
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: suggested,
        filters: [{ name: 'HTML', extensions: ['html'] }],
      });
      if (canceled || filePath === '') return null;
      await evaluations.saveReport(filePath, query);
      return { file: basename(filePath) };
    },
  };
}
