import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import sharp from 'sharp';
import type { Box } from '../../shared/geometry/box.ts';
import { addBoxes } from './boxes.ts';
import { startOnProject } from './electron.ts';
import { makeProject, withBuiltWorkers } from './project.ts';
import { printRatio } from './report.ts';
import { answersTo } from './answers.ts';
import { measureKonva, measureSurd, type FrameTimes } from './canvasInPage.ts';

const image = { width: 3000, height: 1800 };

/** Boxes of about symbol size, spread over the page in rows. */
function boxesOf(count: number): readonly Box[] {
  const columns = Math.ceil(Math.sqrt((count * image.width) / image.height));
  const rows = Math.ceil(count / columns);
  const [width, height] = [image.width / columns, image.height / rows];
  return Array.from({ length: count }, (_, at) => ({
    x: (at % columns) * width + width * 0.1,
    y: Math.floor(at / columns) * height + height * 0.1,
    width: width * 0.8,
    height: height * 0.8,
  }));
}

async function makeBoxes(project: string, folder: string, boxes: readonly Box[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await sharp({ create: { ...image, channels: 3, background: '#ffffff' } })
    .png()
    .toFile(join(folder, 'page.png'));
  await withBuiltWorkers(async (workers) => {
    await makeProject(workers, project, folder);
    const [imageId = 0] = await workers.storage.call('imageIds', { which: 'all', modelId: null });
    await addBoxes(workers, imageId, boxes);
  });
}

/** Milliseconds of one canvas. An answer is from an event to the frame that is painted next. */
interface CanvasTimes extends FrameTimes {
  readonly selectP95Ms: number;
  readonly changeP95Ms: number;
}

const answers = 40;

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;
}

const label = (page: Page) => (step: number) => page.keyboard.press(String((step % 2) + 1));

async function surdTimes(page: Page, boxes: readonly Box[]): Promise<CanvasTimes> {
  const frames = await page.evaluate(measureSurd);
  const canvas = page.locator('[data-canvas]');
  await canvas.focus();
  const place = await canvas.boundingBox();
  const zoom = Number(await canvas.getAttribute('data-zoom'));
  const offset = (await canvas.getAttribute('data-offset'))?.split(' ').map(Number) ?? [];
  const selected = await answersTo(page, 'pointerdown', answers, async (step) => {
    const box = boxes[(step * 37) % boxes.length];
    if (box === undefined || place === null) return;
    const x = place.x + (offset[0] ?? 0) + (box.x + box.width / 2) * zoom;
    const y = place.y + (offset[1] ?? 0) + (box.y + box.height / 2) * zoom;
    await page.mouse.click(x, y);
  });
  const changed = await answersTo(page, 'keydown', answers, label(page));
  return { ...frames, selectP95Ms: p95(selected), changeP95Ms: p95(changed) };
}

/** The same rectangles on a bare Konva stage, one shape each, in the same window at the same place. */
async function bareKonva(page: Page, boxes: readonly Box[]): Promise<CanvasTimes> {
  const source = join(dirname(fileURLToPath(import.meta.resolve('konva'))), '../konva.min.js');
  // Not a script element: the window's own policy would refuse it.
  await page.evaluate(await readFile(source, 'utf8'));
  const frames = await page.evaluate(measureKonva, { boxes, image });
  const canvas = page.locator('[data-bare-canvas]');
  await canvas.focus();
  const selected = await answersTo(page, 'pointerdown', answers, () =>
    canvas.click({ position: { x: 40, y: 40 } }),
  );
  const changed = await answersTo(page, 'keydown', answers, label(page));
  return { ...frames, selectP95Ms: p95(selected), changeP95Ms: p95(changed) };
}

function print(count: number, surd: CanvasTimes, bare: CanvasTimes): void {
  const line = (name: string, pick: (times: CanvasTimes) => number, goalMs: number): void => {
    const how = `${pick(surd).toFixed(1)} ms (goal ${goalMs} ms) against ${pick(bare).toFixed(1)} ms`;
    printRatio(`${count} boxes, ${name}`, pick(surd) / pick(bare), 1, how);
  };
  line('frame while panning, median', (times) => times.panMedianMs, count > 1000 ? 100 : 17);
  line('frame while panning, p95', (times) => times.panP95Ms, count > 1000 ? 100 : 33);
  line('frame while zooming, p95', (times) => times.zoomP95Ms, count > 1000 ? 100 : 33);
  line('select, p95', (times) => times.selectP95Ms, count > 1000 ? 100 : 50);
  line('change, p95', (times) => times.changeP95Ms, count > 1000 ? 100 : 50);
}

/** The canvas with 1,000 and 5,000 boxes against a bare Konva stage; `change` is relabelling, there recolouring. */
export async function benchCanvas(folder: string): Promise<void> {
  for (const count of [100, 1000, 5000]) {
    const boxes = boxesOf(count);
    const project = join(folder, `canvas${count}.surd`);
    await makeBoxes(project, join(folder, `canvas${count}`), boxes);
    const { app } = await startOnProject(join(folder, `canvas${count}-user`), project);
    const page = await app.firstWindow();
    await page.waitForTimeout(1500);
    const surd = await surdTimes(page, boxes);
    const bare = await bareKonva(page, boxes);
    print(count, surd, bare);
    await app.close();
  }
}
