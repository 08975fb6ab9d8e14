// @ts-check
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetUpError } from './steps.mjs';

/** @param {string} file */
function readSetting(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Kernel settings that forbid user namespaces to ordinary programs, and the command that allows them. */
const settings = [
  {
    file: 'kernel/apparmor_restrict_unprivileged_userns',
    forbids: '1',
    allow: 'kernel.apparmor_restrict_unprivileged_userns=0',
  },
  { file: 'kernel/unprivileged_userns_clone', forbids: '0', allow: 'kernel.unprivileged_userns_clone=1' },
  { file: 'user/max_user_namespaces', forbids: '0', allow: 'user.max_user_namespaces=10000' },
];

/**
 * Why Chromium's sandbox cannot work here, in words, or null when it can. Without this the person sees an abort.
 *
 * @param {string} executable - Electron's binary; a setuid helper beside it would do as well
 * @param {(file: string) => string | null} [read] - reads a kernel setting
 */
export function sandboxProblem(executable, read = readSetting) {
  const forbidding = settings.find(({ file, forbids }) => read(`/proc/sys/${file}`) === forbids);
  if (forbidding === undefined) return null;
  const helper = join(dirname(executable), 'chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o4000) !== 0) return null;
  }
  return [
    'The kernel of this system does not let programs make their own sandbox (user namespaces), and Surd does not run its window without one.',
    'Do one of these, then start again:',
    `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'      (for this Electron alone)`,
    `  sudo sysctl -w ${forbidding.allow}      (for the whole system, until the next boot)`,
    `Where an AppArmor profile of yours allows this Electron already, set SURD_SANDBOX_ALLOWED=1.`,
  ].join('\n');
}

/**
 * What has to stand before Electron's own arguments on this machine, with the line that says so.
 *
 * @param {string} executable
 * @returns {string[]}
 */
export function sandboxArguments(executable) {
  if (process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) {
    console.log('Started as root: Electron gets --no-sandbox. Start Surd as a user for everyday work.');
    return ['--no-sandbox'];
  }
  if (process.env['SURD_SANDBOX_ALLOWED'] === '1') return [];
  const problem = sandboxProblem(executable);
  if (problem !== null) throw new SetUpError(problem);
  return [];
}
