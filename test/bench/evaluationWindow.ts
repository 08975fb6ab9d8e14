import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { seededDraws } from '#shared/evaluation/bootstrap.ts';
import { startOnProject } from './electron.ts';
import { makeImages } from './images.ts';
import { withBuiltWorkers } from './project.ts';
import { median, printRatio } from './report.ts';

const symbolsOfImage = 30;
const batch = 250;
const labels = Array.from({ length: 101 }, (_, i) => `label ${i + 1}`);

/** A reviewed image's symbols in two rows; nine of ten are found, some elsewhere, some as another label. */
function formula(unit: () => number) {
  const symbols = Array.from({ length: symbolsOfImage }, (_, i) => ({
    labelName: labels[Math.floor(unit() * labels.length)] ?? '',
    box: {
      x: (i % 15) * 40 + 4 * unit(),
      y: Math.floor(i / 15) * 80 + 10 * unit(),
      width: 8 + 25 * unit(),
      height: 8 + 50 * unit(),
    },
  }));
  const detections = symbols.map(({ labelName, box }) => ({
    labelName: unit() < 0.88 ? labelName : (labels[Math.floor(unit() * labels.length)] ?? ''),
    box:
      unit() < 0.9
        ? { ...box, x: box.x + 2 * unit(), width: box.width * (0.9 + 0.2 * unit()) }
        : { x: 560 * unit(), y: 150 * unit(), width: 8 + 25 * unit(), height: 8 + 50 * unit() },
    score: 0.5 + 0.5 * unit(),
  }));
  return { symbols, detections };
}

async function makeProject(folder: string, images: number): Promise<string> {
  const project = join(folder, 'reviewed.surd');
  const [file = ''] = await makeImages(join(folder, 'pictures'), 1);
  const { size, mtimeMs } = await stat(file);
  const draw = seededDraws(8);
  const unit = (): number => draw(1e6) / 1e6;
  await withBuiltWorkers(async (workers) => {
    await workers.storage.call('open', { path: project, create: true, seedLabels: labels });
    for (let start = 0; start < images; start += batch) {
      const made = Array.from({ length: Math.min(batch, images - start) }, () => formula(unit));
      const rows = made.map(({ symbols }, i) => ({
        // All show one picture: what counts here is how many there are.
        absolutePath: file,
        sha256: `${start + i}`.padStart(64, '0'),
        width: 640,
        height: 224,
        sizeBytes: size,
        modifiedMs: mtimeMs,
        kind: 'raster' as const,
        latex: null,
        symbols,
      }));
      await workers.storage.call('addImages', { images: rows });
      await workers.storage.call('replaceDetections', {
        modelId: 'bench',
        images: made.map(({ detections }, i) => ({ imageId: start + i + 1, detections })),
      });
    }
  });
  return project;
}

/** Clicks a mark and waits, frame by frame, until the gallery shows its cases; milliseconds. */
function clickToScreen(page: Page, chart: string, row: number): Promise<number> {
  return page.evaluate<number>(`new Promise((done, fail) => {
    const mark = document.querySelectorAll('section[aria-label="${chart}"] li button')[${row}];
    const gallery = document.querySelector('section[aria-label="Cases"]');
    const field = gallery.querySelector('input');
    const before = field.value;
    const start = performance.now();
    mark.click();
    const look = () => {
      const tile = gallery.querySelector('[role="option"]');
      const isThere = field.value !== before && tile !== null && tile.dataset.loading === undefined;
      if (isThere) requestAnimationFrame(() => done(performance.now() - start));
      else if (performance.now() - start > 20000) fail(new Error('No cases came.'));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`);
}

/** Goes down a gallery of all cases by pages; gives frame times, in order, and how many cases there are. */
async function scroll(page: Page): Promise<{ readonly frames: readonly number[]; readonly cases: number }> {
  const field = page.getByRole('textbox', { name: 'Which cases' });
  await field.fill('');
  await page.waitForTimeout(1000);
  await page.getByRole('listbox', { name: 'Cases' }).focus();
  await page.evaluate(`(() => {
    window.frames_ = []; let last = performance.now();
    const next = (now) => { window.frames_.push(now - last); last = now; window.nextFrame = requestAnimationFrame(next); };
    window.nextFrame = requestAnimationFrame(next);
  })()`);
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('PageUp');
  const frames = await page.evaluate<number[]>(
    'cancelAnimationFrame(window.nextFrame), window.frames_.slice(2)',
  );
  const text = await page.getByRole('region', { name: 'Cases' }).getByRole('heading').textContent();
  return { frames: frames.sort((a, b) => a - b), cases: Number(text?.replace(/\D/g, '') ?? NaN) };
}

/** The Failures page of a project of many reviewed images, in the real Electron: what a person waits for. */
export async function benchEvaluationWindow(folder: string, images: number): Promise<void> {
  const project = await makeProject(folder, images);
  const { app } = await startOnProject(join(folder, 'window-user'), project);
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(600_000);
    const start = performance.now();
    await page.keyboard.press('Control+Shift+E');
    await page.getByRole('region', { name: 'Error types' }).waitFor();
    await page.getByRole('listbox', { name: 'Cases' }).getByRole('option').first().waitFor();
    const figuresMs = performance.now() - start;
    const times: number[] = [];
    const filters = async (): Promise<void> => {
      for (const [chart, rows] of [
        ['Error types', [0, 1, 4]],
        ['By label', [0, 5, 20]],
        ['By size', [1, 4, 6]],
        ['Score and truth', [5, 8, 9]],
      ] as const)
        for (const row of rows) times.push(await clickToScreen(page, chart, row));
    };
    await page.getByText('Formulas are being compared').waitFor({ state: 'detached' });
    const wholeMs = performance.now() - start;
    await filters();
    const { frames, cases } = await scroll(page);
    console.log(
      `window: all figures but those of formulas after ${(figuresMs / 1000).toFixed(1)} s, those too after ${(wholeMs / 1000).toFixed(1)} s`,
    );
    const slowest = Math.max(...times);
    printRatio(
      'filter, click to screen',
      slowest / 200,
      1,
      `slowest of ${times.length} ${slowest.toFixed(0)} ms, median ${median(times).toFixed(0)} ms (goal 200 ms)`,
    );
    const slow = frames[Math.floor(frames.length * 0.95)] ?? NaN;
    console.log(
      `gallery of ${cases} cases by keys: median frame ${median(frames).toFixed(1)} ms, 95 % below ${slow.toFixed(0)} ms`,
    );
  } finally {
    await app.close();
  }
}
