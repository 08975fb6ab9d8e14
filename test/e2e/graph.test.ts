import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floatValue, largeOnnx, onnxBytes } from '#test/support/onnxModels.ts';
import { answerDialogs, projectRoot, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;
const detector = join(projectRoot, 'models', 'mobilenetFpn-f16.onnx');
const corpus = join(projectRoot, '..', 'shared', 'corpus', 'graphs');
const path = (name: string): string => join(folder.path, name);

beforeAll(async () => {
  folder = await temporaryFolder();
  app = await startSurd(path('user'));
  await app.page
    .getByRole('navigation', { name: 'Workspaces' })
    .getByRole('button', { name: 'Graph' })
    .click();
  await app.page.getByRole('heading', { name: 'Look into a model' }).waitFor();
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

/** Opens a model by the dialog, whatever is open. */
async function open(file: string): Promise<void> {
  await answerDialogs(app, { open: [file] });
  await app.page.keyboard.press('Control+Shift+M');
}

const ready = () => app.page.locator('[data-graph-ready="true"]').waitFor();
/** By the palette. */
async function runCommand(words: string): Promise<void> {
  await app.page.keyboard.press('Control+K');
  await app.page.getByPlaceholder('Type a command').fill(words);
  await app.page.keyboard.press('Enter');
}

const pictures = process.env['SURD_PICTURES'];
/** The window as it is, for looking at. */
const picture = async (name: string): Promise<void> => {
  if (pictures !== undefined) await app.page.screenshot({ path: join(pictures, `${name}.png`) });
};
const boxCount = async () =>
  Number(await app.page.locator('[data-box-count]').getAttribute('data-box-count'));

describe('the graph window', () => {
  it('walks through the sample that fails, by keys, and does not offer that again', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Take the tour' }).click();
    const tour = page.getByRole('dialog', { name: 'Tour' });
    await tour.getByRole('heading', { name: 'A model that does not convert' }).waitFor();
    await picture('tour-1');
    await page.keyboard.press('Enter');
    await tour.getByRole('heading', { name: 'Which runtime takes it?' }).waitFor();
    await ready();
    await picture('tour-2');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page
      .getByRole('region', { name: 'Details' })
      .getByRole('heading', { name: 'CropAndResize' })
      .waitFor();
    await ready();
    await picture('tour-4');
    await page.keyboard.press('ArrowLeft');
    await tour.getByRole('heading', { name: 'Why not?' }).waitFor();
    for (const title of ['Where is it?', 'What to do?', 'What runs already?', 'One way, taken']) {
      await page.keyboard.press('ArrowRight');
      await tour.getByRole('heading', { name: title }).waitFor();
      await ready();
      await picture(`tour-${title.slice(0, 8)}`);
    }
    await page.getByText('tensorflowHead.tflite').first().waitFor();
    await page.keyboard.press('Enter');
    await tour.waitFor({ state: 'detached' });
    expect(
      await page.evaluate(() => document.querySelector('[data-tour-step]')?.getAttribute('data-tour-step')),
    ).toBeUndefined();
    // Another model ends it, wherever it stands.
    await runCommand('Tour: a model');
    await tour.waitFor();
    await open(detector);
    await tour.waitFor({ state: 'detached' });
  });

  it('opens the sample that fails, and says why first', async () => {
    await runCommand('Open a model that fails');
    await ready();
    const findings = app.page.getByRole('region', { name: 'Findings' });
    await findings.getByRole('article', { name: 'CropAndResize' }).first().waitFor();
  });

  it('opens the shipped detector, folded to what can be read', async () => {
    await open(detector);
    await ready();
    // As many as the weights that are shipped have.
    await app.page
      .getByText(/\b4\d\d nodes/)
      .first()
      .waitFor();
    expect(await boxCount()).toBeLessThan(120);
  });

  it('searches with fields, and shows what it finds in graph, panel and table', async () => {
    const { page } = app;
    await page.getByRole('tab', { name: 'Nodes' }).click();
    await page.getByRole('textbox', { name: 'Search nodes' }).fill('op:Conv scope:fpn');
    await page.getByText('12 nodes found').waitFor();
    await page.getByRole('option', { name: /fpn\/level2\/conv/ }).click();
    const details = page.getByRole('region', { name: 'Details' });
    await details.getByRole('heading', { name: 'Conv' }).waitFor();
    await details.getByText('fpn/level2/conv').first().waitFor();
    await page.getByRole('row', { selected: true }).filter({ hasText: 'fpn/level2/conv' }).waitFor();
    // Its weights: measured, shown, saved.
    await details.getByRole('img', { name: 'Histogram of the elements' }).first().waitFor();
    await answerDialogs(app, { save: path('weights.npy') });
    await details.getByRole('button', { name: 'Save as .npy' }).first().click();
    await page.getByText('Saved', { exact: false }).first().waitFor();
    expect((await readFile(path('weights.npy'))).subarray(1, 6).toString()).toBe('NUMPY');
    await page.getByRole('textbox', { name: 'Search nodes' }).fill('oop:Conv');
    await page.getByText('There is no “oop:”', { exact: false }).first().waitFor();
    await page.getByRole('textbox', { name: 'Search nodes' }).fill('');
  });

  it('sorts all nodes by their bytes', async () => {
    const { page } = app;
    await page.getByRole('columnheader', { name: 'Bytes' }).getByRole('button').click();
    await expect.poll(() => page.locator('[role=row][aria-rowindex="1"]').innerText()).toMatch(/^Gemm/);
  });

  it('opens and closes groups by keys', async () => {
    const { page } = app;
    const before = await boxCount();
    await page.keyboard.press('Shift+E');
    await expect.poll(boxCount).toBeGreaterThan(before);
    await ready();
    await page.keyboard.press('Shift+C');
    await expect.poll(boxCount).toBeLessThan(before);
    await ready();
  });

  it('saves picture and report', async () => {
    const { page } = app;
    const saveAs = async (item: string, file: string): Promise<Buffer> => {
      await answerDialogs(app, { save: path(file) });
      await page.getByRole('button', { name: 'Save picture or report' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await expect.poll(() => existsSync(path(file)) && statSync(path(file)).size > 0).toBe(true);
      return readFile(path(file));
    };
    const svg = (await saveAs('Save the picture as SVG', 'graph.svg')).toString();
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain('backbone');
    expect(
      await page.evaluate(
        (text) =>
          new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
        svg,
      ),
    ).toBe(true);
    expect((await saveAs('Save the picture as PNG', 'graph.png')).subarray(1, 4).toString()).toBe('PNG');
    expect((await saveAs('Save the report as Markdown', 'report.md')).toString()).toContain('## Findings');
    const report = JSON.parse((await saveAs('Save the report as JSON', 'report.json')).toString()) as {
      readonly diagnosis: { readonly runtimes: readonly { readonly id: string; readonly verdict: string }[] };
    };
    expect(report.diagnosis.runtimes.find(({ id }) => id === 'onnxruntime-cpu-x64')?.verdict).toBe('runs');
  });

  it('says why a model does not run, and goes there', async () => {
    const { page } = app;
    const node = (name: string, opType: string, input: string, output: string) => ({
      name,
      opType,
      input: [input],
      output: [output],
    });
    await writeFile(
      path('stuck.onnx'),
      onnxBytes({
        name: 'stuck',
        node: [
          node('a', 'Relu', 'x', 'h'),
          node('odd', 'CropAndResize', 'h', 'i'),
          node('b', 'Abs', 'i', 'y'),
        ],
        input: [floatValue('x', [1, 8])],
        output: [floatValue('y', [1, 8])],
      }),
    );
    await open(path('stuck.onnx'));
    await ready();
    await page.getByRole('tab', { name: 'Findings' }).click();
    const card = page.getByRole('article', { name: 'CropAndResize' }).first();
    await card.getByText('RoiAlign', { exact: false }).first().waitFor();
    await card.getByRole('button', { name: 'odd', exact: true }).click();
    await page
      .getByRole('region', { name: 'Details' })
      .getByRole('heading', { name: 'CropAndResize' })
      .waitFor();
    await page.getByRole('button', { name: 'Show the cut' }).first().click();
    await ready();
    await page.getByRole('button', { name: 'Hide the cut' }).waitFor();
    // The runtime itself: its error is read, and leads to the node.
    const word = page.getByRole('article', { name: 'The ONNX Runtime in this app' });
    await word.getByRole('button', { name: 'Ask it' }).click();
    await word.getByText('No Op registered for CropAndResize', { exact: false }).waitFor();
    await word.getByRole('button', { name: 'odd', exact: true }).first().waitFor();
    await word.getByText('It agrees with the tables on 2 of 2 kinds of node.').waitFor();
  });

  it('names what is wrong with a file that is no model, and opens the next one', async () => {
    const { page } = app;
    await writeFile(path('page.onnx'), '<!DOCTYPE html><html><body>404</body></html>');
    await open(path('page.onnx'));
    const alert = page.getByRole('alert');
    await alert.getByText('model.htmlPage').waitFor();
    await page.screenshot({ path: path('failed.png') });
    await writeFile(path('large.onnx'), largeOnnx(3000, 'unnamed'));
    await open(path('large.onnx'));
    await ready();
    await page.getByText('3,011 nodes', { exact: false }).first().waitFor();
  });

  it('takes a dropped model', async () => {
    const { page } = app;
    await mkdir(path('모델'), { recursive: true });
    await writeFile(path('모델/작은.onnx'), largeOnnx(20, 'scoped'));
    const inspector = await page.context().newCDPSession(page);
    const data = { items: [], files: [path('모델/작은.onnx')], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await inspector.send('Input.dispatchDragEvent', { type, x: 640, y: 300, data });
    await page.getByText('작은.onnx').first().waitFor();
    await ready();
  });

  it.skipIf(!existsSync(corpus))('goes into the body of a loop and back', async () => {
    const { page } = app;
    await open(join(corpus, 'onnx__ort_crop_and_resize.onnx'));
    await ready();
    await page.getByRole('tab', { name: 'Nodes' }).click();
    await page.getByRole('row').filter({ hasText: 'Loop' }).first().click();
    await page.getByRole('button', { name: 'body: tf2onnx__14' }).click();
    const trail = page.getByRole('navigation', { name: 'Graphs on the way' });
    await trail.getByRole('button', { name: 'tf2onnx__14' }).waitFor();
    await ready();
    await trail.getByRole('button', { name: 'tf2onnx', exact: true }).click();
    await trail.waitFor({ state: 'detached' });
  });
});
