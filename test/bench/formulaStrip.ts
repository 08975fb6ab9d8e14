import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import sharp from 'sharp';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { Box } from '../../shared/geometry/box.ts';
import type { CocoTruth } from '../../samples/coco.ts';
import { startOnProject } from './electron.ts';
import { makeProject, withBuiltWorkers } from './project.ts';
import { printRatio } from './report.ts';

const truthFile = resolve(import.meta.dirname, '../../samples/truth.json');
const edits = 30;
const goalMs = 50;

interface PageOfFormulas {
  readonly size: { readonly width: number; readonly height: number };
  readonly symbols: readonly { readonly label: string; readonly box: Box }[];
}

/** How the samples stand: as one long formula, or as a page of them. */
type Arrangement = 'beside' | 'below';

/** The samples beside or below one another, again and again, until there are so many symbols. */
async function pageOf(count: number, arrangement: Arrangement): Promise<PageOfFormulas> {
  const { images, annotations, categories } = JSON.parse(await readFile(truthFile, 'utf8')) as CocoTruth;
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const symbols: { label: string; box: Box }[] = [];
  const highest = Math.max(...images.map(({ height }) => height));
  let along = 0;
  for (let at = 0; symbols.length < count; at += 1) {
    const sample = images[at % images.length];
    if (sample === undefined) break;
    const corner =
      arrangement === 'beside' ? { x: along, y: (highest - sample.height) / 2 } : { x: 0, y: along };
    for (const { image_id, category_id, bbox } of annotations) {
      const [x, y, width, height] = bbox;
      if (image_id !== sample.id || symbols.length === count) continue;
      symbols.push({
        label: names.get(category_id) ?? '',
        box: { x: corner.x + x, y: corner.y + y, width, height },
      });
    }
    along += arrangement === 'beside' ? sample.width : sample.height;
  }
  const size =
    arrangement === 'beside'
      ? { width: along, height: highest }
      : { width: Math.max(...images.map(({ width }) => width)), height: along };
  return { size, symbols };
}

async function makePage(project: string, folder: string, { size, symbols }: PageOfFormulas): Promise<void> {
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

interface StripTimes {
  /** From each key to the frame whose formula says what it did, painted. */
  readonly times: number[];
  readonly longestTaskMs: number;
}

/** Notes how long the strip takes to follow each key; stands alone, since it is sent into the window. */
function watchStrip(): void {
  const strip = document.querySelector('section[data-latex]');
  if (strip === null) throw new Error('There is no strip.');
  const noted: { times: number[]; longestTaskMs: number } = { times: [], longestTaskMs: 0 };
  Object.assign(window, { noted });
  let pressedAt: number | null = null;
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      pressedAt = timeStamp;
    },
    { capture: true },
  );
  new MutationObserver(() => {
    const from = pressedAt;
    pressedAt = null;
    if (from === null) return;
    requestAnimationFrame(() => {
      // What is posted from within a frame arrives when it is painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        noted.times.push(performance.now() - from);
      };
      port2.postMessage(null);
    });
  }).observe(strip, { attributeFilter: ['data-latex'] });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      noted.longestTaskMs = Math.max(noted.longestTaskMs, duration);
  }).observe({ type: 'longtask' });
}

/** Gives a box of the formula one label and another in turns, by real keys. */
async function relabel(page: Page, count: number): Promise<StripTimes> {
  await page.locator('[data-canvas]').focus();
  // A box of the formula is selected, as one who reads it does; the first label may be the one that it has.
  for (const key of ['z', '1', '2']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(700);
  }
  await page.evaluate(watchStrip);
  for (let step = 0; step < count; step += 1) {
    await page.keyboard.press(String((step % 2) + 1));
    await page.waitForTimeout(700);
  }
  return page.evaluate(() => (window as unknown as { readonly noted: StripTimes }).noted);
}

const pages: readonly (readonly [count: number, arrangement: Arrangement])[] = [
  [100, 'beside'],
  [100, 'below'],
  [400, 'beside'],
  [1000, 'below'],
];

/** How soon the formula below the picture follows an edit, in a formula and on pages. */
export async function benchFormulaStrip(folder: string): Promise<void> {
  for (const [count, arrangement] of pages) {
    const name = `strip${count}-${arrangement}`;
    const project = join(folder, `${name}.surd`);
    await makePage(project, join(folder, name), await pageOf(count, arrangement));
    const { app } = await startOnProject(join(folder, `${name}-user`), project);
    const page = await app.firstWindow();
    await page.waitForTimeout(1500);
    const { times, longestTaskMs } = await relabel(page, edits);
    times.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.floor(times.length * share)] ?? NaN;
    const how = `${at(0.95).toFixed(0)} ms, median ${at(0.5).toFixed(0)} ms, longest task ${longestTaskMs.toFixed(0)} ms`;
    const title = `formula of ${count} boxes, samples ${arrangement} one another, p95 to ${goalMs} ms`;
    printRatio(title, at(0.95) / goalMs, 1, how);
    await app.close();
  }
}
