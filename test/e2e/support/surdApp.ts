import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { Box, Point } from '#shared/geometry/box.ts';
import { installedElectron } from '#electron/runtime/electronRuntime.mjs';

export const projectRoot = resolve(import.meta.dirname, '../../..');

/** A running app with its window, as a person has it before them. */
export interface SurdApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Ends it as a person does, by closing the window. */
  close(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** A folder of its own for settings and files; `remove` it afterwards. */
export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'surd-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** Starts the built app in the real Electron. */
export async function startSurd(userFolder: string, args: readonly string[] = []): Promise<SurdApp> {
  const runtime = installedElectron();
  if (runtime === null) throw new Error('There is no Electron; run "npm run set-up" first.');
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${userFolder}`,
      projectRoot,
      ...args,
    ],
    timeout: 120_000,
  });
  const page = await electron.firstWindow();
  page.setDefaultTimeout(60_000);
  await page.getByRole('navigation', { name: 'Workspaces' }).waitFor();
  return {
    electron,
    page,
    close: async () => {
      const ended = new Promise((done) => electron.process().once('exit', done));
      await electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.close();
      });
      await ended;
    },
    kill: async () => {
      const ended = new Promise((done) => electron.process().once('exit', done));
      electron.process().kill('SIGKILL');
      await ended;
    },
  };
}

/** Answers the next dialogs of the system with these paths: no test can click on them. */
export async function answerDialogs(
  app: SurdApp,
  answers: { readonly open?: readonly string[]; readonly save?: string },
): Promise<void> {
  await app.electron.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: open === undefined, filePaths: [...(open ?? [])] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? '' });
  }, answers);
}

/** Presses keys one after the other. */
export async function pressKeys({ page }: SurdApp, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** A picture of the window to look at, where `SURD_PICTURES` names a folder for pictures. */
export async function takePicture({ page }: SurdApp, name: string): Promise<void> {
  const target = process.env['SURD_PICTURES'];
  if (target !== undefined) await page.screenshot({ path: join(target, `${name}.png`) });
}

/** Waits until the canvas has drawn image and boxes. */
export async function canvasReady(page: Page, imageId?: number): Promise<void> {
  const which = imageId === undefined ? '' : `[data-image-id="${imageId}"]`;
  await page.locator(`[data-canvas][data-ready="true"]${which}`).waitFor();
}

/** Fits the image and waits until it is drawn so: where its points stand is read from what was drawn last. */
export async function fitImage(page: Page): Promise<void> {
  await page.keyboard.press('0');
  await page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      }),
  );
}

/** Where a point of the image stands in the window. */
export async function windowPoint(page: Page, point: Point): Promise<Point> {
  return page.locator('[data-canvas]').evaluate((element, { x, y }) => {
    const { left, top } = element.getBoundingClientRect();
    const zoom = Number(element.getAttribute('data-zoom'));
    const [offsetX = 0, offsetY = 0] = (element.getAttribute('data-offset') ?? '').split(' ').map(Number);
    return { x: left + x * zoom + offsetX, y: top + y * zoom + offsetY };
  }, point);
}

/** Draws a box with the mouse, with whatever tool is on. */
export async function dragBox(page: Page, box: Box): Promise<void> {
  const from = await windowPoint(page, box);
  const to = await windowPoint(page, { x: box.x + box.width, y: box.y + box.height });
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** The rows of the list of boxes, as texts. */
export function boxRows(page: Page): Promise<string[]> {
  return page.getByRole('listbox', { name: 'Boxes of the image' }).getByRole('option').allInnerTexts();
}
