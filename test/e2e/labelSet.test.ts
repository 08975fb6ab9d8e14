import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleProject } from './support/sampleProject.ts';
import { boxRows, canvasReady, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;
const project = (): string => join(folder.path, 'labels.surd');

const picture = async (name: string): Promise<void> => {
  const target = process.env['SURD_PICTURES'];
  if (target !== undefined) await app.page.screenshot({ path: join(target, `${name}.png`) });
};
const row = (name: string) => app.page.getByRole('listitem', { name, exact: true });

beforeAll(async () => {
  folder = await temporaryFolder();
  makeSampleProject(project());
  app = await startSurd(join(folder.path, 'user'), [project()]);
  await canvasReady(app.page);
  await app.page.keyboard.press('r');
  await app.page.getByRole('listbox', { name: 'Boxes of the image' }).getByRole('option').first().waitFor();
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

describe('the label set in the window', () => {
  it('is there for boxes that a person stands for', async () => {
    await app.page.keyboard.press('Control+Enter');
    await expect
      .poll(async () => (await boxRows(app.page)).every((text) => text.includes('Accepted')))
      .toBe(true);
  });

  it('renames a label where it stands', async () => {
    await app.page.keyboard.press('Control+Shift+KeyL');
    await app.page.getByRole('dialog', { name: 'Labels' }).waitFor();
    await app.page.getByLabel('Find a label').fill('a');
    const name = app.page.getByLabel('Name of a', { exact: true });
    await name.fill('\\mathrm{a}');
    await name.press('Enter');
    await app.page.getByLabel('Find a label').fill('mathrm');
    await row('\\mathrm{a}').waitFor();
    await app.page.waitForTimeout(200);
    await picture('labels');
    await app.page.getByLabel('Find a label').fill('');
    await picture('labels-all');
  });

  it('asks what becomes of the boxes of a label that goes, and undoes it', async () => {
    await app.page.getByLabel('Find a label').fill('b');
    await row('b').getByRole('button', { name: 'Remove…' }).click();
    await app.page.getByText(/box(es)? carr/).waitFor();
    await app.page.getByRole('combobox', { name: 'Label to give instead' }).fill('beta');
    await app.page.getByRole('option', { name: '\\beta' }).click();
    await picture('labels-merge');
    await app.page.getByRole('button', { name: 'Merge into \\beta' }).click();
    await app.page.getByLabel('Find a label').waitFor();
    await app.page.keyboard.press('Escape');
    await expect
      .poll(async () => (await boxRows(app.page)).some((text) => text.includes('\\beta')))
      .toBe(true);
    await app.page.locator('[data-canvas]').focus();
    await app.page.keyboard.press('Control+z');
    await expect
      .poll(async () => (await boxRows(app.page)).some((text) => text.includes('\\beta')))
      .toBe(false);
  });

  it('keeps look-alike groups of the project’s own', async () => {
    await app.page.keyboard.press('Control+Shift+KeyL');
    await app.page.getByRole('tab', { name: 'Look-alikes' }).click();
    await app.page.waitForTimeout(200);
    await picture('look-alikes');
    await app.page.getByLabel('Groups of look-alikes').fill('y z\nalone');
    await app.page.getByRole('button', { name: 'Save groups' }).click();
    await expect.poll(() => app.page.getByLabel('Groups of look-alikes').inputValue()).toBe('y z');
    await app.page.keyboard.press('Escape');
  });
});
