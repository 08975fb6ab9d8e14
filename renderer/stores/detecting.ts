import { modelInUse } from './modelStore.ts';
import type { Workbench } from './workbench.ts';

/** The model that detecting would use now; null when there is none. */
export function currentModel({ models, settings }: Pick<Workbench, 'models' | 'settings'>) {
  return modelInUse(models.getState().models, settings.getState().modelId);
}

/** Runs the detector on some images, or on all that it has not seen, as a job. */
export async function detect(
  workbench: Workbench,
  images: readonly number[] | 'all' | 'undetected',
): Promise<void> {
  const model = currentModel(workbench);
  if (model === null) {
    workbench.notices.tell('warning', { key: 'models.noneUsable' });
    return;
  }
  await workbench.session.settled();
  await workbench.jobs.start('detect', () =>
    workbench.client.detect.run({
      images: typeof images === 'string' ? images : [...images],
      modelId: model.id,
    }),
  );
}
