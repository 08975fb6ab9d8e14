import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areInstalled, installPackages, stampName, wantedStamp } from './packages.mjs';

let root: string;
const path = process.env['PATH'];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'surd-packages-'));
  writeFileSync(join(root, 'package-lock.json'), '{"lockfileVersion":3}');
});

afterEach(() => {
  process.env['PATH'] = path;
  rmSync(root, { recursive: true, force: true });
});

/** Puts a program called `npm` before the real one; the registry is not what is tried here. */
function npmThat(script: string): void {
  const bin = join(root, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, 'npm'), 0o755);
  process.env['PATH'] = `${bin}${delimiter}${path ?? ''}`;
}

const node = (): string => join(root, 'node_modules', 'node', 'bin', 'node');
const installs = 'echo "$@" >> calls; mkdir -p node_modules/node/bin; echo > node_modules/node/bin/node';

describe('areInstalled', () => {
  it('asks for a stamp of this lock file', () => {
    expect(areInstalled(root)).toBe(false);
    mkdirSync(join(root, 'node_modules'));
    expect(areInstalled(root)).toBe(false);
    writeFileSync(join(root, 'node_modules', stampName), wantedStamp(root));
    expect(areInstalled(root)).toBe(true);
    writeFileSync(join(root, 'package-lock.json'), '{"lockfileVersion":3,"changed":true}');
    expect(areInstalled(root)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('installPackages', () => {
  it('installs once, from the lock file, with the development packages and without foreign scripts', async () => {
    npmThat(installs);
    expect((await installPackages(root, node())).said).toBe('installed');
    expect((await installPackages(root, node())).said).toBe('up to date');
    const calls = readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');
    expect(calls).toHaveLength(2);
    expect(calls[0]).toMatch(/^ci --ignore-scripts --include=dev/);
    expect(calls[1]).toMatch(/^rebuild node/);
  });

  it('leaves no stamp when it is interrupted, and begins anew at the next start', async () => {
    npmThat(`${installs}; kill -9 $$`);
    await expect(installPackages(root, node())).rejects.toThrow(/npm could not install the packages/);
    expect(existsSync(node())).toBe(true);
    expect(areInstalled(root)).toBe(false);
    npmThat(installs);
    expect((await installPackages(root, node())).said).toBe('installed');
    expect(areInstalled(root)).toBe(true);
  });

  it('takes an old stamp away before it begins: a stopped renewal must not look finished', async () => {
    npmThat(installs);
    await installPackages(root, node());
    rmSync(node());
    npmThat('exit 1');
    await expect(installPackages(root, node())).rejects.toThrow();
    expect(existsSync(join(root, 'node_modules', stampName))).toBe(false);
  });

  it('says what to do where there is no npm', async () => {
    process.env['PATH'] = join(root, 'nowhere');
    await expect(installPackages(root, node())).rejects.toThrow(/run the same command again/);
  });
});
