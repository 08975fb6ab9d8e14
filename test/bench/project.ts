import { resolve } from 'node:path';
import { importImages } from '../../electron/services/importImages.ts';
import { Jobs, type JobReporter } from '../../electron/services/jobs.ts';
import { spawnChildWorkers } from '../../electron/services/spawnChild.ts';
import { createWorkers, type Workers } from '../../electron/services/workers.ts';

const builtFolder = resolve(import.meta.dirname, '../../out/main');

/** The built worker processes under plain Node. */
export async function withBuiltWorkers<T>(work: (workers: Workers) => Promise<T>): Promise<T> {
  const workers = createWorkers(spawnChildWorkers(builtFolder), (_name, error) => {
    throw error;
  });
  try {
    return await work(workers);
  } finally {
    await workers.storage.call('close', {});
    workers.close();
  }
}

/** Runs work as a job does it in the app; fails where one item fails. */
export async function runJob(work: (reporter: JobReporter) => Promise<void>): Promise<void> {
  const jobs = new Jobs({ progress: () => undefined, finished: () => undefined });
  const { outcome, failures, error } = await jobs.start('detect', work).ended;
  if (outcome !== 'done' || failures.length > 0) {
    throw new Error(error?.message ?? failures[0]?.error.message ?? outcome);
  }
}

/** Makes a project of the images in a folder. */
export async function makeProject(workers: Workers, path: string, folder: string): Promise<void> {
  await workers.storage.call('open', { path, create: true, seedLabels: [] });
  await runJob((reporter) => importImages(workers, [folder], reporter, () => undefined));
}
