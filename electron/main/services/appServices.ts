import type { Events, EventName } from '#shared/ipc/events.ts';
import { EvaluationService } from '#electron/services/evaluationService.ts';
import { Grants } from '#electron/services/grants.ts';
import { GraphFiles } from '#electron/services/graphFiles.ts';
import { GraphWorker } from '#electron/services/graphWorker.ts';
import { ImageService } from '#electron/services/imageService.ts';
import { Jobs } from '#electron/services/jobs.ts';
import { ModelRegistry } from '#electron/services/modelRegistry.ts';
import { ProjectService } from '#electron/services/projectService.ts';
import { SettingsService } from '#electron/services/settingsService.ts';
import { createWorkers, type Workers } from '#electron/services/workers.ts';
import type { SpawnWorker } from '#electron/services/workerClient.ts';
import { join } from 'node:path';
import type { AppPaths } from '../appPaths.ts';

/** Tells the window something unasked. */
export type Emit = <E extends EventName>(event: E, payload: Events[E]) => void;

/** All that the handlers work with. */
export interface AppServices {
  readonly paths: AppPaths;
  readonly workers: Workers;
  readonly settings: SettingsService;
  readonly projects: ProjectService;
  readonly images: ImageService;
  readonly models: ModelRegistry;
  readonly jobs: Jobs;
  readonly grants: Grants;
  readonly graphs: GraphFiles;
  readonly graphWorker: GraphWorker;
  readonly evaluations: EvaluationService;
  readonly emit: Emit;
}

export function createAppServices(paths: AppPaths, spawn: SpawnWorker, emit: Emit): AppServices {
  const workers = createWorkers(spawn, (worker, error) => {
    emit('worker.restarted', { worker, error: error.toWire() });
  });
  const models = new ModelRegistry(paths.models, join(paths.user, 'models'));
  const projects = new ProjectService(workers, paths.user, async () => {
    try {
      return (await models.defaultModel()).manifest.labels;
    } catch {
      // Without any model a project starts with an empty set.
      return [];
    }
  });
  return {
    paths,
    workers,
    models,
    projects,
    settings: new SettingsService(paths.user, async () => {
      try {
        return (await models.defaultModel()).manifest.scoreThreshold;
      } catch {
        return 0.5;
      }
    }),
    images: new ImageService(workers, () => projects.path, paths.thumbnails),
    jobs: new Jobs({
      progress: (progress) => {
        emit('job.progress', progress);
      },
      finished: (finished) => {
        emit('job.finished', finished);
      },
    }),
    grants: new Grants(),
    graphs: new GraphFiles(paths.user),
    graphWorker: new GraphWorker(workers.modelParse),
    evaluations: new EvaluationService(workers, projects, () => {
      emit('evaluation.changed', {});
    }),
    emit,
  };
}
