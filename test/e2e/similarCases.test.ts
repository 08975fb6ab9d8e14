import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinnedNode } from '#electron/runtime/projectPaths.mjs';
import { endOfJob, startDetecting } from './support/sampleProject.ts';
import { sumInk } from './support/sumInk.ts';
import { projectRoot, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';

/** Where pictures of the window go, for a look at them; nowhere unless asked for. */
const pictures = process.env['SURD_PICTURES'];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

beforeAll(async () => {
  folder = await temporaryFolder();
  const images = join(folder.path, 'ink');
  mkdirSync(images);
  // Four formulas whose plus somebody has labelled x, and two that are right.
  for (let i = 0; i < 6; i += 1) writeFileSync(join(images, `${i}.inkml`), sumInk(i * 3, i < 4 ? 'x' : '+'));
  const project = join(folder.path, 'ink.surd');
  execFileSync(pinnedNode, [join(projectRoot, 'out', 'main', 'cli.js'), 'import', project, images], {
    stdio: 'pipe',
  });
  app = await startSurd(join(folder.path, 'user'), ['--project', project]);
  await startDetecting(app, 'all');
  expect((await endOfJob(app)).outcome).toBe('done');
  await app.page.keyboard.press('Control+Shift+E');
  await app.page.getByRole('button', { name: 'Evaluate again' }).waitFor();
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

/** A busy machine takes its time. */
const patient = { timeout: 60_000 };

const cases = () => app.page.getByRole('listbox', { name: 'Cases' });
const wrongOnes = () => cases().getByRole('option').filter({ hasText: 'x read as' });

describe('similar cases', () => {
  it('are listed by how much they look like the one under the cursor', async () => {
    const { page } = app;
    const gallery = page.getByRole('region', { name: 'Cases' });
    await expect.poll(() => wrongOnes().count(), patient).toBe(4);
    await cases().focus();
    await page.keyboard.press('e');
    await expect
      .poll(() => gallery.getByRole('combobox', { name: 'Order of the cases' }).inputValue(), patient)
      .toBe('likeness');
    await expect
      .poll(() => cases().getByRole('option').first().textContent(), patient)
      .toContain('x read as');
    // The four plus signs look more like each other than like anything else.
    for (let i = 0; i < 4; i += 1)
      expect(await cases().getByRole('option').nth(i).textContent()).toContain('x read as');
  });

  it('are ticked by keys and corrected alike as one step, which undo takes back', async () => {
    const { page } = app;
    await cases().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowRight');
    const tools = page.getByRole('toolbar', { name: 'Ticked cases' });
    await tools.getByText('4 ticked').waitFor();
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'similar-cases.png') });
    // What the detections say is offered.
    await tools.getByRole('button', { name: 'Relabel 4' }).click();
    await page.getByText('4 boxes corrected; images: 4').waitFor();
    await expect.poll(() => wrongOnes().count(), patient).toBe(0);
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Evaluate again' }).click();
    await expect.poll(() => wrongOnes().count(), patient).toBe(4);
  });

  it('are ticked by the mouse, and unticked', async () => {
    const tools = app.page.getByRole('toolbar', { name: 'Ticked cases' });
    await cases()
      .getByRole('option')
      .nth(0)
      .click({ modifiers: ['Control'] });
    await cases()
      .getByRole('option')
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await tools.getByText('3 ticked').waitFor();
    await cases()
      .getByRole('option')
      .nth(1)
      .click({ modifiers: ['Control'] });
    await tools.getByText('2 ticked').waitFor();
    await tools.getByRole('button', { name: 'Untick all' }).click();
    await expect.poll(() => tools.count(), patient).toBe(0);
  });
});
