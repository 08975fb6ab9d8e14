import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import type { Box } from '../../shared/geometry/box.ts';
import { addBoxes } from './boxes.ts';
import { startOnProject } from './electron.ts';
import { makeImages } from './images.ts';
import { makeProject, withBuiltWorkers } from './project.ts';
import { printRatio } from './report.ts';
import { measureLargePicture, type Gaps } from './largePictureInPage.ts';
import { drawPage, strokesOf } from './writtenPage.ts';

const size = { width: 12_000, height: 4000 };
const boxCount = 300;
/** What the window may wait at most, milliseconds. */
const goalMs = 100;
/** How often the memory of the window's process is looked at, milliseconds. */
const sampleMs = 100;

/** Watches the resident memory of the window's process; answers with its peak in MiB. */
function watchMemory(app: ElectronApplication): () => Promise<number> {
  let peakKibibytes = 0;
  const watch = { isOn: true };
  const watching = (async () => {
    while (watch.isOn) {
      const now = await app.evaluate(({ app: electron }) =>
        electron
          .getAppMetrics()
          .filter(({ type }) => type === 'Tab')
          .reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
      );
      peakKibibytes = Math.max(peakKibibytes, now);
      await new Promise((done) => setTimeout(done, sampleMs));
    }
  })();
  return async () => {
    watch.isOn = false;
    await watching;
    return peakKibibytes / 1024;
  };
}

function print(what: string, { longestFrameMs, longestTaskMs, p95Ms }: Gaps): void {
  printRatio(
    `${what}, longest gap to ${goalMs} ms`,
    longestFrameMs / goalMs,
    1,
    `${longestFrameMs.toFixed(0)} ms between frames, p95 ${p95Ms.toFixed(0)} ms, longest task ${longestTaskMs.toFixed(0)} ms`,
  );
}

/** A picture of 12,000 x 4,000 pixels with 300 boxes, as PNG and as JPEG: opened, zoomed, panned and worked on. */
export async function benchLargePicture(folder: string): Promise<void> {
  for (const format of ['png', 'jpeg'] as const) {
    const images = join(folder, `large-${format}`);
    const project = join(folder, `large-${format}.surd`);
    await mkdir(images, { recursive: true });
    // A small picture comes first: the large one is opened from it by a key.
    await makeImages(images, 1);
    const boxes: readonly Box[] = strokesOf(size, boxCount);
    await drawPage(join(images, `page.${format}`), size, boxes);
    await withBuiltWorkers(async (workers) => {
      await makeProject(workers, project, images);
      const ids = await workers.storage.call('imageIds', { which: 'all', modelId: null });
      await addBoxes(workers, ids[1] ?? 0, boxes);
    });
    const { app } = await startOnProject(join(folder, `large-${format}-user`), project);
    const page = await app.firstWindow();
    await page.waitForTimeout(2000);
    const peakMebibytes = watchMemory(app);
    const times = await page.evaluate(measureLargePicture, boxes);
    console.log(`${format}, from the key to the first picture: ${times.firstPictureMs.toFixed(0)} ms`);
    for (const [what, gaps] of Object.entries(times.gaps)) print(`${format}, ${what}`, gaps);
    console.log(`${format}, peak memory of the window: ${(await peakMebibytes()).toFixed(0)} MiB`);
    await app.close();
  }
}
