import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureSystemLibraries, missingLibraries, unresolvedLibraries } from './systemLibraries.mjs';

let folder: string;
const before = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-libraries-'));
  mkdirSync(join(folder, 'bin'));
  process.env['PATH'] = join(folder, 'bin');
  process.env['DISPLAY'] = ':0';
});

afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

/** Stands in for a program of the system: what is tried is what set-up makes of its answers. */
function program(name: string, script: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function osRelease(text: string): string {
  const file = join(folder, 'os-release');
  writeFileSync(file, text);
  return file;
}

const all = 'libgtk-3.so.0 libnss3.so libasound.so.2 libgbm.so.1';
const debian = 'ID=debian\nVERSION_ID="12"\n';

describe.skipIf(process.platform !== 'linux')('missingLibraries', () => {
  it('looks into the linker’s cache', async () => {
    program('ldconfig', `echo "${all}"`);
    expect(await missingLibraries()).toEqual([]);
    program('ldconfig', 'echo "libnss3.so libgbm.so.1"');
    expect((await missingLibraries()).flatMap(({ packages }) => packages)).toEqual([
      'libgtk-3-0t64',
      'libgtk-3-0',
      'libasound2t64',
      'libasound2',
    ]);
  });

  it('asks for Xvfb only where there is no display', async () => {
    program('ldconfig', `echo "${all}"`);
    delete process.env['DISPLAY'];
    delete process.env['WAYLAND_DISPLAY'];
    expect((await missingLibraries()).flatMap(({ packages }) => packages)).toEqual(['xvfb', 'xauth']);
    process.env['WAYLAND_DISPLAY'] = 'wayland-0';
    expect(await missingLibraries()).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('ensureSystemLibraries', () => {
  beforeEach(() => {
    program('ldconfig', 'echo "libnss3.so libgbm.so.1"');
  });

  it('installs as root on Debian, after fetching the lists', async () => {
    const log = join(folder, 'log');
    program('apt-get', `echo "$DEBIAN_FRONTEND $*" >> "${log}"`);
    program('apt-cache', 'case "$2" in *t64) exit 0;; *) echo "  Candidate: 1.0";; esac');
    const { said } = await ensureSystemLibraries({ osRelease: osRelease(debian), isRoot: true });
    expect(said).toBe('installed libgtk-3-0 libasound2');
    expect(readFileSync(log, 'utf8')).toBe(
      'noninteractive update -qq\nnoninteractive install -y -qq --no-install-recommends libgtk-3-0 libasound2\n',
    );
  });

  it('uses the names that newer systems have', async () => {
    program('apt-get', '');
    program('apt-cache', 'echo "  Candidate: 1.0"');
    const { said } = await ensureSystemLibraries({ osRelease: osRelease('ID=ubuntu\n'), isRoot: true });
    expect(said).toBe('installed libgtk-3-0t64 libasound2t64');
  });

  it('passes over a name that is only a shell of another', async () => {
    program('apt-get', '');
    program('apt-cache', 'case "$2" in *t64) echo "  Candidate: (none)";; *) echo "  Candidate: 1.0";; esac');
    const { said } = await ensureSystemLibraries({ osRelease: osRelease(debian), isRoot: true });
    expect(said).toBe('installed libgtk-3-0 libasound2');
  });

  it('gives the exact command to a person who is not root, and installs nothing', async () => {
    const log = join(folder, 'log');
    program('apt-get', `echo "$*" >> "${log}"`);
    program('apt-cache', 'case "$2" in *t64) exit 0;; *) echo "  Candidate: 1.0";; esac');
    await expect(ensureSystemLibraries({ osRelease: osRelease(debian), isRoot: false })).rejects.toThrow(
      'sudo apt-get update && sudo apt-get install -y libgtk-3-0 libasound2',
    );
    expect(existsSync(log)).toBe(false);
  });

  it('names what is missing elsewhere', async () => {
    await expect(
      ensureSystemLibraries({ osRelease: osRelease('ID=fedora\n'), isRoot: true }),
    ).rejects.toThrow(/libgtk-3\.so\.0, libasound\.so\.2[\s\S]*dnf install gtk3/);
  });

  it('shows what apt-get said when it fails', async () => {
    program('apt-get', '[ "$1" = update ] || { echo "E: Unable to locate package" >&2; exit 100; }');
    program('apt-cache', 'echo "  Candidate: 1.0"');
    await expect(ensureSystemLibraries({ osRelease: osRelease(debian), isRoot: true })).rejects.toThrow(
      'E: Unable to locate package',
    );
  });
});

describe.skipIf(process.platform !== 'linux')('unresolvedLibraries', () => {
  it('reads what the linker does not find', async () => {
    program('ldd', 'printf "\\tlibc.so.6 => /lib/libc.so.6 (0x0)\\n\\tlibcups.so.2 => not found\\n"');
    expect(await unresolvedLibraries('/any')).toEqual(['libcups.so.2']);
  });

  it('finds nothing wrong with the Node that runs this', async () => {
    process.env['PATH'] = before['PATH'];
    expect(await unresolvedLibraries(process.execPath)).toEqual([]);
  });
});
