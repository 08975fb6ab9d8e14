import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectInfo } from '#shared/ipc/contract/project.ts';
import { importImages } from '#electron/services/importImages.ts';
import type { Jobs } from '#electron/services/jobs.ts';
import type { ProjectService } from '#electron/services/projectService.ts';
import type { Workers } from '#electron/services/workers.ts';

/**
 * Opens the sample project. At first it is made in the person's own folder, from copies of the shipped images, so that
 * it can be worked in; later it is opened as it was left.
 */
export async function openSampleProject(
  shippedFolder: string,
  userFolder: string,
  projects: ProjectService,
  workers: Workers,
  jobs: Jobs,
): Promise<ProjectInfo> {
  const folder = join(userFolder, 'sample');
  const path = join(folder, 'Sample.surd');
  if (existsSync(path)) return projects.open(path, false);
  const images = join(folder, 'images');
  await mkdir(images, { recursive: true });
  await cp(join(shippedFolder, 'images'), images, { recursive: true });
  await projects.open(path, true);
  const { ended } = jobs.start('import', (reporter) =>
    importImages(workers, [images], reporter, () => undefined),
  );
  await ended;
  return (await projects.current()) ?? projects.open(path, false);
}
