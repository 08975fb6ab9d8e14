import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Box } from '#shared/geometry/box.ts';
import { makeSampleProject } from './support/sampleProject.ts';
import {
  boxRows,
  canvasReady,
  dragBox,
  fitImage,
  startSurd,
  temporaryFolder,
  type SurdApp,
} from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

/** Where pictures of the checks are put; nowhere unless asked for. */
const pictures = process.env['SURD_PICTURES'];

async function picture(name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await app.page.screenshot({ path: join(pictures, `${name}.png`) });
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const project = join(folder.path, 'samples.surd');
  makeSampleProject(project);
  app = await startSurd(join(folder.path, 'user'), [project]);
  await app.page.getByRole('option', { name: /01-/ }).click();
  await canvasReady(app.page);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

const checks = () => app.page.getByRole('list', { name: 'Things to look at' }).getByRole('listitem');
const current = () => app.page.locator('[role="listitem"][aria-current="true"]');
const boxesTab = () => app.page.getByRole('tab', { name: /^Boxes/ });
const checksTab = () => app.page.getByRole('tab', { name: /^Checks/ });
const rows = async (): Promise<string[]> => {
  await boxesTab().click();
  await app.page.getByRole('listbox', { name: 'Boxes of the image' }).getByRole('option').first().waitFor();
  return boxRows(app.page);
};

/** How many boxes the image has, as the tab says: of a long list only the rows in sight are there. */
const boxCount = async (): Promise<number> => Number(/\d+/.exec(await boxesTab().innerText())?.[0]);

/** Draws a box with the whole image in view. */
async function draw(box: Box): Promise<void> {
  await fitImage(app.page);
  await app.page.keyboard.press('b');
  await dragBox(app.page, box);
  await app.page.keyboard.press('v');
}

/** The row of a label in the list of boxes. */
async function chooseBox(label: string): Promise<void> {
  await boxesTab().click();
  const list = app.page.getByRole('listbox', { name: 'Boxes of the image' });
  const row = list
    .getByRole('option')
    .filter({ has: app.page.getByText(label, { exact: true }) })
    .first();
  await row.click();
  await expect.poll(() => row.getAttribute('aria-selected')).toBe('true');
  // The row is chosen a moment before the panel shows its numbers.
  let last = '';
  await expect
    .poll(async () => {
      const now = (await selectedBox()).join();
      const isSteady = now === last;
      last = now;
      return isSteady;
    })
    .toBe(true);
}

/** The first selected box, in the numbers that the selection panel shows. */
async function selectedBox(): Promise<readonly number[]> {
  const names = ['Left edge in pixels', 'Top edge in pixels', 'Width in pixels', 'Height in pixels'];
  return Promise.all(
    names.map(async (name) => Number(await app.page.getByRole('textbox', { name }).inputValue())),
  );
}

describe('the checks of an image', () => {
  it('say that they begin with boxes', async () => {
    await checksTab().click();
    await app.page.getByText('Checks begin with the first box.').waitFor();
    await picture('none');
  });

  it('follow the boxes that the detector finds', async () => {
    await app.page.keyboard.press('r');
    await boxesTab().click();
    await app.page.getByRole('listbox', { name: 'Boxes of the image' }).getByRole('option').nth(8).waitFor();
    await app.page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await rows()).every((row) => row.includes('Accepted'))).toBe(true);
  });

  it('list the ink of a symbol whose box is gone, and lead there by a key', async () => {
    const before = await boxCount();
    const unboxed = checks().filter({ hasText: 'Ink without a box' });
    await checksTab().click();
    await checks().first().waitFor();
    // What the detector has missed is on the list already.
    const missed = await unboxed.count();
    await chooseBox('=');
    const [x = 0, y = 0] = await selectedBox();
    await app.page.keyboard.press('Delete');
    await checksTab().click();
    await expect.poll(() => unboxed.count()).toBe(missed + 1);
    await app.page.keyboard.press('k');
    await expect.poll(() => current().count()).toBe(1);
    await unboxed
      .first()
      .getByRole('button', { name: /Ink without/ })
      .click();
    await picture('unboxed');
    await app.page.keyboard.press('j');
    await expect.poll(async () => (await selectedBox())[2] ?? 0).toBeGreaterThan(0);
    const [drawnX = 0, drawnY = 0] = await selectedBox();
    expect(Math.abs(drawnX - x)).toBeLessThan(6);
    expect(Math.abs(drawnY - y)).toBeLessThan(6);
    await app.page.keyboard.type('=');
    await app.page.keyboard.press('Enter');
    await checksTab().click();
    await expect.poll(() => unboxed.count()).toBe(missed);
    expect(await boxCount()).toBe(before);
  });

  it('name two boxes on one symbol, and take the second away as one step', async () => {
    const count = await boxCount();
    await chooseBox('\\pm');
    const [x = 0, y = 0, width = 0, height = 0] = await selectedBox();
    await draw({ x: x + 0.5, y: y + 0.5, width, height });
    await expect.poll(boxCount).toBe(count + 1);
    await checksTab().click();
    const two = checks().filter({ hasText: 'Two boxes on one symbol' });
    await expect.poll(() => two.count()).toBe(1);
    await two.getByRole('button', { name: /Two boxes/ }).click();
    await picture('twoBoxes');
    await app.page.keyboard.press('j');
    await expect.poll(() => two.count()).toBe(0);
    expect(await boxCount()).toBe(count);
    await app.page.keyboard.press('Control+z');
    await expect.poll(boxCount).toBe(count + 1);
    await app.page.keyboard.press('Control+Shift+z');
    await expect.poll(boxCount).toBe(count);
  });

  it('doubt a label by its neighbours, and give the other by a key', async () => {
    await chooseBox('=');
    const [x = 0, y = 0, width = 0] = await selectedBox();
    await draw({ x, y: y + 60, width, height: 4 });
    await app.page.keyboard.press('l');
    await app.page.keyboard.type('-');
    await app.page.keyboard.press('Enter');
    await draw({ x, y: y + 72, width, height: 4 });
    await checksTab().click();
    const stacked = checks().filter({ hasText: 'Two minuses over one another' });
    await expect.poll(() => stacked.count()).toBe(1);
    const button = app.page.getByRole('button', { name: /^Undo/ });
    await stacked.getByRole('button', { name: /Merge into/ }).click();
    await expect.poll(() => stacked.count()).toBe(0);
    expect(await button.getAttribute('aria-label')).toMatch(/^Undo: merge/);
    await app.page.keyboard.press('Control+z');
    await expect.poll(() => stacked.count()).toBe(1);
    await app.page.keyboard.press('Control+z');
    await app.page.keyboard.press('Control+z');
    await app.page.keyboard.press('Control+z');
    await expect.poll(() => stacked.count()).toBe(0);
  });

  it('let one be dismissed for good, and come back', async () => {
    await draw({ x: 4, y: 4, width: 40, height: 24 });
    await checksTab().click();
    // Asked for anew each time: the window becomes another one.
    const inkless = () => checks().filter({ hasText: 'There is no ink of its own' });
    await expect.poll(() => inkless().count()).toBe(1);
    await inkless()
      .getByRole('button', { name: /There is no ink/ })
      .click();
    await app.page.keyboard.press('Shift+j');
    await expect.poll(() => inkless().count()).toBe(0);
    await app.page.getByText('1 dismissed').waitFor();
    const project = join(folder.path, 'samples.surd');
    await app.close();
    app = await startSurd(join(folder.path, 'user'), [project]);
    await canvasReady(app.page);
    await checksTab().click();
    await app.page.getByText('1 dismissed').waitFor();
    expect(await inkless().count()).toBe(0);
    await app.page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(() => inkless().count()).toBe(1);
    await picture('dismissed');
    await inkless().getByRole('button', { name: 'Bring back' }).click();
    await expect.poll(() => inkless().getByRole('button', { name: 'Delete box' }).count()).toBe(1);
    expect(await app.page.getByText('1 dismissed').count()).toBe(0);
    await inkless().getByRole('button', { name: 'Delete box' }).click();
    await expect.poll(() => inkless().count()).toBe(0);
  });

  it('box the operand that an operator lacks, give the label that was read there, and undo both', async () => {
    await app.page.getByRole('option', { name: /02-/ }).click();
    await canvasReady(app.page);
    await app.page.keyboard.press('r');
    await boxesTab().click();
    await app.page.getByRole('listbox', { name: 'Boxes of the image' }).getByRole('option').nth(6).waitFor();
    await app.page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await rows()).every((row) => row.includes('Accepted'))).toBe(true);
    const count = await boxCount();
    await chooseBox('0');
    await app.page.keyboard.press('Delete');
    await checksTab().click();
    const lacking = checks().filter({ hasText: 'Nothing stands on the right of this' });
    await lacking.getByRole('button', { name: 'Draw box' }).waitFor();
    await lacking.getByRole('button', { name: /Nothing stands/ }).click();
    await picture('operand');
    await app.page.keyboard.press('j');
    await expect.poll(() => lacking.getByRole('button', { name: 'Draw box' }).count()).toBe(0);
    await app.page.keyboard.type('+');
    await app.page.keyboard.press('Enter');
    await lacking.getByRole('button', { name: /Relabel/ }).waitFor();
    await lacking.getByRole('button', { name: /Nothing stands/ }).click();
    await picture('reading');
    await app.page.keyboard.press('j');
    await expect.poll(() => lacking.count()).toBe(0);
    expect((await rows()).filter((row) => /\b0\b(?!\.)/.test(row))).toHaveLength(1);
    expect(await boxCount()).toBe(count);
    await checksTab().click();
    await app.page.keyboard.press('Control+z');
    await lacking.getByRole('button', { name: /Relabel/ }).waitFor();
    await app.page.keyboard.press('Control+z');
    await app.page.keyboard.press('Control+z');
    await lacking.getByRole('button', { name: 'Draw box' }).waitFor();
    await app.page.keyboard.press('Control+z');
    await expect.poll(() => lacking.count()).toBe(0);
    expect(await boxCount()).toBe(count);
    await app.page.getByRole('option', { name: /01-/ }).click();
    await canvasReady(app.page);
  });

  it('can be switched off, with how often they were right', async () => {
    await draw({ x: 4, y: 4, width: 40, height: 24 });
    await checksTab().click();
    const inkless = checks().filter({ hasText: 'There is no ink of its own' });
    await expect.poll(() => inkless.count()).toBe(1);
    await app.page.getByRole('button', { name: 'Switch checks on and off' }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Settings' });
    await dialog
      .getByText(/\d.*% right, its fix \d.*%, measured with \d+ planted errors/)
      .first()
      .waitFor();
    await picture('switches');
    await dialog.getByRole('switch', { name: 'Box without ink' }).click({ force: true });
    await app.page.keyboard.press('Escape');
    await expect.poll(() => inkless.count()).toBe(0);
    await app.page.keyboard.press('Control+z');
  });
});

describe('snap to ink', () => {
  it('puts a loose box tightly around its symbol, and undoes it in one step', async () => {
    await chooseBox('x');
    const before = await selectedBox();
    for (const key of ['Alt+ArrowLeft', 'Alt+ArrowUp']) {
      for (let step = 0; step < 4; step += 1) await app.page.keyboard.press(key);
    }
    await app.page.keyboard.press('s');
    // Ink begins and ends with whole pixels; a detected box does not.
    await expect.poll(async () => (await selectedBox()).every(Number.isInteger)).toBe(true);
    const tight = await selectedBox();
    for (const [side, value] of before.entries())
      expect(Math.abs((tight[side] ?? 0) - value)).toBeLessThan(5);
    await app.page.keyboard.press('s');
    expect(await selectedBox()).toEqual(tight);
  });

  it('snaps all boxes as one step', async () => {
    const button = app.page.getByRole('button', { name: /^Undo/ });
    await app.page.keyboard.press('Shift+s');
    await expect.poll(() => button.getAttribute('aria-label')).toMatch(/^Undo: snap \d+ boxes to ink$/);
    await picture('snapped');
    await app.page.keyboard.press('Control+z');
    await expect.poll(() => button.getAttribute('aria-label')).not.toMatch(/snap \d+ boxes/);
  });

  it.skipIf(pictures === undefined)('is shown in Korean and in the dark', async () => {
    await app.page.evaluate(`window.surd.invoke('app.changeSettings', { theme: 'dark', language: 'ko' })`);
    await app.page.reload();
    await canvasReady(app.page);
    await app.page.keyboard.press('y');
    await app.page.keyboard.press('k');
    await current().waitFor();
    await picture('koreanDark');
    await app.page.keyboard.press('Control+Comma');
    await app.page.getByRole('dialog').waitFor();
    await picture('koreanDarkSwitches');
  });
});
