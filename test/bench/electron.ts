import { resolve } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright';
import { installedElectron } from '../../electron/runtime/electronRuntime.mjs';

const projectRoot = resolve(import.meta.dirname, '../..');

/** Starts an app folder in the Electron that set-up has put there. */
export function launch(
  folder: string,
  userFolder: string,
  args: readonly string[] = [],
): Promise<ElectronApplication> {
  const runtime = installedElectron();
  if (runtime === null) throw new Error('There is no Electron; run "npm run set-up" first.');
  return _electron.launch({
    executablePath: runtime.executable,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${userFolder}`,
      folder,
      ...args,
    ],
    timeout: 120_000,
  });
}

/** Starts Surd with a project, until its first image is drawn; answers with the app and the milliseconds. */
export async function startOnProject(
  userFolder: string,
  project: string,
): Promise<{ app: ElectronApplication; ms: number }> {
  const startedAt = performance.now();
  const app = await launch(projectRoot, userFolder, ['--project', project]);
  const page = await app.firstWindow();
  await page.locator('[data-canvas][data-ready="true"]').waitFor({ timeout: 120_000 });
  return { app, ms: performance.now() - startedAt };
}

/** Starts Surd with nothing open, until it can be used; answers with the milliseconds. */
export async function startEmpty(userFolder: string): Promise<number> {
  const startedAt = performance.now();
  const app = await launch(projectRoot, userFolder);
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Open images' }).waitFor();
  const ms = performance.now() - startedAt;
  await app.close();
  return ms;
}
