// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { startDisplay } from './display.mjs';
import { sandboxArguments } from './sandbox.mjs';
import { SetUpError } from './steps.mjs';
import { lacksDisplay } from './systemLibraries.mjs';

/**
 * What the older Electron needs to be told where Wayland is the only display; newer ones find it by themselves.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function displayArguments(env) {
  const isWaylandOnly = process.platform === 'linux' && !env['DISPLAY'] && env['WAYLAND_DISPLAY'];
  return isWaylandOnly ? ['--ozone-platform-hint=auto'] : [];
}

/**
 * Runs Electron to its end; signals that this process gets are passed on.
 *
 * @param {string} executable
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code; 128 and the signal's number when a signal ended it
 */
export async function launch(executable, args) {
  const before = [...sandboxArguments(executable), ...displayArguments(process.env)];
  const display = lacksDisplay() ? await startDisplay() : null;
  if (display !== null) console.log(`There is no display: Surd runs under Xvfb, on ${display.name}.`);
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...(display === null ? {} : { DISPLAY: display.name }) };
  // With it Electron would be a plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(executable, [...before, ...args], { stdio: 'inherit', env });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error) =>
        reject(new SetUpError(`Electron could not be started: ${error.message}`)),
      );
      child.once('exit', (code, signal) =>
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      );
    });
  } finally {
    display?.stop();
  }
}
