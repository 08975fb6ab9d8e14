import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureElectron, installedElectron, pinnedVersion, wasRefusedLately } from './electronRuntime.mjs';
import { checkNode } from './setUp.mjs';

let folder: string;
const chosen = process.env['SURD_ELECTRON_PATH'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-electron-'));
});

afterEach(() => {
  delete process.env['SURD_ELECTRON_PATH'];
  if (chosen !== undefined) process.env['SURD_ELECTRON_PATH'] = chosen;
  rmSync(folder, { recursive: true, force: true });
});

describe('checkNode', () => {
  it.each(['20.19.0', '20.20.2', '21.0.0', '24.21.0'])('lets %s pass', (version) => {
    expect(() => {
      checkNode(version);
    }).not.toThrow();
  });

  it.each(['20.18.9', '18.20.0', '8.0.0'])('refuses %s and says what to do', (version) => {
    expect(() => {
      checkNode(version);
    }).toThrow(/needs Node 20\.19 or newer.*\nInstall a current Node/);
  });
});

describe('wasRefusedLately', () => {
  it('remembers a refusal for a day, and for its version only', () => {
    const stamp = join(folder, 'stamp');
    expect(wasRefusedLately(stamp, '45.4.1')).toBe(false);
    writeFileSync(stamp, '45.4.1');
    expect(wasRefusedLately(stamp, '45.4.1')).toBe(true);
    expect(wasRefusedLately(stamp, '46.0.0')).toBe(false);
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(stamp, yesterday, yesterday);
    expect(wasRefusedLately(stamp, '45.4.1')).toBe(false);
  });
});

describe('SURD_ELECTRON_PATH', () => {
  it('comes before everything, with the version that stands beside it', async () => {
    const executable = join(folder, 'electron');
    writeFileSync(executable, '');
    process.env['SURD_ELECTRON_PATH'] = executable;
    expect(installedElectron()).toEqual({ executable, version: 'unknown', carried: false });
    writeFileSync(join(folder, 'version'), 'v44.0.0\n');
    expect(installedElectron()?.version).toBe('44.0.0');
    expect((await ensureElectron()).said).toContain('SURD_ELECTRON_PATH');
  });

  it('is refused when there is nothing', async () => {
    process.env['SURD_ELECTRON_PATH'] = join(folder, 'nothing');
    await expect(ensureElectron()).rejects.toThrow(/there is nothing there/);
  });
});

it('pins Electron exactly: the major version is a decision, the build an archive', () => {
  expect(pinnedVersion()).toMatch(/^\d+\.\d+\.\d+$/);
});
