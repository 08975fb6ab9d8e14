import { join } from 'node:path';
import { startOnProject } from './electron.ts';
import { makeImages } from './images.ts';
import { makeProject, withBuiltWorkers } from './project.ts';
import { printRatio } from './report.ts';

const few = 10;
const many = 1000;
/** Long enough for thumbnails to be drawn and for memory to settle. */
const settleMs = 3000;

/**
 * Kibibytes that the window's own process keeps after its list was scrolled from end to end. Garbage is collected first, in
 * both cases: what waits to be collected says more about the moment than about the list.
 */
async function windowMemory(folder: string, count: number): Promise<number> {
  const images = join(folder, `memory-${count}`);
  const project = join(folder, `memory-${count}.surd`);
  await makeImages(images, count);
  await withBuiltWorkers((workers) => makeProject(workers, project, images));
  const { app } = await startOnProject(join(folder, `memory-user-${count}`), project);
  const page = await app.firstWindow();
  await page.getByRole('listbox', { name: 'Image list' }).hover();
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.wheel(0, 1500);
    await page.waitForTimeout(50);
  }
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('HeapProfiler.collectGarbage');
  await page.waitForTimeout(settleMs);
  const kibibytes = await app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab')
      .reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  await app.close();
  return kibibytes;
}

/** What a long list costs the window. */
export async function benchMemory(folder: string): Promise<void> {
  const small = await windowMemory(folder, few);
  const large = await windowMemory(folder, many);
  const mebibytes = (value: number): string => `${(value / 1024).toFixed(0)} MiB`;
  printRatio(
    `window's memory, ${many} over ${few} images`,
    large / small,
    1.2,
    `${mebibytes(large)} against ${mebibytes(small)}`,
  );
}
