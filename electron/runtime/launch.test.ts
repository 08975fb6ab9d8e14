import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
let starter: string;
let app: string;

/** A process of its own: signals are for all of it, and the display goes with it. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-launch-'));
  const launch = pathToFileURL(join(import.meta.dirname, 'launch.mjs')).href;
  starter = join(folder, 'start.mjs');
  writeFileSync(
    starter,
    `import { launch } from ${JSON.stringify(launch)}; process.exit(await launch(process.argv[2], process.argv.slice(3)));`,
  );
  app = join(folder, 'app');
  writeFileSync(
    app,
    '#!/bin/sh\necho "args $*"; echo "display $DISPLAY"; echo "node $ELECTRON_RUN_AS_NODE"\ncase "$*" in *wait*) exec sleep 60;; esac\nexit 7\n',
  );
  chmodSync(app, 0o755);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform !== 'linux')('launch', () => {
  it('passes arguments on and gives the exit code back', () => {
    const env = { ...process.env, DISPLAY: ':77', ELECTRON_RUN_AS_NODE: '1' };
    const ended = spawnSync(process.execPath, [starter, app, '.', '--screenshot', 'a b.png'], {
      env,
      encoding: 'utf8',
    });
    expect(ended.status).toBe(7);
    expect(ended.stdout).toContain('. --screenshot a b.png\n');
    expect(ended.stdout).toContain('display :77\n');
    expect(ended.stdout).toContain('node \n');
    expect(ended.stdout.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  });

  // A system with a display of its own need not have Xvfb.
  it.skipIf(spawnSync('Xvfb', ['-help']).error !== undefined)(
    'brings its own display where there is none, says so, and takes it away',
    () => {
      const env = { ...process.env };
      delete env['DISPLAY'];
      delete env['WAYLAND_DISPLAY'];
      const ended = spawnSync(process.execPath, [starter, app, '.'], { env, encoding: 'utf8' });
      expect(ended.status).toBe(7);
      const number = /runs under Xvfb, on (:\d+)\./.exec(ended.stdout)?.[1];
      expect(number).toBeDefined();
      expect(ended.stdout).toContain(`display ${number ?? ''}\n`);
      const isThere = (): boolean => {
        try {
          const pid = Number(readFileSync(`/tmp/.X${(number ?? '').slice(1)}-lock`, 'utf8'));
          process.kill(pid, 0);
          return true;
        } catch {
          return false;
        }
      };
      return expect.poll(isThere, { timeout: 10_000 }).toBe(false);
    },
  );

  it('passes a signal on', async () => {
    const child = spawn(process.execPath, [starter, app, 'wait'], {
      env: { ...process.env, DISPLAY: ':77' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // Its last line, so that it is surely there.
    await new Promise<void>((resolve) => {
      let text = '';
      child.stdout.on('data', (data: Buffer) => {
        text += data.toString();
        if (text.includes('node ')) resolve();
      });
    });
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(128 + 15);
  });

  it('says why when it cannot start', () => {
    const env = { ...process.env, DISPLAY: ':77' };
    const ended = spawnSync(process.execPath, [starter, join(folder, 'nothing')], { env, encoding: 'utf8' });
    expect(ended.status).not.toBe(0);
    expect(ended.stderr).toContain('Electron could not be started');
  });
});
