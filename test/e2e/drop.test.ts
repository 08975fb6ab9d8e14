import { mkdir, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerDialogs, projectRoot, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

beforeAll(async () => {
  folder = await temporaryFolder();
  app = await startSurd(join(folder.path, 'user'));
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

/** Drops files and folders on the window as the system's file manager does. */
async function drop(paths: readonly string[]): Promise<void> {
  const inspector = await app.page.context().newCDPSession(app.page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await inspector.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
}

it('takes dropped files and folders in, and names what it refuses', async () => {
  const samples = join(projectRoot, 'samples', 'images');
  const images = join(folder.path, '수식 모음');
  await mkdir(images);
  await copyFile(join(samples, '06-pythagoras.png'), join(images, '피타고라스.png'));
  await answerDialogs(app, { save: join(folder.path, 'dropped.surd') });
  await drop([images, join(samples, '07-limit-of-sine.png'), join(projectRoot, 'package.json')]);
  const list = app.page.getByRole('listbox', { name: 'Image list' });
  await list.getByRole('option', { name: /07-limit/ }).waitFor();
  expect(await list.getByRole('option').count()).toBe(2);
  await app.page.getByRole('dialog').getByText('package.json').first().waitFor();
});
