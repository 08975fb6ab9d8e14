import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  boxRows,
  canvasReady,
  dragBox,
  startSurd,
  temporaryFolder,
  type SurdApp,
} from './support/surdApp.ts';
import { makeSampleProject, rowsOf } from './support/sampleProject.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let first: SurdApp;
let second: SurdApp | null = null;

const project = (): string => join(folder.path, 'shared.surd');

beforeAll(async () => {
  folder = await temporaryFolder();
  makeSampleProject(project());
  first = await startSurd(join(folder.path, 'one'), ['--project', project()]);
});

afterAll(async () => {
  await second?.close();
  await first.close();
  await folder.remove();
});

it('tells a second one with other settings that the project is open, and where', async () => {
  await first.page.getByRole('option', { name: /02-/ }).click();
  await canvasReady(first.page);
  second = await startSurd(join(folder.path, 'two'), ['--project', project()]);
  await second.page
    .getByRole('alert')
    .filter({ hasText: /shared\.surd/ })
    .waitFor();
  expect(await second.page.getByRole('alert').innerText()).toMatch(
    /open in another|another Surd|open elsewhere/i,
  );
  expect(
    await second.page.evaluate("window.surd.invoke('project.current', {}).then(({ value }) => value)"),
  ).toBeNull();
});

it('leaves the first unharmed', async () => {
  const rows = (await boxRows(first.page)).length;
  await first.page.keyboard.press('b');
  await dragBox(first.page, { x: 6, y: 6, width: 30, height: 24 });
  await expect.poll(async () => (await boxRows(first.page)).length).toBe(rows + 1);
  await expect
    .poll(async () => (await rowsOf(first)).find(({ path }) => path.includes('02-'))?.annotationCount)
    .toBe(1);
});

it('lets the second have it when the first has ended', async () => {
  await first.close();
  await second?.close();
  second = null;
  first = await startSurd(join(folder.path, 'two'), ['--project', project()]);
  await expect
    .poll(async () => (await rowsOf(first)).find(({ path }) => path.includes('02-'))?.annotationCount)
    .toBe(1);
  // What it was told of belongs to the other's start.
  expect(await first.page.getByRole('alert').count()).toBe(0);
  expect(readFileSync(project()).subarray(0, 15).toString('latin1')).toBe('SQLite format 3');
});
