import { join } from 'node:path';
import { startOnProject } from './electron.ts';
import { makeImages } from './images.ts';
import { fillProject } from './manyImages.ts';
import { makeProject, withBuiltWorkers } from './project.ts';
import { printRatio } from './report.ts';
import { drawSampleBoxes } from './sampleBoxes.ts';

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

/** Holds the key down as a keyboard repeats it, 30 times a second; stands alone as {@link goThrough} does. */
async function holdKey(count: number): Promise<{ readonly longestFrameMs: number; readonly lastMs: number }> {
  const canvas = document.querySelector<HTMLElement>('[data-canvas]');
  if (canvas === null) throw new Error('There is no canvas.');
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  const key = { isHeld: true };
  let longestFrameMs = 0;
  const watching = (async () => {
    let last = await frame();
    while (key.isHeld) {
      const now = await frame();
      longestFrameMs = Math.max(longestFrameMs, now - last);
      last = now;
    }
  })();
  const press = (): void => {
    canvas.dispatchEvent(
      new KeyboardEvent('keydown', { bubbles: true, cancelable: true, code: 'KeyD', key: 'd' }),
    );
  };
  canvas.focus();
  for (let step = 1; step < count; step += 1) {
    press();
    await new Promise((done) => setTimeout(done, 1000 / 30));
  }
  const startedAt = performance.now();
  press();
  do await frame();
  while (canvas.dataset['ready'] !== 'true');
  const lastMs = performance.now() - startedAt;
  key.isHeld = false;
  await watching;
  return { longestFrameMs, lastMs };
}

/** From the key to the next image on the screen, in a project of 50,000 images. */
export async function benchNextImage(folder: string): Promise<void> {
  const images = join(folder, 'next');
  const project = join(folder, 'next.surd');
  const [first = ''] = await makeImages(images, lookedAt);
  await withBuiltWorkers((workers) => makeProject(workers, project, images));
  await drawSampleBoxes(project);
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
  const { longestFrameMs, lastMs } = await page.evaluate(holdKey, steps);
  const frameOf = `${longestFrameMs.toFixed(0)} ms, ${steps} images at 30 a second`;
  printRatio('key held down, longest frame to 100 ms', longestFrameMs / goalMs, 1, frameOf);
  printRatio('key let go, last image to 100 ms', lastMs / goalMs, 1, `${lastMs.toFixed(0)} ms`);
  await app.close();
}
