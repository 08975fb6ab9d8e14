import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { launch } from './electron.ts';

const version = '9.3.3';
/** What Netron needs longer for is not waited for. */
export const netronLimitMs = 60_000;

/** Netron in a window of the same Electron, with nothing between it and its files. */
export interface Netron {
  readonly version: string;
  /** Milliseconds from the file to its picture, or why there is none. */
  open(file: string): Promise<number | 'refused' | 'late'>;
  close(): Promise<void>;
}

/** The Python of an environment that holds Netron, made at the first run; null where that cannot be. */
async function pythonWithNetron(): Promise<string | null> {
  const run = promisify(execFile);
  const folder = join(tmpdir(), `surd-netron-${version}`);
  const isWindows = process.platform === 'win32';
  const python = join(folder, isWindows ? 'Scripts' : 'bin', isWindows ? 'python.exe' : 'python');
  try {
    if (!existsSync(python)) await run(isWindows ? 'python' : 'python3', ['-m', 'venv', folder]);
    await run(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `netron==${version}`,
    ]);
    return python;
  } catch {
    return null;
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') failed(new Error('There is no port.'));
        else done(address.port);
      });
    });
  });
}

async function waitFor(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100 && server.exitCode === null; attempt++) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('Netron does not serve its page.');
}

/** Brings the page to where a person may open a file: no question about cookies, no word of newer versions. */
async function begin(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('body.welcome:not(.spinner)').waitFor();
}

/** Starts Netron; null where it cannot be had. */
export async function startNetron(userFolder: string): Promise<Netron | null> {
  const python = await pythonWithNetron();
  if (python === null) return null;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const server = spawn(
    python,
    ['-c', `import netron; netron.start(None, address=("127.0.0.1", ${port}), browse=False); netron.wait()`],
    { stdio: 'ignore' },
  );
  await waitFor(url, server);
  const app = await launch(join(import.meta.dirname, 'plainWindow'), userFolder, ['about:blank']);
  const page = await app.firstWindow();
  await page.route('**/*', (route) =>
    route.request().url().startsWith(url) ? route.continue() : route.abort(),
  );
  await page.context().addCookies([{ name: 'consent', value: '1', url }]);
  return {
    version,
    open: async (file) => {
      await begin(page, url);
      const startedAt = performance.now();
      await page.locator('#open-file-dialog').setInputFiles(file);
      try {
        await page
          .locator('body.default svg g.node, body.alert .message')
          .first()
          .waitFor({ state: 'attached', timeout: netronLimitMs });
        const ms = performance.now() - startedAt;
        return (await page.locator('body.alert').count()) > 0 ? 'refused' : ms;
      } catch {
        return 'late';
      }
    },
    close: async () => {
      await app.close();
      server.kill();
    },
  };
}
