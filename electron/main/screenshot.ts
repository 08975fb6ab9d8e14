import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { BrowserWindow } from 'electron';
import { detectImages } from '#electron/services/detectImages.ts';
import type { AppServices } from './services/appServices.ts';

const waitLimitMs = 60_000;
const pollMs = 100;
/** Fonts and the last frame after the canvas says that it has drawn. */
const settleMs = 700;

/** Runs the detector on all images of the open project and waits for its end. */
export async function detectAll(services: AppServices): Promise<void> {
  const { workers, models, projects, jobs, emit } = services;
  const { manifest, modelPath } = await models.defaultModel();
  const ids = await workers.storage.call('imageIds', { which: 'all', modelId: null });
  const { ended } = jobs.start('detect', (reporter) =>
    detectImages(workers, projects.path, { manifest, modelPath }, ids, reporter, (imageIds) => {
      emit('images.changed', { imageIds });
      emit('detections.changed', { imageIds });
    }),
  );
  const { outcome, error, failures } = await ended;
  if (outcome !== 'done') throw new Error(`The detector did not run: ${error?.message ?? outcome}`);
  for (const failure of failures) console.error(failure.error.message);
}

/**
 * Saves a picture of the window once its canvas has drawn image and boxes.
 *
 * @throws Error when it has not after a minute
 */
export async function saveScreenshot(window: BrowserWindow, file: string): Promise<void> {
  const deadline = Date.now() + waitLimitMs;
  for (;;) {
    const isDrawn: unknown = await window.webContents.executeJavaScript(
      `document.querySelector('[data-ready="true"]') !== null`,
    );
    if (isDrawn === true) break;
    if (Date.now() > deadline) throw new Error('The window did not draw an image in time.');
    await new Promise((done) => setTimeout(done, pollMs));
  }
  await new Promise((done) => setTimeout(done, settleMs));
  const picture = await window.webContents.capturePage();
  const path = resolve(file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, picture.toPNG());
  console.log(`Saved ${path} (${picture.getSize().width} x ${picture.getSize().height})`);
}
