import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { Box } from '../../shared/geometry/box.ts';
import type { CocoTruth } from '../../samples/coco.ts';
import { startOnProject } from './electron.ts';
import { makeProject, withBuiltWorkers } from './project.ts';
import { printRatio } from './report.ts';

const truthFile = resolve(import.meta.dirname, '../../samples/truth.json');
const edits = 40;
const goalMs = 50;

interface Page {
  readonly size: { readonly width: number; readonly height: number };
  readonly symbols: readonly { readonly label: string; readonly box: Box }[];
}

/** The samples one below the other, again and again, until there are so many symbols. */
async function pageOf(count: number): Promise<Page> {
  const { images, annotations, categories } = JSON.parse(await readFile(truthFile, 'utf8')) as CocoTruth;
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const symbols: { label: string; box: Box }[] = [];
  let down = 0;
  for (let at = 0; symbols.length < count; at += 1) {
    const sample = images[at % images.length];
    if (sample === undefined) break;
    for (const { image_id, category_id, bbox } of annotations) {
      const [x, y, width, height] = bbox;
      if (image_id !== sample.id || symbols.length === count) continue;
      symbols.push({ label: names.get(category_id) ?? '', box: { x, y: y + down, width, height } });
    }
    down += sample.height;
  }
  return { size: { width: Math.max(...images.map(({ width }) => width)), height: down }, symbols };
}

async function makePage(project: string, folder: string, { size, symbols }: Page): Promise<void> {
  await mkdir(folder, { recursive: true });
  await sharp({ create: { ...size, channels: 3, background: '#ffffff' } })
    .png()
    .toFile(join(folder, 'page.png'));
  await withBuiltWorkers(async (workers) => {
    await makeProject(workers, project, folder);
    for (const label of new Set(['x', 'y', ...symbols.map((symbol) => symbol.label)]))
      await workers.storage.call('addLabel', { name: label });
    const labels = await workers.storage.call('listLabels', {});
    const labelIds = new Map(labels.map(({ id, name }) => [name, id]));
    const [imageId = 0] = await workers.storage.call('imageIds', { which: 'all', modelId: null });
    const added = symbols.map(({ label, box }): Annotation => ({
      id: randomUUID(),
      imageId,
      labelId: labelIds.get(label) ?? 1,
      box,
      state: 'drawn',
      score: null,
      detectionId: null,
    }));
    const diff = { added, removed: [], updated: [] };
    await workers.storage.call('applyDiff', { imageId, kind: 'draw', diff, baseRevision: 0 });
  });
}

/** From the key that gives a label to the formula that says so, drawn; stands alone, since it is sent into the window. */
async function relabel(count: number): Promise<{ readonly times: number[]; readonly longestGapMs: number }> {
  const canvas = document.querySelector<HTMLElement>('[data-canvas]');
  const strip = document.querySelector('section[data-latex]');
  if (canvas === null || strip === null) throw new Error('There is no canvas, or no strip.');
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  const press = (code: string, key: string): void => {
    canvas.focus();
    canvas.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, code, key }));
  };
  let longestGapMs = 0;
  const work = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestGapMs = Math.max(longestGapMs, duration);
  });
  work.observe({ type: 'longtask' });
  // A box of the formula is selected, as one who reads it does.
  press('KeyZ', 'z');
  await new Promise((done) => setTimeout(done, 500));
  const times: number[] = [];
  // The first one may give the label that is there already.
  press('Digit2', '2');
  await new Promise((done) => setTimeout(done, 1000));
  for (let step = 0; step < count; step += 1) {
    const digit = String((step % 2) + 1);
    const changed = new Promise((done) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        done(undefined);
      }).observe(strip, { attributeFilter: ['data-latex'] });
    });
    await frame();
    const startedAt = performance.now();
    press(`Digit${digit}`, digit);
    await changed;
    await frame();
    times.push(performance.now() - startedAt);
    await new Promise((done) => setTimeout(done, 100));
  }
  work.disconnect();
  return { times, longestGapMs };
}

/** How soon the formula below the picture follows an edit, on pages of 100, 400 and 1,000 boxes. */
export async function benchFormulaStrip(folder: string): Promise<void> {
  for (const count of [100, 400, 1000]) {
    const project = join(folder, `strip${count}.surd`);
    await makePage(project, join(folder, `strip${count}`), await pageOf(count));
    const { app } = await startOnProject(join(folder, `strip${count}-user`), project);
    const page = await app.firstWindow();
    await page.waitForTimeout(1500);
    const { times, longestGapMs } = await page.evaluate(relabel, edits);
    times.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.floor(times.length * share)] ?? NaN;
    const how = `${at(0.95).toFixed(0)} ms, median ${at(0.5).toFixed(0)} ms, longest task ${longestGapMs.toFixed(0)} ms`;
    printRatio(`formula of ${count} boxes, p95 to ${goalMs} ms`, at(0.95) / goalMs, 1, how);
    await app.close();
  }
}
