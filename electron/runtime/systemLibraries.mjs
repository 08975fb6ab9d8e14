// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { SetUpError } from './steps.mjs';

/**
 * What Electron needs of a Linux, as a file that shows that it is there, with Debian's package for it. Ubuntu 24.04 and
 * Debian 13 renamed some for 64-bit time.
 */
const needs = [
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
];
/** Only where there is no display. */
const displayNeeds = [
  { program: 'Xvfb', packages: ['xvfb'] },
  { program: 'xauth', packages: ['xauth'] },
];

/** @param {string} program */
function isOnPath(program) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Whether the app has to bring its own display. */
export function lacksDisplay() {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
}

/**
 * The first of each need's package names that the system's package lists know; the last one when none does.
 *
 * @param {readonly { packages: readonly string[] }[]} missing
 */
async function packageNames(missing) {
  const names = [];
  for (const { packages } of missing) {
    let chosen = packages[packages.length - 1] ?? '';
    for (const name of packages) {
      const { code, output } = await run('apt-cache', ['policy', name], { quiet: true });
      if (code === 0 && /Candidate: (?!\(none\))/.test(output)) {
        chosen = name;
        break;
      }
    }
    names.push(chosen);
  }
  return names;
}

/** What is missing, by looking at the dynamic linker's cache and PATH. */
export async function missingLibraries() {
  const cache = await run('ldconfig', ['-p'], {
    quiet: true,
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/sbin:/usr/sbin` },
  });
  // Where there is no such cache (musl, NixOS) the linker will say it better than a guess.
  const libraries = cache.code === 0 ? needs.filter(({ library }) => !cache.output.includes(library)) : [];
  const programs = lacksDisplay() ? displayNeeds.filter(({ program }) => !isOnPath(program)) : [];
  return [...libraries, ...programs];
}

/**
 * What the dynamic linker does not find for a binary: the last word, after the table above.
 *
 * @param {string} executable
 * @returns {Promise<readonly string[]>} file names; none where there is no `ldd` to ask
 */
export async function unresolvedLibraries(executable) {
  if (process.platform !== 'linux') return [];
  const { code, output } = await run('ldd', [executable], { quiet: true });
  if (code === 127) return [];
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}

/**
 * @param {string} executable - of the Electron that is going to be started
 */
export async function ensureResolved(executable) {
  const missing = await unresolvedLibraries(executable);
  if (missing.length === 0) return;
  throw new SetUpError(
    `Electron needs libraries that this system lacks: ${missing.join(', ')}.\nInstall the packages that hold them, then run the same command again.`,
  );
}

/**
 * Makes sure that Electron's system libraries are there: installs them as root on Debian's kin, else says how.
 *
 * @param {{ osRelease?: string, isRoot?: boolean }} [system] - where it says what it is, and who this is
 */
export async function ensureSystemLibraries({
  osRelease = '/etc/os-release',
  isRoot = process.getuid?.() === 0,
} = {}) {
  if (process.platform !== 'linux') return { said: 'nothing to do here', value: undefined };
  const missing = await missingLibraries();
  if (missing.length === 0) return { said: 'all there', value: undefined };
  const release = existsSync(osRelease) ? readFileSync(osRelease, 'utf8') : '';
  const isDebian = /^(ID|ID_LIKE)=.*(debian|ubuntu)/m.test(release);
  const what = missing.map((need) => ('library' in need ? need.library : need.program)).join(', ');
  if (!isDebian) {
    throw new SetUpError(
      `Electron needs what this system lacks: ${what}.\nInstall them with your package manager (Fedora: sudo dnf install gtk3 nss alsa-lib mesa-libgbm xorg-x11-server-Xvfb xauth), then run the same command again.`,
    );
  }
  if (!isRoot) {
    const names = await packageNames(missing);
    throw new SetUpError(
      `Electron needs what this system lacks: ${what}.\nRun this, then the same command again:\n\n  sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  console.log(`Installing system libraries (${what}) ...`);
  await run('apt-get', ['update', '-qq'], { env, quiet: true });
  const names = await packageNames(missing);
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
    {
      env,
      quiet: true,
    },
  );
  if (code !== 0) {
    throw new SetUpError(
      `apt-get could not install ${names.join(' ')}:\n${output.split('\n').slice(-8).join('\n')}`,
    );
  }
  return { said: `installed ${names.join(' ')}`, value: undefined };
}
