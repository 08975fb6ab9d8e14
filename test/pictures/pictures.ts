/** `npm run pictures`: makes the pictures of every screen for docs/images anew, from the samples alone. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { startDisplay } from '../../electron/runtime/display.mjs';
import { pinnedNode } from '../../electron/runtime/projectPaths.mjs';
import { lacksDisplay } from '../../electron/runtime/systemLibraries.mjs';
import { endOfJob, makeSampleProject, startDetecting } from '../e2e/support/sampleProject.ts';
import {
  answerDialogs,
  canvasReady,
  projectRoot,
  startSurd,
  temporaryFolder,
  type SurdApp,
} from '../e2e/support/surdApp.ts';

const target = join(projectRoot, 'docs', 'images');
/** Menus and dialogs have come in, and fonts are there. */
const settleMs = 700;

async function picture(page: Page, name: string): Promise<void> {
  // Where the pointer rests nothing lights up.
  await page.mouse.move(640, 799);
  await page.waitForTimeout(settleMs);
  await page.screenshot({ path: join(target, `${name}.png`) });
  console.log(`docs/images/${name}.png`);
}

/** Other colours or another language, as the settings keep them. */
async function look(page: Page, settings: object): Promise<void> {
  await page.evaluate(`window.surd.invoke('app.changeSettings', ${JSON.stringify(settings)})`);
  await page.reload();
}

async function annotating({ page }: SurdApp): Promise<void> {
  await page.getByRole('option', { name: /01-/ }).click();
  await canvasReady(page);
  await picture(page, 'annotate');
  await page.keyboard.press('n');
  await page.keyboard.press('Shift+p');
  await picture(page, 'annotate-next-box');
  await page.keyboard.press('Shift+p');
  // Ink whose box is gone is something to look at.
  await page.keyboard.press('Delete');
  await page.keyboard.press('y');
  await page.getByText('Ink without a box').first().waitFor();
  await page.keyboard.press('k');
  await picture(page, 'checks');
  await page.keyboard.press('y');
  await page.keyboard.press('Shift+Slash');
  await picture(page, 'keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await picture(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Comma');
  await picture(page, 'settings');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+l');
  await picture(page, 'labels');
  await page.keyboard.press('Escape');
}

async function failures({ page }: SurdApp): Promise<void> {
  await page.keyboard.press('Control+Digit2');
  await page.keyboard.press('Control+Shift+E');
  await page.getByRole('region', { name: 'Error types' }).waitFor();
  await page.getByRole('button', { name: 'Evaluate again' }).waitFor();
  await page.getByText('Formulas are being compared').waitFor({ state: 'hidden' });
  await picture(page, 'failures');
}

async function modelsAndFiles(app: SurdApp): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Control+Digit4');
  await page.getByRole('heading', { name: 'Models' }).waitFor();
  await picture(page, 'models');
  await page.keyboard.press('Control+Digit5');
  await page.getByRole('heading', { name: 'Export' }).first().waitFor();
  await picture(page, 'transfer');
  await page.keyboard.press('Control+Digit3');
  await answerDialogs(app, { open: [join(projectRoot, 'samples', 'graphs', 'tensorflowHead.tflite')] });
  await page.keyboard.press('Control+Shift+M');
  await page.locator('[data-graph-ready="true"]').waitFor();
  await picture(page, 'graph');
}

const display = lacksDisplay() ? await startDisplay() : null;
if (display !== null) process.env['DISPLAY'] = display.name;
const folder = await temporaryFolder();
try {
  const user = join(folder.path, 'user');
  const empty = await startSurd(user);
  await empty.page.getByRole('button', { name: 'Open images' }).waitFor();
  await picture(empty.page, 'start');
  await empty.close();

  const project = join(folder.path, 'samples.surd');
  makeSampleProject(project);
  const app = await startSurd(user, [project]);
  await startDetecting(app, 'all');
  await endOfJob(app);
  await annotating(app);
  await look(app.page, { theme: 'dark' });
  await canvasReady(app.page);
  await picture(app.page, 'annotate-dark');
  await look(app.page, { theme: 'light', language: 'ko' });
  await canvasReady(app.page);
  await picture(app.page, 'annotate-korean');
  await look(app.page, { language: 'en' });
  await app.close();

  // With the truth beside the detections there is something to evaluate.
  const truth = join(projectRoot, 'samples', 'truth.json');
  const images = join(projectRoot, 'samples', 'images');
  execFileSync(
    pinnedNode,
    [
      join(projectRoot, 'out', 'main', 'cli.js'),
      ...['import', project, truth, '--format', 'coco', '--images', images],
    ],
    { stdio: 'pipe' },
  );
  const evaluated = await startSurd(user, [project]);
  await failures(evaluated);
  await modelsAndFiles(evaluated);
  await evaluated.close();
} finally {
  display?.stop();
  await folder.remove();
}
