import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinnedNode } from '#electron/runtime/projectPaths.mjs';
import { detectedCount, endOfJob, rowsOf, startDetecting } from './support/sampleProject.ts';
import { sumInk } from './support/sumInk.ts';
import { answerDialogs, projectRoot, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;
const project = (): string => join(folder.path, 'ink.surd');

beforeAll(async () => {
  folder = await temporaryFolder();
  const images = join(folder.path, 'ink');
  mkdirSync(images);
  for (let i = 0; i < 6; i += 1)
    writeFileSync(join(images, `${i}.inkml`), sumInk(i * 3, i === 0 ? 'x' : '+'));
  execFileSync(pinnedNode, [join(projectRoot, 'out', 'main', 'cli.js'), 'import', project(), images], {
    stdio: 'pipe',
  });
  app = await startSurd(join(folder.path, 'user'), ['--project', project()]);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

const evaluated = () => app.page.getByRole('button', { name: 'Evaluate again' });

/** The case of the annotation that is wrong. */
const wrongOne = () =>
  app.page.getByRole('listbox', { name: 'Cases' }).getByRole('option').filter({ hasText: 'x read as' });

describe('failures', () => {
  it('say what is missing before there are detections', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Failures' }).click();
    await page.getByText('See where the detector is wrong, and why').waitFor();
    await page.getByRole('button', { name: 'Evaluate', exact: true }).last().click();
    await page.getByText('There are no detections to evaluate.').first().waitFor();
  });

  it('are found by the marks of charts, and counted', async () => {
    const { page } = app;
    await startDetecting(app, 'all');
    expect((await endOfJob(app)).outcome).toBe('done');
    expect(await detectedCount(app)).toBe((await rowsOf(app)).length);
    await page.keyboard.press('Control+Shift+E');
    await evaluated().waitFor();
    await page.getByRole('region', { name: 'Error types' }).waitFor();
    const gallery = page.getByRole('region', { name: 'Cases' });
    await gallery.getByRole('button', { name: 'Right ones' }).click();
    await gallery.getByText('right', { exact: true }).waitFor();
    await gallery.getByRole('button', { name: 'Likely label errors', exact: true }).click();
    await gallery.getByRole('button', { name: 'Remove: Likely label errors' }).waitFor();
    await wrongOne().waitFor();
    await page.getByRole('region', { name: 'By label' }).getByRole('button', { name: /^\+/ }).click();
    await gallery.getByRole('button', { name: 'Remove: label +' }).waitFor();
    await gallery.getByRole('button', { name: 'Remove: label +' }).click();
    await gallery.getByText('All errors').first().waitFor();
  });

  it('are those that a score would make right, false or missed, which the threshold lab takes into the project', async () => {
    const { page } = app;
    const lab = page.getByRole('region', { name: 'Threshold lab' });
    const gallery = page.getByRole('region', { name: 'Cases' });
    const countOf = async (name: RegExp): Promise<number> =>
      Number(/\d+/.exec((await lab.getByRole('button', { name }).textContent()) ?? '')?.[0]);
    await lab.getByRole('combobox', { name: 'Label' }).selectOption('+');
    const right = await countOf(/^\d+ right$/);
    await lab.getByRole('slider', { name: 'Lowest score that counts' }).focus();
    await page.keyboard.press('End');
    expect(await countOf(/^\d+ right$/)).toBeLessThan(right);
    const missed = await countOf(/^\d+ missed$/);
    await lab.getByRole('button', { name: /^\d+ missed$/ }).click();
    await gallery.getByRole('button', { name: 'Remove: missed from score 1 on' }).waitFor();
    await gallery.getByRole('heading', { level: 2, name: new RegExp(`^${missed} case`) }).waitFor();
    await lab.getByRole('slider', { name: 'Precision by recall' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(() => countOf(/^\d+ right$/)).toBe(right);
    await lab.getByRole('button', { name: 'Best F1', exact: true }).click();
    await lab.getByRole('button', { name: 'Take into the project' }).click();
    await expect
      .poll(() =>
        page.evaluate<number>(
          `window.surd.invoke('project.preferences', {}).then(({ value }) => value.labelThresholds.length)`,
        ),
      )
      .toBe(1);
    await evaluated().waitFor();
    await lab.getByRole('button', { name: 'Back to one score' }).click();
    await lab.getByRole('button', { name: 'Take into the project' }).click();
    await expect
      .poll(() =>
        page.evaluate<number>(
          `window.surd.invoke('project.preferences', {}).then(({ value }) => value.labelThresholds.length)`,
        ),
      )
      .toBe(0);
    await page
      .getByRole('button', { name: /^Recall/ })
      .first()
      .click();
    await gallery.getByText('wrong label, missed').first().waitFor();
  });

  it('open on the canvas at their box, are mended there, and count at once', async () => {
    const { page } = app;
    const gallery = page.getByRole('region', { name: 'Cases' });
    await gallery.getByRole('button', { name: 'Likely label errors', exact: true }).click();
    await wrongOne().waitFor();
    const before = await gallery.getByRole('heading', { level: 2 }).textContent();
    await wrongOne().click();
    const bar = page.getByRole('complementary', { name: 'Open case' });
    await bar.getByText(/^x read as/).waitFor();
    await page.getByText('1 box selected').waitFor();
    await page.keyboard.press('l');
    await page.keyboard.type('+');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: 'Back to Failures' }).click();
    await evaluated().waitFor();
    await expect
      .poll(() => gallery.getByRole('heading', { level: 2 }).textContent(), { timeout: 30_000 })
      .not.toBe(before);
  });

  it('are asked for in words, and a view with a name comes back with its project', async () => {
    const { page } = app;
    const gallery = page.getByRole('region', { name: 'Cases' });
    const field = gallery.getByRole('textbox', { name: 'Which cases' });
    await page.keyboard.press('Shift+Q');
    await field.fill('label:1 error:none score:>0.5');
    await gallery.getByRole('button', { name: 'Remove: label 1' }).waitFor();
    await gallery.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('textbox', { name: 'Name of this view' }).fill('ones');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await gallery.getByRole('button', { name: 'All errors', exact: true }).first().click();
    await expect.poll(() => field.inputValue()).toBe('error:any');
    const saved = await page.evaluate<{ name: string; query: string }[]>(
      `window.surd.invoke('project.preferences', {}).then(({ value }) => value.savedViews)`,
    );
    expect(saved).toMatchObject([{ name: 'ones', query: 'label:1 error:none score:>=0.5' }]);
    await gallery.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('button', { name: /^ones/ }).click();
    await gallery.getByRole('button', { name: 'Remove: label 1' }).waitFor();
  });

  it('are left and come back to by keys, at the same place', async () => {
    const { page } = app;
    const list = page.getByRole('listbox', { name: 'Cases' });
    await page.getByRole('textbox', { name: 'Which cases' }).fill('error:none');
    // The cases of the query before have a fourth one, too; with another query the cursor begins at the first.
    await page.getByRole('button', { name: 'Remove: label 1' }).waitFor({ state: 'detached' });
    await list.getByRole('option').nth(3).waitFor();
    await list.focus();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const bar = page.getByRole('complementary', { name: 'Open case' });
    await bar.getByText(/^truth /).waitFor();
    await bar.getByText(/^detection /).waitFor();
    await page.keyboard.press('q');
    await list.waitFor();
    await expect
      .poll(() => list.evaluate((element) => element === element.ownerDocument.activeElement))
      .toBe(true);
    expect(await list.getByRole('option').nth(3).getAttribute('aria-selected')).toBe('true');
  });

  it('are compared with those of a prediction file, and written as a report', async () => {
    const { page } = app;
    const truth = join(folder.path, 'perfect.json');
    writeFileSync(truth, JSON.stringify(await predictionsOf()));
    await answerDialogs(app, { open: [truth], save: join(folder.path, 'report.html') });
    await page.getByRole('button', { name: 'Add a run' }).click();
    await page.getByRole('menuitem', { name: 'Open a prediction file' }).click();
    await page.getByRole('region', { name: 'What the second run changes' }).waitFor();
    const survival = page.getByRole('region', { name: 'What becomes of the detections' });
    await survival.getByRole('button', { name: /^Read otherwise/ }).click();
    await page
      .getByRole('region', { name: 'Cases' })
      .getByRole('button', { name: 'Remove: Read otherwise' })
      .waitFor();
    // Cases that there are whatever the detector reads, for the report to show.
    await page.getByRole('textbox', { name: 'Which cases' }).fill('error:none');
    await page.getByRole('listbox', { name: 'Cases' }).getByRole('option').first().waitFor();
    await page.getByRole('button', { name: 'Save report' }).click();
    await expect
      .poll(() => existsSync(join(folder.path, 'report-errors.csv')), { timeout: 30_000 })
      .toBe(true);
    const html = readFileSync(join(folder.path, 'report.html'), 'utf8');
    expect(html).toContain('<title>Evaluation of ink</title>');
    expect(html).toContain('href="data:image/webp;base64,');
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
  });
});

describe('a run', () => {
  it('is compared in one step with that of another precision', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Add a run' }).click();
    await page.getByRole('menuitem', { name: /float32 against float16/ }).click();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Second run' }).inputValue(), { timeout: 60_000 })
      .toBe('model mobilenetFpn-f16.json');
    await page.getByRole('region', { name: 'Formulas that read otherwise' }).waitFor();
    await page.getByRole('button', { name: 'Facts of this run' }).first().click();
    await page.getByText('mobilenetFpn-f32.onnx').waitFor();
    await page.getByText(/ms in the middle/).waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('textbox', { name: 'Which cases' })
      .and(page.locator('[value^="survival:lost"]'))
      .waitFor();
  });
});

/** Every annotation of the project as a sure detection. */
async function predictionsOf(): Promise<object> {
  return app.page.evaluate<object>(`(async () => {
    const value = async (channel, input) => { const answer = await window.surd.invoke(channel, input); if (!answer.ok) throw new Error(answer.error.message); return answer.value };
    const labels = await value('label.list', {});
    const { items } = await value('image.list', { query: { sort: 'added', descending: false }, offset: 0, limit: 100 });
    const annotations = [];
    for (const { id } of items) {
      const { annotations: own } = await value('annotation.load', { imageId: id });
      for (const { labelId, box } of own) annotations.push({ image_id: id, category_id: labelId, bbox: [box.x, box.y, box.width, box.height], score: 0.99 });
    }
    return {
      images: items.map(({ id, path, width, height }) => ({ id, file_name: path, width, height })),
      categories: labels.map(({ id, name }) => ({ id, name })),
      annotations,
    };
  })()`);
}
