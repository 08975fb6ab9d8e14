import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOnProject } from './electron.ts';
import { makeImages } from './images.ts';
import { fillProject } from './manyImages.ts';
import { makeProject, withBuiltWorkers } from './project.ts';
import { median, printRatio } from './report.ts';

const imageCount = 50_000;
const rounds = 3;

/** From the start to the first image on the screen: a project of 50,000 images against one of ten. */
export async function benchLargeProject(folder: string): Promise<void> {
  const images = join(folder, 'large');
  const [first = ''] = await makeImages(images, 10);
  const small = join(folder, 'small.surd');
  const large = join(folder, 'large.surd');
  await withBuiltWorkers((workers) => makeProject(workers, small, images));
  await copyFile(small, large);
  await fillProject(large, images, first, imageCount);
  const time = async (project: string, user: string): Promise<number> => {
    const { app, ms } = await startOnProject(join(folder, user), project);
    await app.close();
    return ms;
  };
  await time(small, 'small-user');
  const smallMs: number[] = [];
  const largeMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    smallMs.push(await time(small, 'small-user'));
    largeMs.push(await time(large, 'large-user'));
  }
  const a = median(largeMs);
  const b = median(smallMs);
  printRatio(
    'start on 50,000 images over on 10',
    a / b,
    2000 / b,
    `first image after ${(a / 1000).toFixed(2)} s (goal 2 s) against ${(b / 1000).toFixed(2)} s`,
  );
}
