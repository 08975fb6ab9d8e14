// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installForIntelMac } from './intelMac.mjs';
import { run } from './run.mjs';
import { SetUpError } from './steps.mjs';

/** Written last into node_modules: an installation that was interrupted has none. */
export const stampName = '.surd-installed';

/**
 * What an installation depends on: the lock file, the platform and the way it is installed.
 *
 * @param {string} root - the project's folder
 */
export function wantedStamp(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

/**
 * Whether node_modules is whole and belongs to the lock file as it stands.
 *
 * @param {string} root - the project's folder
 */
export function areInstalled(root) {
  try {
    return readFileSync(join(root, 'node_modules', stampName), 'utf8') === wantedStamp(root);
  } catch {
    return false;
  }
}

/**
 * Installs the packages of the lock file, where they are missing, older than it, or half there. Packages' own scripts
 * stay off: they would compile, or download what `electronRuntime.mjs` gets in its own way. Only `node` needs its
 * script, which fetches the pinned Node's binary as one more npm package.
 *
 * @param {string} root - the project's folder
 * @param {string} node - where the pinned Node has to be afterwards
 */
export async function installPackages(root, node) {
  if (areInstalled(root) && existsSync(node)) return { said: 'up to date', value: undefined };
  rmSync(join(root, 'node_modules', stampName), { force: true });
  console.log('Installing packages; this takes a minute or two ...');
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', ONNXRUNTIME_NODE_INSTALL_CUDA: 'skip' };
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const installed = await run(
    'npm',
    ['ci', '--ignore-scripts', '--include=dev', '--include=optional', ...quiet],
    { cwd: root, env },
  );
  if (installed.code !== 0) {
    throw new SetUpError(
      'npm could not install the packages (its own message is above).\nCheck the connection to the npm registry and the free disk space, then run the same command again: it goes on from here.',
    );
  }
  const rebuilt = await run('npm', ['rebuild', 'node', ...quiet], { cwd: root, env });
  if (rebuilt.code !== 0 || !existsSync(node)) {
    throw new SetUpError(
      'The pinned Node (npm package "node") could not be set up (npm\'s own message is above).\nCheck the connection to the npm registry, then run the same command again.',
    );
  }
  if (process.platform === 'darwin' && process.arch === 'x64') {
    await installForIntelMac(join(root, 'node_modules'));
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(join(root, 'node_modules', stampName), wantedStamp(root));
  return { said: 'installed', value: undefined };
}
