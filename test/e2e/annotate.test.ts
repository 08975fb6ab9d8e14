import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerDialogs,
  boxRows,
  canvasReady,
  dragBox,
  projectRoot,
  startSurd,
  temporaryFolder,
  windowPoint,
  type SurdApp,
} from './support/surdApp.ts';
import { ensurePycocotools, readWithPycocotools } from './support/pycocotools.ts';

const hasPycocotools = ensurePycocotools();

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

const user = (): string => join(folder.path, 'user');
const project = (): string => join(folder.path, 'mine.surd');
const exported = (): string => join(folder.path, 'export');

beforeAll(async () => {
  folder = await temporaryFolder();
  app = await startSurd(user());
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

describe('from an empty window to an export', () => {
  it('says what to do when nothing is open', async () => {
    await app.page.getByRole('heading', { name: 'Label formula images, symbol by symbol' }).waitFor();
    expect(await app.page.getByRole('button', { name: 'Open images' }).isEnabled()).toBe(true);
  });

  it('makes a project and brings images in', async () => {
    const samples = join(projectRoot, 'samples', 'images');
    await answerDialogs(app, {
      save: project(),
      open: ['01-quadratic-formula.png', '02-quadratic-equation.png', '03-integral-of-a-square.png'].map(
        (name) => join(samples, name),
      ),
    });
    await app.page.getByRole('button', { name: 'Open images' }).click();
    await app.page.getByRole('option', { name: /03-/ }).waitFor();
    expect(await app.page.getByRole('listbox', { name: 'Image list' }).getByRole('option').count()).toBe(3);
    expect(existsSync(project())).toBe(true);
  });

  it('sees a box on the symbols after one key', async () => {
    await app.page.getByRole('option', { name: /01-/ }).click();
    await canvasReady(app.page);
    await app.page.keyboard.press('r');
    await app.page.getByRole('listbox', { name: 'Boxes of the image' }).getByRole('option').first().waitFor();
    const rows = await boxRows(app.page);
    expect(rows.length).toBeGreaterThanOrEqual(8);
    expect(rows.some((row) => row.includes('\\sqrt'))).toBe(true);
    expect(rows.every((row) => /Detected|Doubtful/.test(row))).toBe(true);
  });

  it('shows the boxes on the picture in the list, unless that is switched off', async () => {
    const overlay = app.page.locator(
      '[role="option"][aria-selected="true"] svg[viewBox^="0 0 "] path[d^="M"][stroke]',
    );
    // A box each: all have a part of one path, in the colour of what the detector has found.
    const boxesIn = async (): Promise<number> =>
      (
        (await overlay.evaluateAll((paths) => paths.map((path) => path.getAttribute('d')).join(''))).match(
          /z/g,
        ) ?? []
      ).length;
    const rows = await boxRows(app.page);
    await expect.poll(boxesIn, { timeout: 10_000 }).toBe(rows.length);
    await app.page.keyboard.press('Shift+G');
    await expect.poll(boxesIn).toBe(0);
    await app.page.keyboard.press('Shift+G');
    await expect.poll(boxesIn).toBe(rows.length);
  });

  it('accepts all, and takes it back', async () => {
    const before = await boxRows(app.page);
    await app.page.keyboard.press('Control+Enter');
    await expect
      .poll(async () => (await boxRows(app.page)).every((row) => row.includes('Accepted')))
      .toBe(true);
    await app.page.keyboard.press('Control+z');
    await expect.poll(() => boxRows(app.page)).toEqual(before);
    await app.page.keyboard.press('Control+Shift+z');
    await expect
      .poll(async () => (await boxRows(app.page)).every((row) => row.includes('Accepted')))
      .toBe(true);
  });

  it('draws a box, moves it with the mouse, relabels it and deletes another', async () => {
    const count = (await boxRows(app.page)).length;
    await app.page.keyboard.press('b');
    await dragBox(app.page, { x: 6, y: 6, width: 30, height: 24 });
    await expect
      .poll(async () => (await boxRows(app.page)).filter((row) => row.includes('Drawn')).length)
      .toBe(1);
    await app.page.keyboard.press('v');
    const from = await windowPoint(app.page, { x: 20, y: 18 });
    const to = await windowPoint(app.page, { x: 30, y: 28 });
    await app.page.mouse.click(from.x, from.y);
    await app.page.mouse.move(from.x, from.y);
    await app.page.mouse.down();
    await app.page.mouse.move(to.x, to.y, { steps: 5 });
    await app.page.mouse.up();
    const x = app.page.getByRole('textbox', { name: 'Left edge in pixels' });
    await expect.poll(async () => Math.round(Number(await x.inputValue()))).toBe(16);
    await app.page.keyboard.press('l');
    await app.page.keyboard.type('\\theta');
    await app.page.keyboard.press('Enter');
    await expect
      .poll(async () => (await boxRows(app.page)).some((row) => row.includes('\\theta')))
      .toBe(true);
    await app.page
      .getByRole('listbox', { name: 'Boxes of the image' })
      .getByRole('option', { name: /Accepted/ })
      .first()
      .click();
    await app.page.keyboard.press('Delete');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(count);
  });

  it('comes back after a restart with everything, undo included', async () => {
    const rows = await boxRows(app.page);
    await app.close();
    app = await startSurd(user());
    await canvasReady(app.page);
    await expect.poll(() => boxRows(app.page)).toEqual(rows);
    await app.page.keyboard.press('Control+z');
    await expect.poll(async () => (await boxRows(app.page)).length).toBe(rows.length + 1);
    await app.page.keyboard.press('Control+y');
    await expect.poll(() => boxRows(app.page)).toEqual(rows);
  });

  it('exports what is reviewed', async () => {
    const rows = await boxRows(app.page);
    await app.page.keyboard.press('Control+d');
    await app.page.getByRole('option', { name: /01-.*Reviewed/ }).waitFor();
    await answerDialogs(app, { save: exported() });
    await app.page.getByRole('button', { name: 'Transfer' }).click();
    await app.page
      .getByRole('button', { name: /^Export/ })
      .first()
      .click();
    await expect.poll(() => existsSync(join(exported(), 'annotations.json')), { timeout: 30_000 }).toBe(true);
    const coco = JSON.parse(readFileSync(join(exported(), 'annotations.json'), 'utf8')) as {
      annotations: unknown[];
      images: unknown[];
    };
    expect(coco.images).toHaveLength(1);
    expect(coco.annotations).toHaveLength(rows.length);
  });

  it.skipIf(!hasPycocotools)('wrote what pycocotools reads, and finds perfect', () => {
    const file = join(exported(), 'annotations.json');
    const coco = JSON.parse(readFileSync(file, 'utf8')) as { annotations: { bbox: number[] }[] };
    const second = readWithPycocotools(file);
    expect(second.images).toBe(1);
    expect(second.boxes).toEqual(coco.annotations.map(({ bbox }) => bbox));
    expect(second.labels).toContain('\\theta');
    expect(second.ap).toBe(1);
  });
});
