// @ts-check
import { spawn } from 'node:child_process';
import { SetUpError } from './steps.mjs';

const startLimitMs = 20_000;

/**
 * Starts a display of its own; it goes when this process goes.
 *
 * @returns {Promise<{ name: string, stop: () => void }>} `name` is for DISPLAY
 */
export async function startDisplay() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  server.stderr?.on('data', (data) => (complaint += data));
  const number = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => {
      server.kill('SIGKILL');
      reject(new SetUpError(`There is no display, and Xvfb ${why}.\n${complaint.trim()}`.trim()));
    };
    const timer = setTimeout(() => fail('did not answer'), startLimitMs);
    server.once('error', (error) => fail(`could not be started (${error.message})`));
    // `close` and not `exit`: by then its complaint has been read.
    server.once('close', () => fail('ended at once'));
    server.stdio[3]?.once('data', (data) => {
      clearTimeout(timer);
      resolve(String(data).trim());
    });
  });
  const stop = () => {
    server.kill();
  };
  process.once('exit', stop);
  return { name: `:${number}`, stop };
}
