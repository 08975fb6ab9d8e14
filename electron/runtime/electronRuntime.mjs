// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { carried, ensureCarriedElectron } from './carriedElectron.mjs';
import { pinnedNode, projectRoot, userCache } from './projectPaths.mjs';
import { run } from './run.mjs';
import { SetUpError } from './steps.mjs';

/** @typedef {{ executable: string, version: string, carried: boolean }} ElectronRuntime */

/** How long a refused download is remembered, so that the next start does not wait for the network again. */
const rememberMs = 24 * 3600 * 1000;
/** A download that takes longer is taken for a network that swallows packets. */
const downloadLimitMs = 10 * 60 * 1000;

/** The version that package.json pins. */
export function pinnedVersion() {
  const description = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return /** @type {string} */ (description.devDependencies.electron);
}

/**
 * Where the `electron` package has put its own download, or null.
 *
 * @returns {string | null}
 */
function downloadedElectron() {
  const folder = join(projectRoot, 'node_modules', 'electron');
  try {
    const version = readFileSync(join(folder, 'dist', 'version'), 'utf8').replace(/^v/, '').trim();
    const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return version === pinnedVersion() && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** @param {string} stamp */
function wasRefusedLately(stamp) {
  try {
    return (
      readFileSync(stamp, 'utf8').trim() === pinnedVersion() && Date.now() - statSync(stamp).mtimeMs < rememberMs
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
  if (chosen) return { executable: chosen, version: 'chosen', carried: false };
  const downloaded = downloadedElectron();
  if (downloaded !== null) return { executable: downloaded, version: pinnedVersion(), carried: false };
  const executable = join(userCache, `electron-${carried.version}`, 'electron');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(executable)) {
    return { executable, version: carried.version, carried: true };
  }
  return null;
}

/**
 * Makes sure that there is an Electron to run: the pinned one by its own download; where that cannot be reached, on
 * Linux x64, the carried one.
 */
export async function ensureElectron() {
  if (process.env['SURD_ELECTRON_PATH']) {
    const chosen = process.env['SURD_ELECTRON_PATH'];
    if (!existsSync(chosen)) throw new SetUpError(`SURD_ELECTRON_PATH names ${chosen}, and there is nothing there.`);
    return { said: `the one of SURD_ELECTRON_PATH`, value: undefined };
  }
  if (downloadedElectron() !== null) return { said: `${pinnedVersion()}, there`, value: undefined };
  const stamp = join(userCache, 'electron-download-refused');
  let why = 'its download was refused lately';
  if (!wasRefusedLately(stamp)) {
    const installer = join(projectRoot, 'node_modules', 'electron', 'install.js');
    const { code, output } = await run(pinnedNode, [installer], { quiet: true, timeoutMs: downloadLimitMs });
    if (code === 0 && downloadedElectron() !== null) {
      rmSync(stamp, { force: true });
      return { said: `${pinnedVersion()}, downloaded`, value: undefined };
    }
    why = `its download cannot be reached (${firstReason(output)})`;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpError(
      `Electron ${pinnedVersion()} is not here, and ${why}.\nCheck the connection (Electron comes from its GitHub releases; ELECTRON_MIRROR names another place), or set SURD_ELECTRON_PATH to an Electron on this machine.`,
    );
  }
  const { wasThere } = await ensureCarriedElectron(userCache);
  mkdirSync(userCache, { recursive: true });
  if (!wasRefusedLately(stamp)) writeFileSync(stamp, pinnedVersion());
  return {
    said: `the carried ${carried.version} (${wasThere ? 'there' : 'installed'}), for ${pinnedVersion()}: ${why}`,
    value: undefined,
  };
}

/** @param {string} output */
function firstReason(output) {
  return (/(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|stopped after|status code \d+)/.exec(output)?.[1] ?? 'no answer');
}
