import { mkdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinnedNode } from '#electron/runtime/projectPaths.mjs';
import { cross, inkmlOf } from '#test/support/inkmlFormula.ts';
import {
  boxRows,
  canvasReady,
  projectRoot,
  startSurd,
  temporaryFolder,
  windowPoint,
  type SurdApp,
} from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

const strip = () => app.page.getByRole('region', { name: 'Formula' });
const latex = (): Promise<string | null> => strip().getAttribute('data-latex');
const selectedRow = (): Promise<string> =>
  app.page
    .getByRole('listbox', { name: 'Boxes of the image' })
    .locator('[role=option][aria-selected=true]')
    .innerText();

/** A picture to look at, where a folder for pictures is named. */
const picture = async (name: string): Promise<void> => {
  const target = process.env['SURD_PICTURES'];
  if (target !== undefined) await app.page.screenshot({ path: join(target, `${name}.png`) });
};

/** A page has more than 400 boxes; each of its lines begins with its number's last digit. */
const pageLines = 42;
const lineLength = 10;

/** What stands in the project, by the names of its files. */
const files = {
  'a-quotient': inkmlOf(
    [
      cross('x', 0, 40, 30, 30),
      cross('2', 34, 24, 14, 20),
      cross('+', 70, 45, 20, 20),
      cross('a', 120, 5, 22, 22),
      cross('-', 108, 49, 46, 2),
      cross('b', 120, 62, 22, 36),
    ],
    'x^2+\\frac{a}{b}',
  ),
  'b-other': inkmlOf([cross('x', 0, 0, 30, 30), cross('1', 34, 0, 14, 30)], 'x + x'),
  'c-many': inkmlOf(
    Array.from({ length: 100 }, (_, at) => cross(at % 2 === 0 ? 'x' : '+', at * 40, 0, 28, 28)),
    'x',
  ),
  'd-long': inkmlOf(
    Array.from({ length: 200 }, (_, at) => cross(at % 2 === 0 ? 'a' : '+', at * 40, 0, 28, 28)),
    'a',
  ),
  'e-page': inkmlOf(
    Array.from({ length: pageLines * lineLength }, (_, at) => {
      const line = Math.floor(at / lineLength);
      const place = at % lineLength;
      const label = place === 0 ? String(line % 10) : place % 2 === 0 ? 'x' : '+';
      return cross(label, place * 40, line * 120, 28, 28);
    }),
    'x',
  ),
};

const open = async (name: string): Promise<void> => {
  await app.page.getByTitle(new RegExp(name)).first().click();
  await canvasReady(app.page);
  await expect.poll(async () => (await boxRows(app.page)).length).toBeGreaterThan(0);
};

beforeAll(async () => {
  folder = await temporaryFolder();
  const project = join(folder.path, 'formulas.surd');
  const ink = join(folder.path, 'ink');
  mkdirSync(ink);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(ink, `${name}.inkml`), text);
  execFileSync(pinnedNode, [join(projectRoot, 'out', 'main', 'cli.js'), 'import', project, ink], {
    stdio: 'pipe',
  });
  app = await startSurd(join(folder.path, 'user'), [project]);
  await canvasReady(app.page);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

describe('the formula below the picture', () => {
  it('is what the boxes spell, and follows an edit and its undo', async () => {
    await open('a-quotient');
    await expect.poll(latex).toBe('x^{2} + \\frac{a}{b}');
    await expect.poll(() => strip().locator('[data-token] .frac-line').count()).toBe(1);
    await strip().locator('[data-token]').filter({ hasText: /^2$/ }).last().click();
    await expect.poll(selectedRow).toMatch(/\b2\b/);
    await picture('formula');
    await app.page.keyboard.press('Delete');
    await expect.poll(latex).toBe('x + \\frac{a}{b}');
    await app.page.keyboard.press('Control+z');
    await expect.poll(latex).toBe('x^{2} + \\frac{a}{b}');
  });

  it('is what the boxes spell also where they are many, and follows them', async () => {
    const long = Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 'a' : '+'));
    await open('d-long');
    await expect.poll(latex).toBe(long.join(' '));
    await strip().locator('[data-token]').filter({ hasText: /^a$/ }).first().click();
    await expect.poll(selectedRow).toMatch(/\ba\b/);
    await app.page.keyboard.press('Delete');
    await expect.poll(latex).toBe(`+${long.slice(2).join(' ')}`);
    await app.page.keyboard.press('Control+z');
    await expect.poll(latex).toBe(long.join(' '));
    await open('b-other');
    await expect.poll(latex).not.toContain('a');
    await open('d-long');
    await expect.poll(latex).toBe(long.join(' '));
  });

  it('lights the token of the box under the pointer, and the box of the token', async () => {
    await open('a-quotient');
    const token = strip().locator('[data-token]').filter({ hasText: /^b$/ }).last();
    await app.page.mouse.move(5, 5);
    expect(await token.getAttribute('class')).not.toContain('isLit');
    // b stands in the lower right corner of the ink.
    const point = await windowPoint(app.page, await middleOf('b'));
    await app.page.mouse.move(point.x, point.y, { steps: 3 });
    await expect.poll(() => token.getAttribute('class')).toContain('isLit');
    const place = await token.boundingBox();
    await app.page.mouse.move((place?.x ?? 0) + 6, (place?.y ?? 0) + 10, { steps: 3 });
    await expect.poll(() => token.getAttribute('class')).toContain('isLit');
    await picture('formula-lit');
  });

  it('gives its LaTeX to the clipboard', async () => {
    await open('a-quotient');
    await strip().getByRole('button', { name: 'Copy LaTeX' }).click();
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('x^{2} + \\frac{a}{b}');
  });

  it('says that the boxes are the known formula, or what they have too few and too many of', async () => {
    await open('a-quotient');
    const known = strip().getByRole('group', { name: 'Known formula' });
    await expect.poll(() => known.innerText()).toContain('Same as the boxes');
    await open('b-other');
    await expect.poll(() => known.getByRole('listitem').allInnerTexts()).toHaveLength(3);
    const said = (await known.getByRole('listitem').allInnerTexts()).map((text) =>
      text.replace(/\s+/g, ' ').trim(),
    );
    expect(said[0]).toMatch(/x expected 2, found 1/);
    expect(said[1]).toMatch(/\+ expected 1, found 0/);
    expect(said[2]).toMatch(/1 extra 1/);
    await picture('formula-known');
  });

  it('says so where there is no box', async () => {
    await open('b-other');
    await app.page.locator('[data-canvas]').click({ position: { x: 3, y: 3 } });
    await app.page.keyboard.press('Control+a');
    await app.page.keyboard.press('Delete');
    await expect.poll(() => strip().innerText()).toContain('The formula that the boxes spell appears here.');
    await picture('formula-empty');
    await app.page.keyboard.press('Control+z');
    await expect.poll(latex).toContain('x');
  });

  it('follows each edit among 100 boxes, and scrolls', async () => {
    await open('c-many');
    await expect.poll(async () => (await latex())?.length ?? 0).toBeGreaterThan(100);
    for (let edit = 0; edit < 4; edit += 1) {
      const before = await latex();
      await strip()
        .locator(`[data-token="${edit * 4}"]`)
        .click();
      await app.page.keyboard.press('Delete');
      await expect.poll(latex).not.toBe(before);
    }
    const drawn = strip().locator('.katex').first().locator('..').locator('..');
    expect(await drawn.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
    await picture('formula-long');
  });
});

describe('a page of more boxes than a formula has', () => {
  const line = () => strip().getByText(/^Line \d+ of \d+$/);
  const isAt = (number: number) =>
    expect
      .poll(async () => [await line().innerText(), (await latex())?.slice(0, 1)])
      .toEqual([`Line ${number} of ${pageLines}`, String((number - 1) % 10)]);
  const press = async (key: string, times = 1): Promise<void> => {
    for (let time = 0; time < times; time += 1) await app.page.keyboard.press(key);
  };

  it('is read box by box from line to line, there and back, and from the last line to the first', async () => {
    await open('e-page');
    await app.page.locator('[data-canvas]').click({ position: { x: 3, y: 3 } });
    await isAt(1);
    await press('z');
    await expect.poll(selectedRow).toMatch(/\b0\b(?!\.)/);
    await press('z', lineLength - 1);
    await isAt(1);
    await press('z');
    await isAt(2);
    await expect.poll(selectedRow).toMatch(/\b1\b(?!\.)/);
    await picture('page-line');
    await press('Shift+Z');
    await isAt(1);
    await expect.poll(selectedRow).toMatch(/\+/);
    await press('z', lineLength + 1);
    await isAt(3);
    await press('Shift+Z', 2 * lineLength + 1);
    await isAt(pageLines);
    await picture('page-last-line');
    await press('z');
    await isAt(1);
    await expect.poll(selectedRow).toMatch(/\b0\b(?!\.)/);
  });
});

/** The middle of the only box of a label, in image pixels. */
async function middleOf(label: string): Promise<{ x: number; y: number }> {
  return app.page.evaluate<{ x: number; y: number }>(
    `Promise.all([window.surd.invoke('annotation.load', { imageId: Number(document.querySelector('[data-canvas]').dataset.imageId) }), window.surd.invoke('label.list', {})])
      .then(([document, labels]) => {
        const { id } = labels.value.find(({ name }) => name === ${JSON.stringify(label)});
        const { box } = document.value.annotations.find(({ labelId }) => labelId === id);
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      })`,
  );
}
