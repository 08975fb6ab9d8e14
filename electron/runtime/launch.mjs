// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetUpError } from './steps.mjs';
import { lacksDisplay } from './systemLibraries.mjs';

/** @param {string} file */
function readFlag(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * Why Chromium's sandbox cannot work here, in words, or null when it can. Without this the person sees an abort.
 *
 * @param {string} executable - Electron's binary; a setuid helper beside it would do as well
 * @param {(file: string) => string | null} [read] - reads a kernel setting
 */
export function sandboxProblem(executable, read = readFlag) {
  const restricted = read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  const forbidden = read('/proc/sys/kernel/unprivileged_userns_clone') === '0';
  if (!restricted && !forbidden) return null;
  const helper = join(dirname(executable), 'chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o4000) !== 0) return null;
  }
  return [
    'The kernel of this system does not let programs make their own sandbox (user namespaces), and Surd does not run its window without one.',
    'Do one of these, then start again:',
    `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'      (for this Electron alone)`,
    restricted
      ? '  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0      (for the whole system, until the next boot)'
      : '  sudo sysctl -w kernel.unprivileged_userns_clone=1      (for the whole system, until the next boot)',
  ].join('\n');
}

/**
 * What has to stand before Electron's own arguments on this machine, with the lines that say so.
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
  const problem = sandboxProblem(executable);
  if (problem !== null) throw new SetUpError(problem);
  return [];
}

/**
 * Starts a display of its own, where there is none.
 *
 * @returns {Promise<{ display: string, stop: () => void } | null>}
 */
export async function ensureDisplay() {
  if (!lacksDisplay()) return null;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    server.once('error', () => reject(new SetUpError('There is no display, and Xvfb could not be started.')));
    server.once('exit', () => reject(new SetUpError('There is no display, and Xvfb ended at once.')));
    server.stdio[3]?.once('data', (data) => resolve(String(data).trim()));
  });
  console.log(`There is no display: Surd runs under Xvfb, on :${number}.`);
  const stop = () => server.kill();
  process.once('exit', stop);
  return { display: `:${number}`, stop };
}

/**
 * Runs Electron to its end; signals that this process gets are passed on.
 *
 * @param {string} executable
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function launch(executable, args) {
  const before = sandboxArguments(executable);
  const display = await ensureDisplay();
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...(display ? { DISPLAY: display.display } : {}) };
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(executable, [...before, ...args], { stdio: 'inherit', env });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new SetUpError(`Electron could not be started: ${error.message}`)));
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? (signal === 'SIGINT' ? 130 : 1)));
  });
  display?.stop();
  return code;
}
