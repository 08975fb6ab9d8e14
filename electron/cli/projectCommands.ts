import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JobFinished } from '#shared/ipc/events.ts';
import { importImages } from '#electron/services/importImages.ts';
import type { Workers } from '#electron/services/workers.ts';
import { modelRegistry, withWorkers } from './environment.ts';
import { exitCodeOf, runJob } from './progress.ts';

function report(finished: JobFinished, json: boolean, text: string): void {
  if (json) {
    const { outcome, done, unchanged, failureCount, failures, error, resultPath } = finished;
    console.log(JSON.stringify({ outcome, done, unchanged, failureCount, failures, error, resultPath }));
  } else console.log(text);
}

async function openProject(workers: Workers, project: string, create: boolean): Promise<string> {
  const path = resolve(project);
  const seedLabels = create
    ? (
        await modelRegistry()
          .defaultModel()
          .catch(() => null)
      )?.manifest.labels
    : [];
  await workers.storage.call('open', { path, create, seedLabels: seedLabels ?? [] });
  return path;
}

/** `surd import`: brings images and ink into a project, which is made if it does not exist. */
export function importInto(project: string, inputs: readonly string[], json: boolean): Promise<number> {
  return withWorkers(async (workers) => {
    await openProject(workers, project, !existsSync(project));
    const finished = await runJob('import', (reporter) =>
      importImages(workers, inputs, reporter, () => undefined),
    );
    await workers.storage.call('close', {});
    const taken = finished.done - finished.failureCount - finished.unchanged;
    report(
      finished,
      json,
      `${taken} added, ${finished.unchanged} already there, ${finished.failureCount} refused`,
    );
    return exitCodeOf(finished);
  });
}

/** `surd models`: lists the models that the app knows. */
export async function listModels(json: boolean): Promise<number> {
  const known = await modelRegistry().list();
  if (json) {
    console.log(
      JSON.stringify(
        known.map(({ manifest, manifestPath, shipped, problem }) => ({
          id: manifest?.id ?? null,
          name: manifest?.name ?? null,
          precision: manifest?.precision ?? null,
          sizeBytes: manifest?.sizeBytes ?? null,
          labels: manifest?.labels.length ?? null,
          scoreThreshold: manifest?.scoreThreshold ?? null,
          licence: manifest?.licence ?? null,
          manifestPath,
          shipped,
          problem,
        })),
      ),
    );
    return 0;
  }
  for (const { manifest, manifestPath, problem } of known) {
    if (manifest === null) console.log(`${manifestPath}: ${problem}`);
    else
      console.log(
        `${manifest.id.padEnd(28)} ${manifest.precision.padEnd(8)} ${(manifest.sizeBytes / 1e6).toFixed(1).padStart(6)} MB  ${manifest.name}`,
      );
  }
  return 0;
}
