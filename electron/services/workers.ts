import type { EvaluationMethods } from '#shared/ipc/worker/evaluation.ts';
import type { ImagingMethods } from '#shared/ipc/worker/imaging.ts';
import type { InferenceMethods } from '#shared/ipc/worker/inference.ts';
import type { ModelParseMethods } from '#shared/ipc/worker/modelParse.ts';
import type { StorageMethods } from '#shared/ipc/worker/storage.ts';
import { WorkerClient, type CrashListener, type SpawnWorker } from './workerClient.ts';

/** The processes behind the app, one client for each. */
export interface Workers {
  readonly storage: WorkerClient<StorageMethods>;
  readonly imaging: WorkerClient<ImagingMethods>;
  readonly inference: WorkerClient<InferenceMethods>;
  readonly modelParse: WorkerClient<ModelParseMethods>;
  readonly evaluation: WorkerClient<EvaluationMethods>;
  close(): void;
}

/** Makes the clients; the processes start when they are first called. */
export function createWorkers(spawn: SpawnWorker, onCrash: CrashListener): Workers {
  const storage = new WorkerClient<StorageMethods>('storage', spawn, onCrash);
  const imaging = new WorkerClient<ImagingMethods>('imaging', spawn, onCrash);
  const inference = new WorkerClient<InferenceMethods>('inference', spawn, onCrash);
  const modelParse = new WorkerClient<ModelParseMethods>('modelParse', spawn, onCrash);
  const evaluation = new WorkerClient<EvaluationMethods>('evaluation', spawn, onCrash);
  return {
    storage,
    imaging,
    inference,
    modelParse,
    evaluation,
    close: () => {
      for (const client of [storage, imaging, inference, modelParse, evaluation]) client.close();
    },
  };
}
