import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import type { JobFinished } from '#shared/ipc/events.ts';
import { pinnedNode } from '#electron/runtime/projectPaths.mjs';
import { projectRoot, type SurdApp } from './surdApp.ts';

/** Makes a project of the samples with the built command line. */
export function makeSampleProject(project: string): void {
  execFileSync(
    pinnedNode,
    [join(projectRoot, 'out', 'main', 'cli.js'), 'import', project, join(projectRoot, 'samples', 'images')],
    {
      stdio: 'pipe',
    },
  );
}

/** What the tests ask of an image's row. */
export type Row = Pick<ImageAsset, 'id' | 'path' | 'annotationCount' | 'detectionCount'>;

/** All images of the open project, asked for as the window does. */
export async function rowsOf(app: SurdApp): Promise<readonly Row[]> {
  return app.page.evaluate<
    readonly Row[]
  >(`window.surd.invoke('image.list', { query: { sort: 'added', descending: false }, offset: 0, limit: 500 })
    .then((answer) => { if (!answer.ok) throw new Error(answer.error.message); return answer.value.items })`);
}

/** How many images the detector has looked at. */
export async function detectedCount(app: SurdApp): Promise<number> {
  return (await rowsOf(app)).filter(({ detectionCount }) => detectionCount > 0).length;
}

/** Starts the detector on images; gives the job's end as a promise kept in the page, see {@link endOfJob}. */
export async function startDetecting(app: SurdApp, images: 'all' | 'undetected'): Promise<void> {
  await app.page.evaluate(`(() => {
    window.lastJob = new Promise((done) => {
      const end = window.surd.subscribe('job.finished', (finished) => { if (finished.kind === 'detect') { end(); done(finished) } });
    });
    return window.surd.invoke('model.list', {}).then(({ value }) =>
      window.surd.invoke('detect.run', { images: ${JSON.stringify(images)}, modelId: value[0].id })).then(({ ok }) => ok);
  })()`);
}

/** What the tests ask of a finished job. */
export type JobEnd = Pick<JobFinished, 'outcome' | 'done' | 'failureCount' | 'durationMs'>;

/** How the job of {@link startDetecting} ended. */
export function endOfJob(app: SurdApp): Promise<JobEnd> {
  return app.page.evaluate<JobEnd>('window.lastJob');
}
