import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleProject, rowsOf } from './support/sampleProject.ts';
import {
  boxRows,
  canvasReady,
  dragBox,
  fitImage,
  pressKeys,
  startSurd,
  takePicture,
  temporaryFolder,
  windowPoint,
  type SurdApp,
} from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;
const project = (): string => join(folder.path, 'keys.surd');

const press = (...keys: readonly string[]): Promise<void> => pressKeys(app, ...keys);

/** What is said of the selected boxes in the list. */
const selectedRows = (): Promise<string[]> =>
  app.page
    .getByRole('listbox', { name: 'Boxes of the image' })
    .locator('[role=option][aria-selected=true]')
    .allInnerTexts();

const picture = (name: string): Promise<void> => takePicture(app, name);

beforeAll(async () => {
  folder = await temporaryFolder();
  makeSampleProject(project());
  app = await startSurd(join(folder.path, 'user'), [project()]);
  await canvasReady(app.page);
  await press('r');
  await app.page.getByRole('listbox', { name: 'Boxes of the image' }).getByRole('option').first().waitFor();
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

describe('a pre-labelled formula, corrected by keys', () => {
  it('goes to the least sure box first, and on after accepting it', async () => {
    await press('n');
    // The list follows the picture.
    await expect.poll(async () => (await selectedRows()).length).toBe(1);
    const [first] = await selectedRows();
    const score = (row: string | undefined): number => Number(/0?\.\d+/.exec(row ?? '')?.[0]);
    await press('Enter');
    await expect.poll(async () => (await selectedRows())[0]).not.toBe(first);
    const [accepted] = await selectedRows();
    await press('n');
    await expect.poll(async () => (await selectedRows())[0]).not.toBe(accepted);
    const [second] = await selectedRows();
    expect(score(second)).toBeGreaterThanOrEqual(score(first));
    await picture('next');
  });

  it('cycles through look-alikes and back', async () => {
    await fitImage(app.page);
    await press('b');
    await dragBox(app.page, { x: 4, y: 4, width: 10, height: 10 });
    await press('v', 'l');
    await app.page.keyboard.type('x');
    await press('Enter');
    await expect.poll(async () => (await selectedRows())[0]).toMatch(/\bx\b/);
    await press(';');
    await expect.poll(async () => (await selectedRows())[0]).toMatch(/\bX\b/);
    await press(';');
    await expect.poll(async () => (await selectedRows())[0]).toContain('\\times');
    await press('Shift+;');
    await expect.poll(async () => (await selectedRows())[0]).toMatch(/\bX\b/);
  });

  it('duplicates, splits, merges, and undoes each as one step', async () => {
    const before = (await boxRows(app.page)).length;
    await press('Control+j');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before + 1);
    await press('x');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before + 2);
    await press('m');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before + 1);
    await app.page.getByRole('button', { name: 'History' }).click();
    await app.page.getByRole('list', { name: 'History' }).getByRole('listitem').nth(3).waitFor();
    await app.page.waitForTimeout(250);
    await picture('history');
    const steps = app.page.getByRole('list', { name: 'History' }).getByRole('button');
    expect(await steps.nth(0).innerText()).toMatch(/merge/i);
    await steps.nth(3).click();
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before);
    await steps.nth(0).click();
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before + 1);
    await press('Escape');
  });

  it('takes copies along to the next image', async () => {
    await app.page.getByRole('application').focus();
    await press('Control+a', 'Control+c');
    const copied = (await boxRows(app.page)).length;
    const [, next] = await rowsOf(app);
    await press('d');
    await canvasReady(app.page, next?.id);
    const before = (await boxRows(app.page)).length;
    await press('Control+v');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before + copied);
    await press('Control+z');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before);
    await press('a');
    await canvasReady(app.page);
  });

  it('holds one box against all that would change it, until it is let go', async () => {
    await fitImage(app.page);
    await press('Escape', 'n');
    const [held] = await selectedRows();
    const before = await boxRows(app.page);
    await press('Alt+u');
    const locks = app.page.getByRole('img', { name: 'Locked' });
    await expect.poll(() => locks.count()).toBe(1);
    const left = app.page.getByLabel('Left edge in pixels');
    const place = await left.inputValue();
    await press('ArrowRight', 'Delete', 'l');
    await app.page.keyboard.type('x');
    await press('Enter');
    await app.page.getByText('This is locked. Unlock it to change it').waitFor();
    expect(await left.inputValue()).toBe(place);
    await app.page.locator('[data-canvas]').focus();
    await picture('locked');
    await press('Control+a', 'Delete');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(1);
    expect((await boxRows(app.page))[0]).toContain((held ?? '').split('\n')[0]);
    await press('Control+z', 'Control+z');
    await expect.poll(() => locks.count()).toBe(0);
    expect((await boxRows(app.page)).length).toBe(before.length);
  });

  it('keeps a label on a digit', async () => {
    await press('n', 'Alt+7');
    const pinned = app.page.locator('[data-pinned=true]');
    await expect.poll(() => pinned.count()).toBe(1);
    expect(await pinned.getAttribute('data-digit')).toBe('7');
  });

  it('goes through the boxes below the pointer', async () => {
    await press('Escape');
    await fitImage(app.page);
    await press('b');
    await dragBox(app.page, { x: 20, y: 2, width: 40, height: 30 });
    await dragBox(app.page, { x: 26, y: 6, width: 8, height: 8 });
    await press('v');
    const inside = await windowPoint(app.page, { x: 30, y: 10 });
    await app.page.mouse.click(inside.x, inside.y);
    const width = app.page.getByLabel('Width in pixels');
    await expect.poll(() => width.inputValue().then(Number)).toBeCloseTo(8, 0);
    await press('Tab');
    await expect.poll(() => width.inputValue().then(Number)).toBeCloseTo(40, 0);
  });
});

describe('the view', () => {
  it('colours boxes, shows scores and turns the picture, with its boxes in place', async () => {
    await press('c', 'Shift+p');
    await picture('by-label');
    await press('c');
    await picture('by-score');
    await press('t');
    await app.page.waitForTimeout(200);
    await picture('turned');
    const before = (await boxRows(app.page)).length;
    // What is drawn on the turned picture lands where it was drawn.
    await press('b');
    const canvas = await app.page.locator('[data-canvas]').boundingBox();
    if (canvas === null) throw new Error('no canvas');
    const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
    await app.page.mouse.move(middle.x, middle.y);
    await app.page.mouse.down();
    await app.page.mouse.move(middle.x + 12, middle.y + 24, { steps: 3 });
    await app.page.mouse.up();
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before + 1);
    // Across the screen is down the picture.
    const side = (name: string): Promise<number> =>
      app.page.getByLabel(name, { exact: true }).inputValue().then(Number);
    expect(await side('Width in pixels')).toBeGreaterThan(1.8 * (await side('Height in pixels')));
    await picture('drawn-turned');
    await press('v', 'Control+z', 't', 't', 't', 'c', 'Shift+p');
  });

  it('adjusts the picture and says so', async () => {
    await app.page.getByRole('button', { name: 'View of boxes and picture' }).click();
    await app.page.getByRole('switch', { name: 'Invert' }).click();
    await app.page.getByRole('switch', { name: 'Black and white' }).click();
    await app.page.waitForTimeout(250);
    await picture('adjusted');
    await app.page.getByRole('button', { name: 'Show as it is' }).click();
    await press('Escape');
  });
});

describe('keys of one’s own', () => {
  it('are given in the sheet of keys, work at once, and are taken from who had them', async () => {
    await app.page.locator('[data-canvas]').focus();
    await press('Shift+Slash');
    await app.page.getByText('Merge boxes').hover();
    await app.page.getByRole('button', { name: 'Change the key: Merge boxes' }).click();
    await app.page.getByText('Press the new key').waitFor();
    await press('d');
    await app.page.getByRole('button', { name: 'Take it' }).waitFor();
    await picture('keys-clash');
    await app.page.getByRole('button', { name: 'Take it' }).click();
    await picture('keys-changed');
    await press('Escape');
    await app.page.locator('[data-canvas]').focus();
    const before = (await boxRows(app.page)).length;
    await press('Control+a', 'd');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(1);
    await press('Control+z');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(before);
  });
});

describe('the speed of correction', () => {
  it('is reported from what was done on the images', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByPlaceholder('Type a command').fill('speed of');
    await press('Enter');
    const report = app.page.getByRole('dialog', { name: 'Speed of correction' });
    await report.getByText('Accepted untouched').waitFor();
    await app.page.waitForTimeout(250);
    await picture('effort');
    expect(await report.innerText()).toMatch(/boxes? corrected, rejected or drawn/);
    await press('Escape');
  });
});
