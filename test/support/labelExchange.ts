import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importImages } from '#electron/services/importImages.ts';
import { Jobs, type JobReporter } from '#electron/services/jobs.ts';
import { exportLabels } from '#electron/services/labels/exportLabels.ts';
import { defaultExport, type ExportOptions } from '#electron/services/labels/exportOptions.ts';
import { importLabels } from '#electron/services/labels/importLabels.ts';
import type { ImportOptions, ImportReport } from '#electron/services/labels/importOptions.ts';
import type { ExportReceipt } from '#electron/services/labels/receipt.ts';
import { createWorkers, type Workers } from '#electron/services/workers.ts';
import { spawnSourceWorkers } from './spawnSourceWorkers.ts';

/** A folder, and the processes that take labels of the project in it out and in, as the app does. */
export interface LabelExchange {
  readonly folder: string;
  readonly workers: Workers;
  /** Makes a project in the folder, and opens it. */
  readonly open: (name: string, seedLabels: readonly string[]) => Promise<unknown>;
  /** Adds images to the open project. */
  readonly addImages: (paths: readonly string[]) => Promise<void>;
  /** Exports the open project to a folder within the folder. @throws an error of the failure's code and message */
  readonly exported: (options: Partial<ExportOptions>, target: string) => Promise<ExportReceipt>;
  /** Imports labels into the open project. @throws an error of the failure's code and message */
  readonly imported: (
    options: Partial<ImportOptions> & Pick<ImportOptions, 'format' | 'paths'>,
  ) => Promise<ImportReport>;
  /** Ends the processes and removes the folder. */
  readonly end: () => Promise<void>;
}

/** What a job makes. @throws an error of the failure's code and message */
async function madeBy<T>(work: (reporter: JobReporter) => Promise<T>): Promise<T> {
  const made: T[] = [];
  const jobs = new Jobs({ progress: () => undefined, finished: () => undefined });
  const { outcome, error } = await jobs.start('export', async (reporter) => {
    made.push(await work(reporter));
  }).ended;
  const [value] = made;
  if (outcome !== 'done' || value === undefined) throw new Error(`${error?.code}: ${error?.message}`);
  return value;
}

/** Starts in a new folder, without a project yet. */
export async function startLabelExchange(): Promise<LabelExchange> {
  const folder = await mkdtemp(join(tmpdir(), 'surd-labels-'));
  const workers = createWorkers(spawnSourceWorkers(), (_worker, error) => {
    throw error;
  });
  const project = { path: '' };
  return {
    folder,
    workers,
    open(name, seedLabels) {
      project.path = join(folder, name);
      return workers.storage.call('open', { path: project.path, create: true, seedLabels });
    },
    async addImages(paths) {
      await madeBy(async (reporter) => {
        await importImages(workers, paths, reporter, () => undefined);
        return paths;
      });
    },
    exported: (options, target) =>
      madeBy((reporter) =>
        exportLabels(
          workers,
          project.path,
          { ...defaultExport, format: 'coco', ...options },
          join(folder, target),
          reporter,
        ),
      ),
    imported: (options) =>
      madeBy((reporter) =>
        importLabels(
          workers,
          {
            imageFolder: null,
            conflicts: 'mine',
            frame: null,
            mapping: new Map(),
            dryRun: false,
            ...options,
          },
          reporter,
        ),
      ),
    async end() {
      workers.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
