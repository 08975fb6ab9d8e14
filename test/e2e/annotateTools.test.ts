import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Box } from '#shared/geometry/box.ts';
import { makeSampleProject } from './support/sampleProject.ts';
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

const press = (...keys: readonly string[]): Promise<void> => pressKeys(app, ...keys);

const picture = (name: string): Promise<void> => takePicture(app, name);

const rows = (): Promise<string[]> => boxRows(app.page);

const selectedCount = (): Promise<number> =>
  app.page
    .getByRole('listbox', { name: 'Boxes of the image' })
    .locator('[role=option][aria-selected=true]')
    .count();

/** The place of the one selected box, in image pixels. */
async function selectedBox(): Promise<Box> {
  const field = (name: string): Promise<number> =>
    app.page.getByLabel(name, { exact: true }).inputValue().then(Number);
  return {
    x: await field('Left edge in pixels'),
    y: await field('Top edge in pixels'),
    width: await field('Width in pixels'),
    height: await field('Height in pixels'),
  };
}

/** Waits until the selected box stands at whole pixels there. */
const expectSelected = async (box: Box): Promise<void> => {
  await expect
    .poll(async () => {
      const { x, y, width, height } = await selectedBox();
      return [x, y, width, height].map(Math.round);
    })
    .toEqual([box.x, box.y, box.width, box.height]);
};

const clickAt = async (x: number, y: number): Promise<void> => {
  const at = await windowPoint(app.page, { x, y });
  await app.page.mouse.click(at.x, at.y);
};

const giveLabel = async (typed: string): Promise<void> => {
  await press('l');
  await app.page.keyboard.type(typed);
  await press('Enter');
};

beforeAll(async () => {
  folder = await temporaryFolder();
  makeSampleProject(join(folder.path, 'tools.surd'));
  app = await startSurd(join(folder.path, 'user'), [join(folder.path, 'tools.surd')]);
  await canvasReady(app.page);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

/** Each test begins with an image without boxes. */
beforeEach(async () => {
  await app.page.locator('[data-canvas]').focus();
  await press('v', 'Escape', 'Control+a', 'Delete');
  await expect.poll(async () => (await rows()).length).toBe(0);
  await fitImage(app.page);
});

describe('drawing', () => {
  it('goes from a click to a click', async () => {
    await press('b');
    await clickAt(10, 10);
    await clickAt(40, 30);
    await expect.poll(async () => (await rows()).length).toBe(1);
    await expectSelected({ x: 10, y: 10, width: 30, height: 20 });
  });

  it('begins inside another box without selecting it, and gives the label given last', async () => {
    await press('b');
    await dragBox(app.page, { x: 5, y: 5, width: 100, height: 40 });
    await giveLabel('alp');
    await app.page.locator('[data-canvas]').focus();
    await dragBox(app.page, { x: 20, y: 12, width: 30, height: 20 });
    await expect.poll(async () => (await rows()).length).toBe(2);
    await expectSelected({ x: 20, y: 12, width: 30, height: 20 });
    for (const row of await rows()) expect(row).toContain('\\alpha');
  });
});

describe('one box', () => {
  beforeEach(async () => {
    await press('b');
    await dragBox(app.page, { x: 20, y: 15, width: 40, height: 20 });
    await press('v');
    await expectSelected({ x: 20, y: 15, width: 40, height: 20 });
  });

  it.each([
    ['a corner', { x: 60, y: 35 }, { x: 70, y: 42 }, { x: 20, y: 15, width: 50, height: 27 }],
    ['the corner opposite', { x: 20, y: 15 }, { x: 10, y: 10 }, { x: 10, y: 10, width: 50, height: 25 }],
    ['an edge', { x: 40, y: 15 }, { x: 44, y: 8 }, { x: 20, y: 8, width: 40, height: 27 }],
  ])('is resized by %s', async (_name, from, to, expected) => {
    const start = await windowPoint(app.page, from);
    const end = await windowPoint(app.page, to);
    await app.page.mouse.move(start.x, start.y);
    await app.page.mouse.down();
    await app.page.mouse.move(end.x, end.y, { steps: 4 });
    await app.page.mouse.up();
    await expectSelected(expected);
    await press('Control+z');
    await expectSelected({ x: 20, y: 15, width: 40, height: 20 });
  });

  it.each([
    ['moved by a pixel', 'ArrowRight', { x: 21, y: 15, width: 40, height: 20 }],
    ['moved by ten', 'Shift+ArrowDown', { x: 20, y: 25, width: 40, height: 20 }],
    ['resized at its right edge', 'Alt+ArrowRight', { x: 20, y: 15, width: 41, height: 20 }],
    ['resized at its lower edge by ten', 'Alt+Shift+ArrowUp', { x: 20, y: 15, width: 40, height: 10 }],
    ['resized at its left edge', 'Control+ArrowLeft', { x: 19, y: 15, width: 41, height: 20 }],
    ['resized at its upper edge by ten', 'Control+Shift+ArrowUp', { x: 20, y: 5, width: 40, height: 30 }],
  ])('is %s by keys', async (_name, key, expected) => {
    await press(key);
    await expectSelected(expected);
  });

  it('is out of sight while a key is held', async () => {
    const shown = app.page.locator('[data-canvas]');
    const before = await shown.screenshot();
    await app.page.keyboard.down('Backquote');
    await expect.poll(async () => (await shown.screenshot()).equals(before)).toBe(false);
    await picture('tools-hidden');
    await app.page.keyboard.up('Backquote');
    await expect.poll(async () => (await shown.screenshot()).equals(before)).toBe(true);
  });
});

describe('several boxes', () => {
  beforeEach(async () => {
    await press('b');
    for (const x of [10, 40, 70]) await dragBox(app.page, { x, y: 10, width: 20, height: 20 });
    await dragBox(app.page, { x: 10, y: 50, width: 20, height: 8 });
    await press('v', 'Escape');
    await expect.poll(async () => (await rows()).length).toBe(4);
  });

  it('are taken by a rubber band, relabelled as one step, and all of that label at once', async () => {
    await dragBox(app.page, { x: 4, y: 4, width: 62, height: 30 });
    await expect.poll(selectedCount).toBe(2);
    await giveLabel('beta');
    await expect.poll(async () => (await rows()).filter((row) => row.includes('\\beta')).length).toBe(2);
    await picture('tools-band');
    await app.page.locator('[data-canvas]').focus();
    await clickAt(50, 20);
    await expect.poll(selectedCount).toBe(1);
    await press('Control+Shift+a');
    await expect.poll(selectedCount).toBe(2);
    await press('Shift+ArrowDown', 'Delete');
    await expect.poll(async () => (await rows()).length).toBe(2);
    await press('Control+z', 'Control+z', 'Control+z');
    await expect.poll(async () => (await rows()).filter((row) => row.includes('\\beta')).length).toBe(0);
    expect((await rows()).length).toBe(4);
  });

  it('are hidden and shown by the score that detections need, with a count', async () => {
    await press('r');
    await app.page.getByRole('listbox', { name: 'Boxes of the image' }).getByText('0.9').first().waitFor();
    const shown = (await rows()).length;
    const slider = app.page.getByRole('slider').first();
    await slider.focus();
    await press('End');
    await expect.poll(async () => (await rows()).length).toBeLessThan(shown);
    await app.page
      .getByText(/\d+ (boxes|box).* hidden|hidden/i)
      .first()
      .waitFor();
    await picture('tools-threshold');
    await press('Home');
    await expect.poll(async () => (await rows()).length).toBeGreaterThanOrEqual(shown);
  });
});
