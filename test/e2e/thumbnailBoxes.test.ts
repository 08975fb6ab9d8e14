import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinnedNode } from '#electron/runtime/projectPaths.mjs';
import { endOfJob, startDetecting } from './support/sampleProject.ts';
import {
  canvasReady,
  projectRoot,
  startSurd,
  takePicture,
  temporaryFolder,
  type SurdApp,
} from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

/** The same formula on paper, and in chalk on a board. */
beforeAll(async () => {
  folder = await temporaryFolder();
  const images = join(folder.path, 'images');
  mkdirSync(images);
  const sample = join(projectRoot, 'samples', 'images', '06-pythagoras.png');
  copyFileSync(sample, join(images, 'paper.png'));
  await sharp(sample).negate({ alpha: false }).linear(0.85, 25).toFile(join(images, 'board.png'));
  const project = join(folder.path, 'grounds.surd');
  execFileSync(pinnedNode, [join(projectRoot, 'out', 'main', 'cli.js'), 'import', project, images], {
    stdio: 'pipe',
  });
  app = await startSurd(join(folder.path, 'user'), [project]);
  await canvasReady(app.page);
  await startDetecting(app, 'all');
  expect((await endOfJob(app)).outcome).toBe('done');
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

/** The colours of the boxes on a small picture. */
const colors = (name: string): Promise<readonly (string | null)[]> =>
  app.page
    .getByRole('option', { name: new RegExp(name) })
    .locator('svg path[stroke^="#"]')
    .evaluateAll((paths) => paths.map((path) => path.getAttribute('stroke')));

describe('boxes on the small pictures', () => {
  it('are dark on paper and light on a board', async () => {
    await expect.poll(() => colors('paper')).toEqual(['#b45309']);
    await expect.poll(() => colors('board')).toEqual(['#f5a623']);
    await takePicture(app, 'thumbnail-boxes');
  });

  it('stay so in the dark theme: they lie on the picture, not on the window', async () => {
    await app.page.evaluate(`window.surd.invoke('app.changeSettings', { theme: 'dark' })`);
    await app.page.reload();
    await canvasReady(app.page);
    await expect.poll(() => colors('paper')).toEqual(['#b45309']);
    await expect.poll(() => colors('board')).toEqual(['#f5a623']);
    await takePicture(app, 'thumbnail-boxes-dark');
  });
});
