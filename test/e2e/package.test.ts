import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay } from '#electron/runtime/display.mjs';
import { foreignBinaries } from '#electron/runtime/afterPack.mjs';
import { projectRoot } from '#electron/runtime/projectPaths.mjs';
import { lacksDisplay } from '#electron/runtime/systemLibraries.mjs';

/** The packaged app: made as a person makes it, started as a person starts it. No test library can look inside. */
const output = join(projectRoot, 'node_modules', '.cache', 'surd', 'package');
const app = join(output, 'linux-unpacked');
const executable = join(app, 'surd');
const resources = join(app, 'resources');
/** The colour of a detection's frame on the canvas, in the light theme. */
const detectionColour = { red: 180, green: 83, blue: 9 };

let user: string;
let display: Awaited<ReturnType<typeof startDisplay>> | null = null;

function start(...args: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = {
    ...process.env,
    ...(display === null ? {} : { DISPLAY: display.name }),
    // Obeyed, the first would make it a plain Node, and the second would end it at once.
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: `--require=${join(user, 'nothing.cjs')}`,
  };
  const child = spawn(executable, [...asRoot, `--user-data-dir=${user}`, ...args], { env, cwd: user });
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString()));
  child.stderr.on('data', (data: Buffer) => (text += data.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, text });
    });
  });
}

describe.skipIf(process.platform !== 'linux')('the packaged app', () => {
  beforeAll(async () => {
    rmSync(output, { recursive: true, force: true });
    const script = join(projectRoot, 'electron', 'runtime', 'package.mjs');
    const made = spawnSync(process.execPath, [script, '--output', output], { encoding: 'utf8' });
    expect(made.status, made.stdout + made.stderr).toBe(0);
    user = mkdtempSync(join(tmpdir(), 'surd-packaged-'));
    if (lacksDisplay()) display = await startDisplay();
  });

  afterAll(() => {
    display?.stop();
    rmSync(user, { recursive: true, force: true });
    rmSync(output, { recursive: true, force: true });
  });

  it('has the fuses of a release', async () => {
    const wire = await getCurrentFuseWire(executable);
    const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
      ownSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      ownSnapshot: false,
      fileProtocol: false,
    });
  });

  it('holds the built app, models and samples, and nothing of the development', () => {
    const { files } = getRawHeader(join(resources, 'app.asar')).header;
    expect(Object.keys(files).sort()).toEqual(['node_modules', 'out', 'package.json']);
    const packages = Object.keys((files['node_modules'] as { files: Record<string, unknown> }).files);
    expect(packages).not.toContain('electron');
    expect(packages).not.toContain('vite');
    expect(existsSync(join(resources, 'default_app.asar'))).toBe(false);
    expect(readdirSync(join(resources, 'models')).some((file) => file.endsWith('.onnx'))).toBe(true);
    expect(readdirSync(join(resources, 'samples', 'images')).length).toBeGreaterThan(20);
  });

  it('brings its own platform’s native parts only', () => {
    expect(foreignBinaries(join(resources, 'app.asar.unpacked'), process.platform, process.arch)).toEqual([]);
  });

  it('starts, whatever the environment would make of it, detects, shows the boxes and ends', async () => {
    const picture = join(user, 'picture.png');
    const { code, text } = await start('--screenshot', picture, '--theme', 'light');
    expect(code, text).toBe(0);
    const project = new Database(join(user, 'sample', 'Sample.surd'), { readonly: true });
    const images = project.prepare(
      'SELECT count(DISTINCT image_id) AS count FROM detection WHERE score > 0.5',
    );
    expect(images.pluck().get()).toBe(readdirSync(join(resources, 'samples', 'images')).length);
    project.close();
    const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    let framed = 0;
    // The canvas stands in the middle third.
    for (let y = Math.round(info.height / 4); y < info.height; y += 1) {
      for (let x = Math.round(info.width / 3); x < (info.width * 2) / 3; x += 1) {
        const at = (y * info.width + x) * info.channels;
        const isClose =
          Math.abs((data[at] ?? 0) - detectionColour.red) < 24 &&
          Math.abs((data[at + 1] ?? 0) - detectionColour.green) < 24 &&
          Math.abs((data[at + 2] ?? 0) - detectionColour.blue) < 24;
        if (isClose) framed += 1;
      }
    }
    expect(framed, 'pixels of detections’ frames').toBeGreaterThan(500);
  });
});
