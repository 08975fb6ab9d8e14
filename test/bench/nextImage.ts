import { join } from 'node:path';
import { startOnProject } from './electron.ts';
import { makeImages } from './images.ts';
import { fillProject } from './manyImages.ts';
import { makeProject, withBuiltWorkers } from './project.ts';
import { printRatio } from './report.ts';

const imageCount = 50_000;
/** As many have files: those that are gone through. */
const lookedAt = 80;
const steps = 70;
const goalMs = 100;
/** A glance at a formula before the next key; and none, as when the key is held down. */
const glancesMs = [300, 0];

/** Goes through images by key; stands alone, with all that it uses inside, since it is sent into the window. */
async function goThrough({
  count,
  glanceMs,
  code,
}: {
  readonly count: number;
  readonly glanceMs: number;
  readonly code: string;
}): Promise<number[]> {
  const canvas = document.querySelector<HTMLElement>('[data-canvas]');
  if (canvas === null) throw new Error('There is no canvas.');
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  const times: number[] = [];
  for (let step = 0; step < count; step += 1) {
    const before = canvas.dataset['imageId'];
    const key = code === 'KeyD' ? 'd' : 'a';
    const startedAt = performance.now();
    canvas.focus();
    canvas.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, code, key }));
    // Drawn with its boxes, and on the screen with the frame after.
    do await frame();
    while (canvas.dataset['imageId'] === before || canvas.dataset['ready'] !== 'true');
    times.push(performance.now() - startedAt);
    await new Promise((done) => setTimeout(done, glanceMs));
  }
  return times;
}

/** From the key to the next image on the screen, in a project of 50,000 images. */
export async function benchNextImage(folder: string): Promise<void> {
  const images = join(folder, 'next');
  const project = join(folder, 'next.surd');
  const [first = ''] = await makeImages(images, lookedAt);
  await withBuiltWorkers((workers) => makeProject(workers, project, images));
  await fillProject(project, images, first, imageCount);
  const { app } = await startOnProject(join(folder, 'next-user'), project);
  const page = await app.firstWindow();
  await page.waitForTimeout(1500);
  let isForth = true;
  for (const glanceMs of glancesMs) {
    const code = isForth ? 'KeyD' : 'KeyA';
    isForth = false;
    const times = (await page.evaluate(goThrough, { count: steps, glanceMs, code })).sort((a, b) => a - b);
    const at = (share: number): number => times[Math.floor(times.length * share)] ?? NaN;
    printRatio(
      `next of 50,000 images, p95 to ${goalMs} ms`,
      at(0.95) / goalMs,
      1,
      `${at(0.95).toFixed(0)} ms, median ${at(0.5).toFixed(0)} ms, with ${glanceMs} ms on each image`,
    );
  }
  await app.close();
}
