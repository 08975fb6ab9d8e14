// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { carried, ensureCarriedElectron } from './carriedElectron.mjs';
import { withLock } from './lock.mjs';
import { pinnedNode, projectRoot, userCache } from './projectPaths.mjs';
import { run } from './run.mjs';
import { SetUpError } from './steps.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable
 * @property {string} version - `unknown` for one of SURD_ELECTRON_PATH that does not tell
 * @property {boolean} carried - whether it is the older one that stands in where the current one cannot be had
 */

/** How long a refused download is remembered, so that the next start does not wait for the network again. */
const rememberMs = 24 * 3600 * 1000;

/** The version that package.json pins. */
export function pinnedVersion() {
  const description = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return /** @type {string} */ (description.devDependencies.electron);
}

/**
 * What the `version` file beside an Electron says.
 *
 * @param {string} folder
 */
function versionIn(folder) {
  try {
    return readFileSync(join(folder, 'version'), 'utf8').replace(/^v/, '').trim();
  } catch {
    return null;
  }
}

/**
 * Where the `electron` package has put its own download, or null.
 *
 * @returns {string | null}
 */
function downloadedElectron() {
  const folder = join(projectRoot, 'node_modules', 'electron');
  if (versionIn(join(folder, 'dist')) !== pinnedVersion()) return null;
  try {
    // Written last by the package's installer: without it the unpacking was interrupted.
    const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/**
 * Whether the download of a version was refused not long ago.
 *
 * @param {string} stamp - a file
 * @param {string} version
 */
export function wasRefusedLately(stamp, version) {
  try {
    return (
      readFileSync(stamp, 'utf8').trim() === version && Date.now() - statSync(stamp).mtimeMs < rememberMs
    );
  } catch {
    return false;
  }
}

/**
 * The Electron to run, without getting anything: what set-up has put there.
 *
 * @returns {ElectronRuntime | null}
 */
export function installedElectron() {
  const chosen = process.env['SURD_ELECTRON_PATH'];
  if (chosen) {
    return { executable: chosen, version: versionIn(dirname(chosen)) ?? 'unknown', carried: false };
  }
  const downloaded = downloadedElectron();
  if (downloaded !== null) return { executable: downloaded, version: pinnedVersion(), carried: false };
  const executable = join(userCache, `electron-${carried.version}`, 'electron');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(executable)) {
    return { executable, version: carried.version, carried: true };
  }
  return null;
}

/**
 * Tries the pinned Electron's own download.
 *
 * @returns {Promise<string | null>} why it did not come, or null when it is there
 */
async function download() {
  console.log(`Fetching Electron ${pinnedVersion()} ...`);
  // Node 24 follows HTTPS_PROXY only when told to.
  const env = { NODE_USE_ENV_PROXY: '1', ...process.env };
  const script = join(projectRoot, 'electron', 'runtime', 'downloadElectron.mjs');
  const fetched = await run(pinnedNode, [script], { env, quiet: true });
  if (fetched.code !== 0) return fetched.output.trim().split('\n').at(-1) ?? 'no answer';
  const installer = join(projectRoot, 'node_modules', 'electron', 'install.js');
  const installed = await run(pinnedNode, [installer], { env, quiet: true });
  if (installed.code === 0 && downloadedElectron() !== null) return null;
  return installed.output.trim().split('\n').at(0) ?? 'it could not be unpacked';
}

/**
 * Makes sure that there is an Electron to run: the pinned one by its own download; where that cannot be reached, on
 * Linux x64, the carried one.
 */
export async function ensureElectron() {
  const chosen = process.env['SURD_ELECTRON_PATH'];
  if (chosen) {
    if (!existsSync(chosen))
      throw new SetUpError(`SURD_ELECTRON_PATH names ${chosen}, and there is nothing there.`);
    return { said: `the one of SURD_ELECTRON_PATH`, value: undefined };
  }
  if (downloadedElectron() !== null) return { said: `${pinnedVersion()}, there`, value: undefined };
  const stamp = join(userCache, 'electron-download-refused');
  let why = `its download could not be reached lately (delete ${stamp} to try again before tomorrow)`;
  if (!wasRefusedLately(stamp, pinnedVersion())) {
    const refused = await download();
    if (refused === null) {
      rmSync(stamp, { force: true });
      return { said: `${pinnedVersion()}, downloaded`, value: undefined };
    }
    why = `its download cannot be reached (${refused})`;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpError(
      `Electron ${pinnedVersion()} is not here, and ${why}.\nCheck the connection (Electron comes from its GitHub releases; ELECTRON_MIRROR names another place, HTTPS_PROXY a proxy), or set SURD_ELECTRON_PATH to an Electron on this machine.`,
    );
  }
  // The cache serves every clone on this machine.
  const { wasThere } = await withLock(join(userCache, 'lock'), () => ensureCarriedElectron(userCache));
  mkdirSync(userCache, { recursive: true });
  if (!wasRefusedLately(stamp, pinnedVersion())) writeFileSync(stamp, pinnedVersion());
  return {
    said: `the carried ${carried.version} (${wasThere ? 'there' : 'installed'}) instead of ${pinnedVersion()}: ${why}`,
    value: undefined,
  };
}
